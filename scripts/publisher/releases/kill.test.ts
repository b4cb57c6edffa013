import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { seededRandom } from 'shared-types/test/seeded-random'
import { afterAll, expect, test } from 'vitest'
import { inProject } from '../project-root'
import { openSiteFolder } from './site-folder'

/** The moments of the kills follow from it: CHAOS_SEED repeats those of an earlier run. */
const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000)
const random = seededRandom(seed)
const folder = mkdtempSync(join(tmpdir(), 'kill-test-'))
const dir = join(folder, 'site')
const pages = Array.from({ length: 40 }, (_, index) => `p/${index}/index.html`)
afterAll(() => rmSync(folder, { recursive: true }))

const note = {
  ...{ revision: 'r', bundle: 'b', today: '2026-09-01', madeAt: '2026-09-01T00:00:00.000Z', pages: 40 },
  siteUrl: 'http://localhost',
  csp: { scripts: [], styles: [] },
}

/** Makes releases without end: every page of release 7 reads 7, and one page is in odd releases only. */
const publisher = join(folder, 'publisher.mts')
writeFileSync(
  publisher,
  `import { openSiteFolder } from ${JSON.stringify(pathToFileURL(inProject('scripts/publisher/releases/site-folder.ts')).href)}
   import { lockSiteFolder } from ${JSON.stringify(pathToFileURL(inProject('scripts/publisher/releases/lock.ts')).href)}
   lockSiteFolder(${JSON.stringify(dir)})
   const site = openSiteFolder(${JSON.stringify(dir)}, { keep: 4 })
   const note = ${JSON.stringify(note)}
   console.log('ready')
   for (;;) {
     const number = site.head().number + 1
     const write = new Map(${JSON.stringify(pages)}.map((file) => [file, String(number)]))
     if (number % 2) write.set('odd/page/index.html', String(number))
     await site.commit({ write, remove: number % 2 ? [] : ['odd/page/index.html'], note })
     await site.switchTo(number)
     await site.prune()
     await site.prepareNext()
   }`,
)

const live = () => readlinkSync(join(dir, 'current'))

/** Fails unless a release is complete and all of its files are its own. */
function check(release: string): void {
  const root = join(dir, release, 'site')
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const number = Number(release.replace(/^\D+/, ''))
  const stamps = new Set(files.map((file) => readFileSync(file, 'utf8')))
  expect([...stamps], release).toEqual([String(number)])
  expect(files.length, release).toBe(pages.length + (number % 2))
  expect(JSON.parse(readFileSync(join(dir, release, 'release.json'), 'utf8')), release).toMatchObject({
    number,
  })
}

test('a publisher that is killed at any moment leaves one complete release live, and the next one goes on', async () => {
  const site = openSiteFolder(dir)
  const full = await site.startFull()
  for (const file of [...pages, 'odd/page/index.html']) {
    mkdirSync(dirname(join(full.root, file)), { recursive: true })
    writeFileSync(join(full.root, file), '1')
  }
  await site.commitFull(full, note)
  await site.switchTo(1)
  await site.close()

  console.log(`The moments of the kills follow from CHAOS_SEED=${seed}.`)
  let checks = 0
  for (let kill = 0; kill < 15; kill++) {
    const child = spawn(process.execPath, ['--import', 'tsx', publisher], {
      cwd: inProject(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    await once(child.stdout, 'data')
    const before = live()
    const end = Date.now() + 20 + random() * 250
    while (Date.now() < end || live() === before) {
      expect(child.exitCode, 'the publisher ended by itself').toBeNull()
      const release = live()
      try {
        check(release)
        checks++
      } catch (error) {
        // When five more releases were made during the check, this one has been removed.
        if (live() === release) throw error
      }
      await turn()
    }
    child.kill('SIGKILL')
    await ended
    const names = readdirSync(join(dir, 'releases')).filter((name) => /^\d+$/.test(name))
    for (const name of names) check(`releases/${name}`)
    check(live())
    expect(Number(live().slice(-6)), 'it went on').toBeGreaterThan(Number(before.slice(-6)))
  }
  expect(checks).toBeGreaterThan(50)
  const again = openSiteFolder(dir, { keep: 4 })
  expect(readdirSync(join(dir, 'releases')).filter((name) => name.startsWith('.next'))).toEqual([])
  expect(readdirSync(dir).filter((name) => name.includes('tmp'))).toEqual([])
  await again.close()
})
