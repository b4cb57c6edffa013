import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test, vi } from 'vitest'
import { makePageIndex } from './page-index'
import { type SiteFolder, openSiteFolder } from '../releases/site-folder'
import type { ReleaseNote } from '../releases/release-record'
import { SearchIndex, type SearchIndexOptions } from './search-index'
import { TestPublisher, until } from '../test/publisher'
import { ids } from '../test/school'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A page that can be found. */
interface Found {
  url: string
  content: string
  filters: { kind?: string[] }
  meta: { title?: string; themeColor?: string }
}

function foundIn(index: string): Map<string, Found> {
  const folder = join(index, 'pagefind/fragment')
  const fragments = readdirSync(folder).map((name) => {
    const text = gunzipSync(readFileSync(join(folder, name))).toString('utf8')
    return JSON.parse(text.replace('pagefind_dcd', '')) as Found
  })
  return new Map(fragments.map((fragment) => [fragment.url, fragment]))
}

/** The paths that Pagefind's own script finds in an index. */
async function pathsFound(output: string, words: string): Promise<string[]> {
  const server = createServer((request, response) => {
    response.end(readFileSync(join(output, new URL(request.url ?? '', 'http://localhost').pathname)))
  })
  await once(server.listen(0, 'localhost'), 'listening')
  ends.push(() => server.close())
  const { port } = server.address() as AddressInfo
  const pagefind = (await import(pathToFileURL(join(output, 'pagefind.js')).href)) as Pagefind
  await pagefind.options({ basePath: `http://localhost:${port}/` })
  const { results } = await pagefind.search(words)
  return Promise.all(results.map(async (result) => (await result.data()).url))
}

interface Pagefind {
  options: (options: { basePath: string }) => Promise<void>
  search: (words: string) => Promise<{ results: { data: () => Promise<{ url: string }> }[] }>
}

const note = (): ReleaseNote => ({
  ...{ revision: 'r', bundle: 'b', today: '2026-09-01', siteUrl: 'http://localhost', pages: 1 },
  madeAt: new Date().toISOString(),
  csp: { scripts: [], styles: [] },
})

const page = (words: string) =>
  `<html lang="en-US"><main data-pagefind-body data-pagefind-filter="kind:page"><h1>${words}</h1></main></html>`

async function openRelease(options: SearchIndexOptions) {
  const dir = mkdtempSync(join(tmpdir(), 'search-test-'))
  const releases = openSiteFolder(dir)
  const search = new SearchIndex(releases, options)
  ends.push(async () => {
    await search.close()
    await releases.close()
    rmSync(dir, { recursive: true, force: true })
  })
  const full = await releases.startFull()
  for (const [file, text] of [
    ['search/index.html', '<html lang="en-US"><h1>Search</h1></html>'],
    ['a/index.html', page('Apples')],
  ] as const) {
    mkdirSync(dirname(join(full.root, file)), { recursive: true })
    writeFileSync(join(full.root, file), text)
  }
  await releases.switchTo((await releases.commitFull(full, note())).number)
  return { dir, releases, search }
}

async function change(releases: SiteFolder, write: Record<string, string>, remove: string[] = []) {
  const { number } = await releases.commit({ write: new Map(Object.entries(write)), remove, note: note() })
  await releases.switchTo(number)
  return number
}

const knows = (search: SearchIndex, release: number) =>
  until(`release ${release} can be searched`, () => search.health().release === release)

test(
  'live pages are found with their kind, pages that were taken down are not, and a rollback brings them back',
  { timeout: 120_000 },
  async () => {
    const publisher = await TestPublisher.start({ env: { SEARCH_AFTER_MS: '50' } })
    ends.push(() => publisher.close())
    const current = join(publisher.site, 'search/current')
    const knowsLive = () =>
      until('the search knows what is live', async () => {
        const health = await publisher.health()
        return health?.search.release === health?.live && foundIn(current)
      })
    const found = await knowsLive()
    const kinds = new Set([...found.values()].flatMap(({ filters }) => filters.kind ?? []))
    expect(kinds).toEqual(new Set(['course', 'post', 'page', 'externship', 'exam', 'person']))
    const course = publisher.school.document('courses', ids.course)
    expect(found.get(`/courses/${String(course.slug)}/`)).toMatchObject({
      filters: { kind: ['course'] },
      meta: { title: course.title, themeColor: course.scrubColor },
    })
    for (const path of ['/', '/404.html', '/search/', '/blog/page/1/'])
      expect(found.has(path), path).toBe(false)
    const post = found.get('/blog/post-5/')
    expect(post?.content).toContain('The text of number 5.')
    expect(post?.content, 'neither menus nor links to other posts').not.toMatch(/More to read|Post number 4/)

    await publisher.publish((school) => school.remove('posts', 'post-5'))
    expect((await knowsLive()).has('/blog/post-5/')).toBe(false)
    const text = readdirSync(join(publisher.site, 'search'))
    expect(text.filter((name) => name !== 'current')).toHaveLength(2)

    const by = { by: 'Dana Reyes', reason: 'Too early.' }
    await publisher.command({ type: 'release.rollback', data: { release: 1, ...by } })
    expect((await knowsLive()).has('/blog/post-5/')).toBe(true)
    await publisher.command({ type: 'release.resume', data: by })
    expect((await knowsLive()).has('/blog/post-5/')).toBe(false)
    const made = () => publisher.logText().match(/The search has an index/g)?.length
    expect(made(), 'the two indexes that are kept are used again').toBe(2)

    await publisher.stop()
    await publisher.startProcess()
    await publisher.settled()
    await knowsLive()
    expect(made(), 'no new index for a release that has one').toBe(2)
  },
)

