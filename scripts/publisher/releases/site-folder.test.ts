import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { flushFolder } from './durable-files'
import { type SiteFolder, openSiteFolder } from './site-folder'
import type { ReleaseNote } from './release-record'

vi.mock('./durable-files', { spy: true })

const folder = mkdtempSync(join(tmpdir(), 'release-folder-test-'))
const opened: SiteFolder[] = []
let count = 0

afterEach(async () => {
  await Promise.all(opened.splice(0).map((site) => site.close()))
  rmSync(folder, { recursive: true })
})

function open({ keep = 20, dir = join(folder, `site-${++count}`) } = {}): SiteFolder {
  const site = openSiteFolder(dir, { keep })
  opened.push(site)
  return site
}

const note = (facts: Partial<ReleaseNote> = {}): ReleaseNote => ({
  revision: 'r',
  bundle: 'b',
  today: '2026-09-01',
  siteUrl: 'https://school.example',
  madeAt: '2026-09-01T10:00:00.000Z',
  pages: 3,
  csp: { scripts: [], styles: [] },
  ...facts,
})

/** A site folder with one full release. */
async function withFirst(files: Record<string, string>, options?: Parameters<typeof open>[0]) {
  const site = open(options)
  const full = await site.startFull()
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(full.root, file, '..'), { recursive: true })
    writeFileSync(join(full.root, file), text)
  }
  await site.commitFull(full, note())
  await site.switchTo(1)
  return site
}

const change = (site: SiteFolder, write: Record<string, string>, remove: string[] = []) =>
  site.commit({ write: new Map(Object.entries(write)), remove, note: note() })

/** Everything below a web root: folders too, because an empty one would be served differently. */
function contentOf(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name)
    const content = entry.isFile()
      ? readFileSync(path, 'utf8')
      : entry.isSymbolicLink()
        ? `-> ${readlinkSync(path)}`
        : '/'
    return [path.slice(root.length + 1), content] as const
  })
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

test('a release is the one before with its changes, which the one before does not notice', async () => {
  const site = await withFirst({ 'index.html': 'home', 'blog/a/index.html': 'a', 'blog/b/index.html': 'b' })
  const record = await change(site, { 'index.html': 'new home', 'blog/c/index.html': 'c' }, [
    'blog/b/index.html',
  ])
  expect(record).toMatchObject({
    number: 2,
    previous: 1,
    isFull: false,
    written: ['blog/c/index.html', 'index.html'],
    removed: ['blog/b/index.html'],
  })
  const links = { _astro: '-> ../../../pool/_astro', media: '-> ../../../pool/media', blog: '/' }
  expect(contentOf(site.webRoot(2))).toEqual({
    ...links,
    'blog/a': '/',
    'blog/a/index.html': 'a',
    'blog/c': '/',
    'blog/c/index.html': 'c',
    'index.html': 'new home',
  })
  expect(contentOf(site.webRoot(1))).toMatchObject({ 'index.html': 'home', 'blog/b/index.html': 'b' })
  expect(site.currentRelease()).toBe(1)
  await site.switchTo(2)
  expect(site.currentRelease()).toBe(2)
  expect(readlinkSync(join(site.dir, 'current'))).toBe('releases/000002')
  expect(open({ dir: site.dir }).releases()).toEqual(site.releases())
})

test('a page that was rendered again with the same bytes is not a change', async () => {
  const site = await withFirst({ 'index.html': 'home', 'a/index.html': 'a' })
  const record = await change(site, { 'index.html': 'home', 'a/index.html': 'b' }, ['never/was.html'])
  expect(record).toMatchObject({ written: ['a/index.html'], removed: [] })
  const inode = (release: number) => statSync(join(site.webRoot(release), 'index.html')).ino
  expect(inode(2)).toBe(inode(1))
})

test('a page may take the place of a folder, and a folder that of a page', async () => {
  const site = await withFirst({ 'a/b/index.html': 'b', c: 'c' })
  await change(site, { a: 'a page', 'c/index.html': 'in a folder' }, ['a/b/index.html', 'c'])
  expect(contentOf(site.webRoot(2))).toMatchObject({ a: 'a page', 'c/index.html': 'in a folder' })
})

