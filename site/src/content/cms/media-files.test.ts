import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startStandInCms } from '../../../test/stand-in-cms'
import type { StandInCms, Override } from '../../../test/stand-in-cms'
import { copyMediaFiles, mediaFilesIn } from './media-files'

let folder: string
let server: StandInCms | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-files-'))
  await mkdir(join(folder, 'dist', 'blog'), { recursive: true })
})
afterEach(async () => {
  await server?.close()
  await rm(folder, { recursive: true })
})

async function copy(override?: Override): Promise<number> {
  await server?.close()
  server = await startStandInCms(undefined, override)
  const cms = { url: server.url, retryDelaysMs: [1] }
  return copyMediaFiles(cms, join(folder, 'dist'), join(folder, 'cache'))
}

test('media files are found in attributes, srcsets, JSON and URLs', () => {
  const html =
    '<img src="/media/a-1.jpg" srcset="/media/a-1.avif 480w, /media/a-2.avif 800w">' +
    '<meta content="https://school.example/media/b.webp">{"image":"https:\\/\\/x","url":"/media/c.jpg"}' +
    '<a href="/media/with%20space.pdf">/media/</a>'
  expect(mediaFilesIn(html)).toEqual(['a-1.jpg', 'a-1.avif', 'a-2.avif', 'b.webp', 'c.jpg', 'with space.pdf'])
})

test('only files that pages link to are copied; a second build sends no request to the CMS', async () => {
  await writeFile(join(folder, 'dist', 'index.html'), '<img src="/media/a.jpg"><img src="/media/a.jpg">')
  await writeFile(join(folder, 'dist', 'blog', 'index.html'), '<img src="/media/b.webp">')
  expect(await copy()).toBe(2)
  expect(server?.requests.toSorted()).toEqual(['/api/media/file/a.jpg', '/api/media/file/b.webp'])
  expect((await readdir(join(folder, 'dist', 'media'))).toSorted()).toEqual(['a.jpg', 'b.webp'])
  expect((await readFile(join(folder, 'dist', 'media', 'a.jpg'))).length).toBeGreaterThan(0)
  expect(await copy()).toBe(2)
  expect(server?.requests).toEqual([])
})

test('a site without pictures has no media folder', async () => {
  expect(await copy()).toBe(0)
  expect(await readdir(join(folder, 'dist'))).toEqual(['blog'])
})

test.each([
  [
    'missing',
    { status: 404, body: '' },
    /media file a\.jpg: http.* has no such file\. Upload the picture again/,
  ],
  ['empty', { body: '' }, /answered an empty file\. Upload the picture again\./],
])('a file that is %s stops the build, and leaves nothing in the cache', async (_, answer, message) => {
  await writeFile(join(folder, 'dist', 'index.html'), '<img src="/media/a.jpg">')
  await expect(copy(() => answer)).rejects.toThrow(message)
  expect(await readdir(join(folder, 'cache'))).toEqual([])
})
