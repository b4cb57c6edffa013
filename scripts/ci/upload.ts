import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../bootstrap/refusal.mjs'
import type { PooledFolder } from '../publisher/releases/file-names'
import { lockSiteFolder } from '../publisher/releases/lock'
import { Pool } from '../publisher/releases/pool'
import { openSiteFolder } from '../publisher/releases/site-folder'
import type { ReleaseNote } from '../publisher/releases/release-record'
import { isHashed } from '../publisher/releases/headers'
import { headersFile } from './server-files'
import { secretNames } from './settings'
import { filesOf } from '../publisher/app/static-files'

const limit = 15 * 60_000
/** Each is a whole copy of the site's pages. */
const keptReleases = 5

/**
 * Gives the release to a command of whoever runs the site: its folder as `$SITE_FOLDER` and as `$1`, its number as
 * `$SITE_NUMBER`. Throws when the command fails, with the end of what it printed.
 */
export async function uploadWith(command: string, folder: string, number: number): Promise<void> {
  const env: NodeJS.ProcessEnv = { ...process.env, SITE_FOLDER: folder, SITE_NUMBER: String(number) }
  for (const name of secretNames) delete env[name]
  // The folder is an argument, never a part of the text that the shell reads. A process group, so that all of it can be ended.
  const child = spawn('/bin/sh', ['-c', command, 'upload', folder], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let end = ''
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (bytes: Buffer) => {
      process.stdout.write(bytes)
      end = (end + bytes.toString()).slice(-1000)
    })
  }
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }, limit)
  const result = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  clearTimeout(timer)
  if (result === 0) return
  const why = isLate ? `took longer than ${limit / 60_000} minutes` : `ended with ${result}`
  throw new Error(`UPLOAD_COMMAND ${why}. ${end.trim()}`)
}

/** Refuses to place a release where another program makes them. */
export function requirePlace(target: string): void {
  if (existsSync(join(target, 'state.db'))) {
    throw new Refusal(
      'the site was not placed.',
      `${target} is the folder of a publisher, which looks after it alone.`,
      'set UPLOAD_DIR to another folder',
    )
  }
}

/**
 * Puts the release into a folder of releases, as the publisher does: beside the others, and then `current` leads to it. Hashed
 * files stay for 30 days after the last page that needs them.
 */
export async function placeIn(
  target: string,
  folder: string,
  note: ReleaseNote,
  webServerFolder: string,
): Promise<void> {
  const lock = lockSiteFolder(target)
  try {
    const releases = openSiteFolder(target, { keep: keptReleases, nginxFolder: webServerFolder })
    const pool = new Pool(target)
    const full = await releases.startFull()
    try {
      const webRoot = join(folder, 'site')
      for (const file of filesOf(webRoot)) {
        const source = join(webRoot, file)
        if (isHashed(`/${file}`)) {
          await pool.add(dirname(file) as PooledFolder, basename(file), { file: source })
          continue
        }
        mkdirSync(dirname(join(full.root, file)), { recursive: true })
        copyFileSync(source, join(full.root, file))
      }
      copyFileSync(join(folder, headersFile), join(full.folder, headersFile))
      const { number } = await releases.commitFull(full, note)
      await releases.switchTo(number)
    } catch (error) {
      await releases.abandon(full)
      throw error
    }
    await releases.prune()
    await pool.sweep(
      releases.releases().map(({ number }) => releases.webRoot(number)),
      [],
    )
    await releases.close()
  } finally {
    lock.release()
  }
}