test('two versions of a page differ in size or in the second of their change, by which nginx knows them apart', async () => {
  const site = await withFirst({ 'index.html': '$500' })
  await change(site, { 'index.html': '$600' })
  await change(site, { 'index.html': '$700' })
  const seconds = [1, 2, 3].map((release) =>
    Math.floor(statSync(join(site.webRoot(release), 'index.html')).mtimeMs / 1000),
  )
  expect(new Set(seconds).size).toBe(3)
})

test.each([
  '/etc/passwd',
  '../outside.html',
  'a/../../outside.html',
  'a//b',
  './a',
  '.env',
  'a/.git/config',
  'a\0.html',
  'a\nb',
  'a\\..\\b',
  '',
  'a/',
  '_astro/x.js',
  'media/x.jpg',
  `${'x'.repeat(256)}/index.html`,
])('a file named %j is refused, and nothing has changed', async (file) => {
  const site = await withFirst({ 'index.html': 'home' })
  expect(() => change(site, { [file]: 'x' })).toThrow('Refused to write the file')
  expect(() => change(site, {}, [file])).toThrow('Refused to write the file')
  expect(site.head()?.number).toBe(1)
})

test('what a publisher that died has left half made is thrown away, and complete releases stay', async () => {
  const site = await withFirst({ 'index.html': 'home' })
  await site.prepareNext()
  await site.close()
  const releases = join(site.dir, 'releases')
  mkdirSync(join(releases, '.next-abc/site'), { recursive: true })
  writeFileSync(join(releases, '.next-abc/site/index.html'), 'half')
  writeFileSync(join(site.dir, 'current.tmp-1'), '')
  writeFileSync(join(site.dir, 'pool/media/.tmp-1'), '')
  const again = open({ dir: site.dir })
  expect(readdirSync(releases).filter((name) => name.startsWith('.next'))).toEqual([])
  expect(readdirSync(join(site.dir, 'pool/media'))).toEqual([])
  expect(existsSync(join(site.dir, 'current.tmp-1'))).toBe(false)
  expect(again.currentRelease()).toBe(1)
  await change(again, { 'index.html': 'new' })
  expect(contentOf(again.webRoot(2))).toMatchObject({ 'index.html': 'new' })
})

test('only the newest releases are kept, with the live one and those that the caller names', async () => {
  const site = await withFirst({ 'index.html': '1' }, { keep: 3 })
  for (let number = 2; number <= 8; number++) await change(site, { 'index.html': String(number) })
  await site.switchTo(2)
  await site.prune([4])
  expect(site.releases().map(({ number }) => number)).toEqual([8, 7, 6, 4, 2])
  expect(contentOf(site.webRoot(4))).toMatchObject({ 'index.html': '4' })
  await expect(site.switchTo(3)).rejects.toThrow('Release 3 cannot go live: it is not kept.')
  await expect(site.discard(2)).rejects.toThrow('it is live')
  await site.switchTo(8)
  await site.prune()
  expect(site.releases().map(({ number }) => number)).toEqual([8, 7, 6])
})

test('releases made of recycled ones are exactly what copies of the newest one would be', async () => {
  const complaints = vi.spyOn(console, 'error')
  let seed = 7
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below
  const files = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`p/${index % 7}/${index}/index.html`, `first ${index}`]),
  )
  const site = await withFirst(files, { keep: 4 })
  const expected = new Map(Object.entries(files))
  const names = [...expected.keys(), 'p/1', 'p/1/8', 'q/new/index.html', 'q/index.html', 'q']
  for (let number = 2; number <= 40; number++) {
    const write: Record<string, string> = {}
    const gone = Array.from({ length: random(4) }, () => names[random(names.length)] ?? '')
    for (let edits = random(5); edits >= 0; edits--) {
      const name = names[random(names.length)] ?? ''
      // A page cannot stand where a folder is needed.
      const isFree = [...expected.keys(), ...Object.keys(write)].every(
        (other) => !other.startsWith(`${name}/`) && !name.startsWith(`${other}/`),
      )
      if (isFree) write[name] = `${number} ${random(3)}`
    }
    for (const name of gone) expected.delete(name)
    for (const [name, text] of Object.entries(write)) expected.set(name, text)
    await change(site, write, gone)
    await site.switchTo(number)
    await site.prune()
    await site.prepareNext()
    const content = contentOf(site.webRoot(number))
    const pages = Object.entries(content).filter(([, text]) => text !== '/' && !text.startsWith('->'))
    expect(Object.fromEntries(pages), `release ${number}`).toEqual(
      Object.fromEntries([...expected].sort(([a], [b]) => (a < b ? -1 : 1))),
    )
    // No folder is empty.
    for (const [path, text] of Object.entries(content)) {
      if (text === '/') expect(readdirSync(join(site.webRoot(number), path)), path).not.toEqual([])
    }
  }
  // A copy that cannot be brought up to date is complained about, and made anew.
  expect(complaints).not.toHaveBeenCalled()
  await site.close()
  const folders = readdirSync(join(site.dir, 'releases'))
  expect(folders.filter((name) => name.startsWith('.spare')).length).toBe(1)
  // The first copies aside, all 40 releases lived in these folders.
  expect(folders.length).toBe(5)
})

