import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { block, paragraph, richText, words } from 'shared-types/test/rich-text'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { type PreviewPublisher, startPreviewPublisher } from '../../test/preview-publisher'
import { reportSecrets } from '../../test/release-reports'
import { publishSamples, type SampleIds } from '../../test/sample-documents'
import { uploadWaiting } from '../../test/uploads'
import { env } from '../env'

let cms: TestCms
let ids: SampleIds
let author: TestUser
let publisher: TestUser
let site: PreviewPublisher

beforeAll(async () => {
  site = await startPreviewPublisher()
  cms = await startCms({ ...reportSecrets(), PUBLISHER_URL: site.url })
  ;({ as: publisher, ids } = await publishSamples(cms))
  author = await cms.user('author')
})
afterAll(async () => {
  await cms.stop()
  await site.stop()
})
beforeEach(() => {
  site.received = []
  site.files = []
  site.answer = undefined
})
afterEach(() => {
  env.PUBLISHER_URL = site.url
  vi.useRealTimers()
})

const ofPost = (values: Record<string, unknown>) => ({ collection: 'posts', id: ids.posts, values })

async function preview(as: TestUser, body: object): Promise<void> {
  expect((await cms.request('POST', '/api/preview', { as, body })).status).toBe(200)
}

const file = (name: string, token = '') =>
  cms.request('GET', `/api/preview/files/media/${name}${token && `?${token}`}`)

test('a picture that waits is shown with the document, and its files for ten minutes', async () => {
  const waiting = await uploadWaiting(cms, author)
  const inText = await uploadWaiting(cms, author)
  const values = {
    hero: waiting.id,
    body: richText(paragraph(words('See:')), block('media', { media: inText.id })),
  }
  await preview(author, ofPost(values))
  const { documents, fileTokens } = site.received[0]!
  expect(documents.map(({ slug, id }) => `${slug} ${id}`).toSorted()).toEqual(
    [`posts ${ids.posts}`, `media ${waiting.id}`, `media ${inText.id}`].toSorted(),
  )
  expect(documents[0]?.slug).toBe('posts')
  const derivative = waiting.sizes.webp480.filename
  expect(Object.keys(fileTokens!)).toEqual(
    expect.arrayContaining([waiting.filename, derivative, inText.filename]),
  )

  const tokens = fileTokens!
  for (const name of [waiting.filename, derivative]) {
    const { status, headers } = await file(name, tokens[name])
    expect([name, status]).toEqual([name, 200])
    expect(
      ['cache-control', 'access-control-allow-origin', 'cross-origin-resource-policy'].map((one) =>
        headers.get(one),
      ),
    ).toEqual(['no-store', '*', 'cross-origin'])
  }
  const token = tokens[waiting.filename]!
  for (const wrong of [
    tokens[derivative]!,
    `${token}0`,
    token.replace(author.id, publisher.id),
    'preview=',
    'preview=a.b.c',
  ])
    expect((await file(waiting.filename, wrong)).status).toBe(404)
  expect(site.files).toEqual([])

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 })
  expect((await file(waiting.filename, token)).status).toBe(404)
  vi.useRealTimers()

  const published = await cms.request('PATCH', `/api/posts/${ids.posts}`, {
    as: publisher,
    body: { hero: waiting.id },
  })
  expect(published.status).toBe(200)
  const { body: live } = await cms.request('GET', `/api/media/${waiting.id}?depth=0`)
  const { data } = documents.find(({ id }) => id === waiting.id)!
  expect(data).toEqual({ ...live, updatedAt: expect.any(String) })
  await preview(author, ofPost({ hero: waiting.id }))
  expect(site.received[1]).toMatchObject({ documents: [{ id: ids.posts }], fileTokens: {} })
})

test('the form of a picture that waits shows it, and a token ends with the role of its user', async () => {
  const waiting = await uploadWaiting(cms, author)
  const user = await cms.user('editor')
  await preview(user, {
    collection: 'media',
    id: waiting.id,
    values: { alt: 'Round shapes', filename: 'other.png' },
  })
  const { documents, fileTokens } = site.received[0]!
  expect(documents).toHaveLength(1)
  expect(documents[0]!.data).toMatchObject({ alt: 'Round shapes', filename: waiting.filename })
  expect((await file(waiting.filename, fileTokens![waiting.filename])).status).toBe(200)
  await cms.payload.db.updateOne({ collection: 'users', id: user.id, data: { roles: [] } })
  expect((await file(waiting.filename, fileTokens![waiting.filename])).status).toBe(404)
})

test.each([
  ['_astro/page.B1gsHash.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['_astro/island.Dd3_x-9.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['_astro/fonts/0a1b2c.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
  ['media/rack-0a1b2c3d4e.jpg', 'image/jpeg', 'public, max-age=31536000, immutable'],
  ['favicon.svg', 'image/svg+xml', 'no-cache'],
  ['apple-touch-icon.png', 'image/png', 'no-cache'],
])('a page gets its file %s from the publisher, without a session', async (path, type, caching) => {
  const { status, body, headers } = await cms.request('GET', `/api/preview/files/${path}`, {
    headers: { origin: 'null' },
  })
  expect([status, body, site.files]).toEqual([200, 'the bytes of a file', [`/${path}`]])
  const names = [
    'content-type',
    'cache-control',
    'access-control-allow-origin',
    'cross-origin-resource-policy',
  ]
  expect(names.map((name) => headers.get(name))).toEqual([type, caching, '*', 'cross-origin'])
})

test.each([
  'index.html',
  'courses/phlebotomy/index.html',
  '_astro/page.html',
  '_astro/..%2f..%2fstate.db',
  'media/..%2Findex.css',
  'media/%2e%2e/x.css',
  'media/.hidden.png',
  '_astro/a/b/c.css',
  'media/rack.jpg%3Fx',
  'media/rack.jpg%00.png',
  'pagefind/pagefind.js',
  'sitemap.xml',
])('there is no file of the site at %s', async (path) => {
  expect((await cms.request('GET', `/api/preview/files/${path}`)).status).toBe(404)
  expect(site.files).toEqual([])
})

test('a file that the site does not have, or a publisher that fails, is no file', async () => {
  for (const [given, status] of [
    [404, 404],
    [500, 502],
  ] as const) {
    site.answer = (_, response) => response.writeHead(given).end('no')
    expect((await file('rack-0a1b2c3d4e.jpg')).status).toBe(status)
  }
  env.PUBLISHER_URL = 'http://127.0.0.1:1'
  expect((await file('rack-0a1b2c3d4e.jpg')).status).toBe(502)
})

test('a network that loads far more files than pages need waits for a minute', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 })
  const load = () => cms.request('GET', '/api/preview/files/favicon.svg')
  const statuses: number[] = []
  for (let count = 0; count < 1000; count++) statuses.push((await load()).status)
  expect(new Set(statuses)).toEqual(new Set([200]))
  const refused = await load()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
  expect(site.files).toHaveLength(1000)
  vi.setSystemTime(Date.now() + 60_000)
  expect((await load()).status).toBe(200)
})