test('a release that comes while the index is made is indexed after it, and a burst of them once', async () => {
  const { dir, releases, search } = await openRelease({ quietMs: 1_000 })
  const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
  search.follow()
  await until('the index is being made', () => search.inUse().includes(1))
  for (const words of ['Berries', 'Cherries', 'Dates']) {
    await change(releases, { 'b/index.html': page(words) })
    search.follow()
  }
  await knows(search, 4)
  expect(foundIn(join(dir, 'search/current')).get('/b/')?.content).toContain('Dates')
  expect(
    log.mock.calls
      .flat()
      .join('\n')
      .match(/index of release \d/g),
  ).toEqual(['index of release 1', 'index of release 4'])
})

test('an index is not served when a rollback went live while it was made', async () => {
  const { dir, releases, search } = await openRelease({ quietMs: 0 })
  vi.spyOn(console, 'log').mockReturnValue(undefined)
  search.follow()
  await knows(search, 1)
  const number = await change(releases, { 'b/index.html': page('Berries') })
  search.follow()
  await until('the index is being made', () => search.inUse().includes(number))
  await releases.switchTo(1)
  const isMade = () => readdirSync(join(dir, 'search')).some((name) => name.startsWith('000002-'))
  await until('the index is complete', isMade)
  await search.close()
  expect(search.health()).toEqual({ release: 1, problem: undefined })
  expect(foundIn(join(dir, 'search/current')).has('/b/')).toBe(false)
})

test('releases without a pause are indexed after the longest wait', async () => {
  const { releases, search } = await openRelease({ quietMs: 60_000, latestMs: 300 })
  vi.spyOn(console, 'log').mockReturnValue(undefined)
  const publishing = setInterval(() => search.follow(), 20)
  ends.push(() => clearInterval(publishing))
  search.follow()
  await knows(search, 1)
  expect(releases.currentRelease()).toBe(1)
})

test('an index that cannot be made leaves the old one, reports why, and is tried again', async () => {
  const { dir, releases, search } = await openRelease({ quietMs: 0, retryMs: 300 })
  vi.spyOn(console, 'log').mockReturnValue(undefined)
  const error = vi.spyOn(console, 'error').mockReturnValue(undefined)
  search.follow()
  await knows(search, 1)
  const number = await change(releases, { 'b/index.html': page('Berries') })
  const binary = process.env.PAGEFIND_EXTENDED_BINARY_PATH
  process.env.PAGEFIND_EXTENDED_BINARY_PATH = join(dir, 'no-such-program')
  ends.push(() => {
    if (binary === undefined) delete process.env.PAGEFIND_EXTENDED_BINARY_PATH
  })
  search.follow()
  await until('the index has failed', () => search.health().problem !== undefined)
  expect(search.health()).toMatchObject({ release: 1, problem: expect.stringContaining('was not made') })
  expect(foundIn(join(dir, 'search/current')).has('/a/')).toBe(true)
  expect(error).toHaveBeenCalledOnce()
  delete process.env.PAGEFIND_EXTENDED_BINARY_PATH
  await knows(search, number)
  await until('there is no problem any more', () => search.health().problem === undefined)
})

test('when the publisher stops, no process of the index goes on', async () => {
  const { dir, search } = await openRelease({ quietMs: 0 })
  search.follow()
  const group = await until('its process runs', () => indexingChild())
  await search.close()
  expect(existsSync(join(dir, 'search/current'))).toBe(false)
  await until('its whole group is gone', () => !processes().some((one) => one.group === group))
  const stopped = AbortSignal.abort()
  await expect(makePageIndex({ webRoot: dir, output: join(dir, 'x'), stop: stopped })).rejects.toThrow()
})

interface Process {
  id: number
  parent: number
  group: number
}

/** The processes of this computer, from /proc, which only Linux has. */
function processes(): Process[] {
  return readdirSync('/proc').flatMap((id) => {
    try {
      const [, parent, group] = readFileSync(`/proc/${id}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return [{ id: Number(id), parent: Number(parent), group: Number(group) }]
    } catch {
      return [] // no process, or one that has ended
    }
  })
}

/** The process that indexes pages for this one, which leads its group. */
const indexingChild = (): number | undefined =>
  processes().find(
    ({ id, parent, group }) =>
      parent === process.pid &&
      group === id &&
      readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('search/index-worker'),
  )?.id

test('a name is found by the letters that people type for it', async () => {
  const webRoot = mkdtempSync(join(tmpdir(), 'search-'))
  ends.push(() => rmSync(webRoot, { recursive: true, force: true }))
  const names = ['Łukasz Wójcik', 'Søren Ærø', 'Zoë Strauß', 'İpek Işık']
  for (const [number, name] of names.entries()) {
    mkdirSync(join(webRoot, `${number}`))
    writeFileSync(join(webRoot, `${number}/index.html`), page(`<a title="Łódź > ${name}">${name}</a>, RN`))
  }
  const output = join(webRoot, 'pagefind')
  await makePageIndex({ webRoot, output })
  for (const [words, path] of [
    ['lukasz wojcik', '/0/'],
    ['Łukasz', '/0/'],
    ['soren aero', '/1/'],
    ['strauss', '/2/'],
    ['zoe', '/2/'],
    ['isik', '/3/'],
  ] as const)
    expect(await pathsFound(output, words), words).toEqual([path])
})