test('a full release starts empty, and releases go on from it', async () => {
  const site = await withFirst({ 'index.html': '1', 'old/index.html': 'old' }, { keep: 2 })
  await change(site, { 'index.html': '2' })
  await site.prepareNext()
  const full = await site.startFull()
  writeFileSync(join(full.root, 'index.html'), '3')
  expect(await site.commitFull(full, note({ bundle: 'c' }))).toMatchObject({
    number: 3,
    isFull: true,
    bundle: 'c',
  })
  await site.switchTo(3)
  await site.prune()
  await site.prepareNext()
  await change(site, { 'a/index.html': '4' })
  expect(Object.keys(contentOf(site.webRoot(4)))).toEqual([
    '_astro',
    'a',
    'a/index.html',
    'index.html',
    'media',
  ])
  const abandoned = await site.startFull()
  await site.abandon(abandoned)
  expect(existsSync(abandoned.folder)).toBe(false)
})

test('the difference of two releases is in their files, not in how they were made', async () => {
  const site = await withFirst({ 'index.html': '1', 'a/index.html': 'a', 'b/index.html': 'b' })
  await change(site, { 'index.html': '2', 'c/index.html': 'c' }, ['b/index.html'])
  const full = await site.startFull()
  for (const [file, text] of [
    ['index.html', '2'],
    ['a/index.html', 'A'],
    ['c/index.html', 'c'],
  ] as const) {
    mkdirSync(join(full.root, file, '..'), { recursive: true })
    writeFileSync(join(full.root, file), text)
  }
  await site.commitFull(full, note())
  expect(await site.compare(2, 1)).toEqual({
    changed: ['index.html'],
    onlyInFirst: ['c/index.html'],
    onlyInSecond: ['b/index.html'],
  })
  expect(await site.compare(3, 2)).toEqual({ changed: ['a/index.html'], onlyInFirst: [], onlyInSecond: [] })
})

test('a release that fails leaves no trace', async () => {
  const site = await withFirst({ 'a/index.html': 'a' })
  await expect(change(site, { 'a/index.html/b/index.html': 'x' })).rejects.toThrow()
  await change(site, { 'a/index.html': 'b' })
  await site.close()
  expect(readdirSync(join(site.dir, 'releases')).sort()).toEqual(['000001', '000002'])
  expect(readFileSync(join(site.webRoot(2), 'a/index.html'), 'utf8')).toBe('b')
})

test('a release whose name may not be on the disk is no release, and the next one takes its number', async () => {
  const site = await withFirst({ 'index.html': 'home' })
  const full = await site.startFull()
  vi.mocked(flushFolder).mockImplementation((name) =>
    name.endsWith('/releases') ? Promise.reject(new Error('EIO: i/o error, fsync')) : Promise.resolve(),
  )
  await expect(change(site, { 'index.html': 'lost' })).rejects.toThrow('EIO')
  await expect(site.commitFull(full, note())).rejects.toThrow('EIO')
  await site.abandon(full)
  vi.mocked(flushFolder).mockRestore()
  expect((await change(site, { 'index.html': 'kept' })).number).toBe(2)
  await site.close()
  expect(readdirSync(join(site.dir, 'releases')).filter((name) => !name.startsWith('.spare'))).toEqual([
    '000001',
    '000002',
  ])
})
