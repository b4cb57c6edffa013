import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { inProject } from '../project-root'
import { lockSiteFolder } from './lock'

const folder = mkdtempSync(join(tmpdir(), 'lock-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const holder = join(folder, 'holder.mts')
writeFileSync(
  holder,
  `import { lockSiteFolder } from ${JSON.stringify(pathToFileURL(inProject('scripts/publisher/releases/lock.ts')).href)}
   lockSiteFolder(process.argv[2])
   gc()
   console.log('locked')
   setTimeout(() => {}, 30_000)`,
)

test('one publisher has the lock of a folder, and loses it when it ends, even by kill -9', async () => {
  const site = join(folder, 'site')
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', holder, site], {
    cwd: inProject(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  expect(() => lockSiteFolder(site)).toThrow(`another publisher is at work in ${site}`)
  const other = lockSiteFolder(join(folder, 'another site'))
  other.release()
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = lockSiteFolder(site)
  expect(() => lockSiteFolder(site)).toThrow('another publisher is at work')
  lock.release()
  lockSiteFolder(site).release()
})
