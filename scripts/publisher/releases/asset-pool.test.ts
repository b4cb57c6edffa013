import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { AssetPool } from './asset-pool'
import { openSiteFolder } from './site-folder'

const folder = mkdtempSync(join(tmpdir(), 'pool-test-'))
const site = join(folder, 'site')
const page = join(folder, 'release/site')
const day = 24 * 3600_000
const start = new Date('2026-01-01T03:00:00Z')

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  for (const left of [site, page]) rmSync(left, { recursive: true, force: true })
  mkdirSync(join(page, 'blog'), { recursive: true })
  openSiteFolder(site)
})
afterAll(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

const bytes = (text: string) => Buffer.from(text)
const after = (days: number) => {
  const then = new Date(start.getTime() + days * day)
  vi.setSystemTime(then)
  return then
}

test('a file is added once, whole, and never written over', async () => {
  const pool = new AssetPool(site)
  expect(pool.has('media', 'rack-1a2b.jpg')).toBe(false)
  expect(await pool.add('media', 'rack-1a2b.jpg', bytes('first'))).toBe(true)
  expect(await pool.add('media', 'rack-1a2b.jpg', bytes('second'))).toBe(false)
  writeFileSync(join(folder, 'style.css'), 'body{}')
  expect(await pool.add('_astro', 'style.css', { file: join(folder, 'style.css') })).toBe(true)
  expect(readFileSync(join(site, 'pool/media/rack-1a2b.jpg'), 'utf8')).toBe('first')
  expect(readdirSync(join(site, 'pool/_astro'))).toEqual(['style.css'])
  for (const name of ['../x', 'a/b.jpg', '.hidden', 'x\0']) {
    await expect(pool.add('media', name, bytes(''))).rejects.toThrow('Refused to write the file')
  }
})

test('of two who add the same file at once, one does', async () => {
  const pool = new AssetPool(site)
  const added = await Promise.all(
    Array.from({ length: 8 }, (_, index) => pool.add('media', 'a.jpg', bytes(`${index}`.repeat(9)))),
  )
  expect(added.filter(Boolean)).toEqual([true])
  expect(readFileSync(join(site, 'pool/media/a.jpg'), 'utf8')).toMatch(/^(\d)\1{8}$/)
  expect(readdirSync(join(site, 'pool/media'))).toEqual(['a.jpg'])
})

test('a file goes after 30 days in which no kept release led to it, itself or through a file that is in use', async () => {
  const pool = new AssetPool(site)
  const files = {
    'page.Ab1_-.css': '@font-face{src:url(/_astro/sans.C0-9.woff2)format("woff2")}',
    'sans.C0-9.woff2': 'font',
    'finder.js': 'import"./react.js"',
    'react.js': 'react',
    'next-templates.css': '',
    'old.css': '',
  }
  for (const [name, text] of Object.entries(files)) await pool.add('_astro', name, bytes(text))
  for (const name of ['a b-480.webp', 'card.jpg', 'gone.jpg']) await pool.add('media', name, bytes(name))
  writeFileSync(
    join(page, 'index.html'),
    `<link rel="stylesheet" href="/_astro/page.Ab1_-.css"><img srcset="/media/a%20b-480.webp 480w">
     <astro-island props="{&quot;src&quot;:&quot;/_astro/finder.js&quot;}"></astro-island>`,
  )
  writeFileSync(
    join(page, 'blog/rss.xml'),
    `See https://school.example/media/card.jpg. ${'x'.repeat(100_000)}`,
  )
  const prune = (days: number) => pool.prune([page], ['next-templates.css'], after(days))
  expect(await prune(2)).toEqual([])
  expect(await prune(31)).toEqual([])
  expect(await prune(32)).toEqual(['_astro/old.css', 'media/gone.jpg'])
  expect(readdirSync(join(site, 'pool/_astro'))).toEqual(
    Object.keys(files)
      .sort()
      .filter((name) => name !== 'old.css'),
  )
  expect(readdirSync(join(site, 'pool/media'))).toEqual(['a b-480.webp', 'card.jpg'])
})

test('the 30 days of a file that is used again start anew, and a file that a release in the making looked up stays', async () => {
  const pool = new AssetPool(site)
  for (const name of ['a.jpg', 'b.jpg']) await pool.add('media', name, bytes(name))
  expect(await pool.prune([page], [], after(2))).toEqual([])
  writeFileSync(join(page, 'index.html'), '<img src="/media/a.jpg">')
  expect(await pool.prune([page], [], after(20))).toEqual([])
  rmSync(join(page, 'index.html'))
  after(40)
  expect(pool.has('media', 'b.jpg')).toBe(true)
  expect(await pool.prune([page], [], after(40))).toEqual([])
  expect(await pool.prune([page], [], after(60))).toEqual([])
  expect(await pool.prune([page], [], after(71))).toEqual(['media/a.jpg'])
  expect(await pool.prune([page], [], after(91))).toEqual(['media/b.jpg'])
})
