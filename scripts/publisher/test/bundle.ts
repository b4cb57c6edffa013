import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { projectRoot } from '../project-root'
import { compileBundle, newestBundle, pruneBundles } from '../render/bundle'
import { ExpectedError } from '../releases/expected-error'
import { type FolderLock, lockSiteFolder } from '../releases/lock'

export const testSiteUrl = 'https://school.example'

// Compiled templates import packages by their absolute paths, so each checkout has its own.
const checkout = createHash('sha256').update(projectRoot).digest('hex').slice(0, 12)
const cache = join(tmpdir(), `alliedrx-test-templates-${userInfo().username}-${checkout}`)
const timeoutMs = 5 * 60_000

/** Puts the compiled site into a folder; gives its hash. It is compiled once for all tests of the same sources. */
export async function installBundle(folder: string): Promise<string> {
  mkdirSync(cache, { recursive: true })
  const lock = await waitForLock()
  // Vitest sets SITE to the address in this checkout's .env, and a build would use it.
  delete process.env.SITE
  try {
    const log = join(cache, 'compile.log')
    const hash = await compileBundle({
      folder: cache,
      cmsUrl: 'http://127.0.0.1:9',
      siteUrl: testSiteUrl,
      log,
    })
    pruneBundles(cache, [hash])
    const [compiled, installed] = [join(cache, 'bundles', hash), join(folder, 'bundles', hash)]
    const cards = join(compiled, 'cards')
    cpSync(compiled, installed, { recursive: true, filter: (path) => path !== cards })
    cpSync(join(cache, 'bundles/newest'), join(folder, 'bundles/newest'))
    keepCards(join(installed, 'server'), cards)
    if (newestBundle(folder) !== hash) throw new Error(`${folder} has no newest bundle.`)
    return hash
  } finally {
    lock.release()
  }
}

/**
 * Makes the compiled templates in a folder draw each card once for all tests, because drawing takes longer than all else in them:
 * what was drawn is kept in a folder for these templates, and has the same bytes.
 */
function keepCards(server: string, cards: string): void {
  mkdirSync(cards, { recursive: true })
  renameSync(join(server, 'entry.mjs'), join(server, 'drawing-entry.mjs'))
  writeFileSync(
    join(server, 'entry.mjs'),
    `import { createHash, randomUUID } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { site as real } from './drawing-entry.mjs'
async function drawCard(card) {
  const name = createHash('sha256').update(JSON.stringify(card)).digest('hex')
  const file = ${JSON.stringify(cards)} + '/' + name + '.png'
  try {
    return await readFile(file)
  } catch {
    const bytes = await real.drawCard(card)
    const draft = file + '.' + randomUUID()
    await writeFile(draft, bytes)
    await rename(draft, file)
    return bytes
  }
}
export const site = { ...real, drawCard }
`,
  )
}

/** Test files run at the same time; only one of them compiles. */
async function waitForLock(): Promise<FolderLock> {
  for (const deadline = Date.now() + timeoutMs; ;) {
    try {
      return lockSiteFolder(cache)
    } catch (error) {
      if (!(error instanceof ExpectedError) || Date.now() > deadline) throw error
      await wait(100)
    }
  }
}
