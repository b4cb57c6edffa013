import { createHash } from 'node:crypto'
import { cpSync, mkdirSync } from 'node:fs'
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
    cpSync(join(cache, 'bundles', hash), join(folder, 'bundles', hash), { recursive: true })
    cpSync(join(cache, 'bundles/newest'), join(folder, 'bundles/newest'))
    if (newestBundle(folder) !== hash) throw new Error(`${folder} has no newest bundle.`)
    return hash
  } finally {
    lock.release()
  }
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
