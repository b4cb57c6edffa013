import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { paragraph, richText, words } from 'shared-types/test/rich-text'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import {
  previewPolicy,
  samplePage as page,
  type PreviewPublisher,
  startPreviewPublisher,
} from '../../test/preview-publisher'
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
  site.answer = undefined
})
afterEach(() => {
  env.PUBLISHER_URL = site.url
})

interface Form {
  collection?: string
  global?: string
  id?: string
  values?: Record<string, unknown>
  [other: string]: unknown
}

const post = (form: Form, as: TestUser | undefined = author, headers?: Record<string, string>) =>
  cms.request('POST', '/api/preview', { as, body: { values: {}, ...form }, headers })
const ofPost = (values: Record<string, unknown> = {}) => ({ collection: 'posts', id: ids.posts, values })
const messageOf = (body: { errors: { message: string }[] }) => body.errors[0]?.message
/** The document of the form in the newest request to the publisher. */
const previewed = () => site.received.at(-1)?.documents[0] as { id: string; data: Record<string, unknown> }

/** The page in a frame, as a form post of the admin asks for it. */
const frame = (form: Form, as: TestUser | null = author) =>
  cms.answer(
    new Request('http://localhost:3000/api/preview/page', {
      method: 'POST',
      headers: as ? { Authorization: `JWT ${as.token}` } : {},
      body: new URLSearchParams({ request: JSON.stringify({ values: {}, ...form }) }),
    }),
  )

test('every role sees the page of a form, and the publisher gets the document as it would be live', async () => {
  for (const role of ['author', 'editor', 'publisher', 'admin']) {
    const form = { ...ofPost({ title: 'A new title' }), path: '/blog/', day: '2026-12-24' }
    const { status, body, headers } = await post(form, await cms.user(role))
    expect([role, status, body]).toEqual([role, 200, page])
    expect(headers.get('cache-control')).toBe('no-store')
  }
  const [request] = site.received
  const { body: live } = await cms.request('GET', `/api/posts/${ids.posts}?depth=0`)
  expect(request).toEqual({
    documents: [{ slug: 'posts', id: ids.posts, updatedAt: expect.any(String), data: expect.anything() }],
    path: '/blog/',
    day: '2026-12-24',
    fileTokens: {},
  })
  const updatedAt = request!.documents[0]!.updatedAt
  // MongoDB stores no field that was never set.
  expect(request!.documents[0]!.data).toEqual({ deletedAt: null, ...live, title: 'A new title', updatedAt })
  expect(updatedAt > live.updatedAt).toBe(true)
})

test('visitors, ended sessions and users without a role see nothing, also with a large form', async () => {
  const values = { excerpt: 'x'.repeat(90_000) }
  const noRole = await cms.user('author')
  const stored = await cms.payload.db.findOne<{ id: string; sessions?: unknown }>({
    collection: 'users',
    where: { id: { equals: noRole.id } },
  })
  const data = { roles: [], sessions: stored?.sessions }
  await cms.payload.db.updateOne({ collection: 'users', id: noRole.id, data })
  const ended = { ...author, token: `${author.token.slice(0, -4)}abcd` }
  for (const [as, status, message] of [
    [null, 401, /Sign in again/],
    [ended, 401, /Sign in again/],
    [noRole, 403, /Ask an admin/],
  ] as const) {
    const answer = await cms.request('POST', '/api/preview', { as: as ?? undefined, body: ofPost(values) })
    expect([answer.status, messageOf(answer.body)]).toEqual([status, expect.stringMatching(message)])
    const response = await frame(ofPost(values), as)
    expect([response.status, await response.text()]).toEqual([status, expect.stringMatching(message)])
  }
  expect(site.received).toEqual([])
})

test('a cookie that another site sends shows nothing; one that the admin sends does', async () => {
  const cookie = `payload-token=${author.token}`
  for (const [origin, status] of [
    ['https://evil.example', 401],
    ['null', 401],
    ['http://localhost:3000', 200],
  ] as const) {
    const json = await cms.request('POST', '/api/preview', { body: ofPost(), headers: { cookie, origin } })
    const body = new URLSearchParams({ request: JSON.stringify(ofPost()) })
    const headers = { cookie, origin }
    const html = await cms.answer(
      new Request('http://localhost:3000/api/preview/page', { method: 'POST', headers, body }),
    )
    expect([origin, json.status, html.status]).toEqual([origin, status, status])
  }
})

test('looking stores nothing', async () => {
  const collections = [
    'posts',
    'media',
    'webhook-deliveries',
    'document-tokens',
    'edits',
    'open-forms',
    'redirects',
  ]
  const counts = async () => {
    const { db } = cms.payload
    const rows = await Promise.all(
      collections.map((collection) => db.find({ collection, limit: 0, pagination: false })),
    )
    const versions = await db.findVersions({ collection: 'posts', limit: 0, pagination: false })
    const global = await db.findGlobalVersions({ global: 'home', limit: 0, pagination: false })
    return JSON.stringify([rows.map(({ docs }) => docs), versions.docs, global.docs])
  }
  const before = await counts()
  const waiting = await uploadWaiting(cms, author)
  const after = await counts()
  expect(after).not.toBe(before)
  await post(ofPost({ title: 'Not stored', slug: 'not-stored', hero: waiting.id }), publisher)
  await post({ collection: 'posts', values: { title: 'Never stored' } }, publisher)
  await post({ global: 'home', values: { headline: 'Not stored' } }, publisher)
  await frame(ofPost({ title: 'Not stored' }), publisher)
  expect(site.received).toHaveLength(4)
  expect(await counts()).toBe(after)
})

test('looking does not wait for a write that is under way', async () => {
  const { db } = cms.payload
  const transaction = await db.beginTransaction()
  const data = { title: 'Under way' }
  await db.updateOne({ collection: 'posts', id: ids.posts, data, req: { transactionID: transaction! } })
  try {
    expect((await post(ofPost({ excerpt: 'Seen' }))).status).toBe(200)
    expect((await post({ collection: 'posts', values: { title: 'Under way' } })).status).toBe(200)
    expect(site.received[0]?.documents[0]?.data).not.toMatchObject(data)
  } finally {
    await db.rollbackTransaction(transaction!)
  }
})

test('a document that was never saved has a page, with an address from its title', async () => {
  const { status } = await post({ collection: 'posts', values: { title: 'How to read a label' } })
  expect(status).toBe(200)
  expect(previewed()).toMatchObject({
    id: 'new',
    data: { id: 'new', slug: 'how-to-read-a-label', _status: 'published', authors: [], body: null },
  })
})

test('an address that another document has keeps no page from being seen', async () => {
  const { body: live } = await cms.request('GET', `/api/posts/${ids.posts}?depth=0`)
  const values = { title: 'Another', slug: live.slug }
  expect((await post({ collection: 'posts', values })).body).toEqual(page)
  expect(previewed().data).toMatchObject({ id: 'new', slug: live.slug })
})

test('a document in the trash is shown as it would be if it were published again', async () => {
  const { body } = await cms.request('POST', '/api/posts?draft=true', {
    as: author,
    body: { title: 'In the trash' },
  })
  const deletedAt = new Date().toISOString()
  await cms.request('PATCH', `/api/posts/${body.doc.id}`, { as: author, body: { deletedAt } })
  expect((await post({ collection: 'posts', id: body.doc.id })).status).toBe(200)
  expect(previewed().data).toMatchObject({ title: 'In the trash', deletedAt: null, _status: 'published' })
})

test('an open draft is shown, with what the form changes', async () => {
  const { body } = await cms.request('POST', '/api/posts?draft=true', {
    as: author,
    body: { title: 'One', excerpt: 'Two' },
  })
  await cms.request('PATCH', `/api/posts/${body.doc.id}?draft=true`, {
    as: author,
    body: { excerpt: 'Three' },
  })
  await post({ collection: 'posts', id: body.doc.id, values: { title: 'Four' } })
  expect(previewed().data).toMatchObject({ title: 'Four', excerpt: 'Three' })
})

test('what visitors may not read, and the ids and times that a form claims, do not reach the publisher', async () => {
  const values = {
    id: 'other',
    _status: 'draft',
    deletedAt: '2026-01-01T00:00:00.000Z',
    unknown: 1,
    createdBy: author.id,
  }
  await post(ofPost(values), publisher)
  const { data } = previewed()
  expect(data).toMatchObject({ id: ids.posts, _status: 'published', deletedAt: null })
  expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['createdBy']))
  expect(data).not.toHaveProperty('unknown')
  await post({ collection: 'partners', id: ids.partners, values: { contactNotes: 'Call Pat.' } })
  expect(JSON.stringify(previewed())).not.toContain('Pat')
})

test('a text of 300 kB and hostile words stay what they are', async () => {
  const hostile = '<img src=x onerror=alert(1)></script><script>alert(2)</script>'
  const body = richText(
    ...Array.from({ length: 2_500 }, (_, at) => paragraph(words(`${at} ${hostile} ${'word '.repeat(12)}`))),
  )
  expect(JSON.stringify(body).length).toBeGreaterThan(300_000)
  expect((await post(ofPost({ title: hostile, body }))).status).toBe(200)
  expect(previewed().data).toMatchObject({ title: hostile, body })
  const response = await frame(ofPost({ body }))
  expect(response.status).toBe(200)
})

test.each([
  [51, 200],
  [80, 400],
])('a text of lists in %i lists, too deep for the site, is explained', async (levels, status) => {
  let node: object = paragraph(words('deep'))
  for (let level = 0; level < levels; level++)
    node = { type: 'list', listType: 'bullet', children: [{ type: 'listitem', children: [node] }] }
  const answer = await post(ofPost({ body: richText(node) }))
  expect(answer.status).toBe(status)
  expect(answer.body.message ?? messageOf(answer.body)).toMatch(/nested/)
  expect(site.received).toEqual([])
})

test.each<[string, object, number, RegExp]>([
  ['a collection that the site does not show', { collection: 'users', id: '1' }, 400, /“collection”/],
  ['no document', {}, 400, /“collection”/],
  ['a document and a global', { collection: 'posts', global: 'home' }, 400, /“collection”/],
  ['values of another kind', { collection: 'posts', values: 'x' }, 400, /“values”/],
  ['a title that is a list', { collection: 'posts', values: { title: [1] } }, 400, /“title” is a list/],
  ['a path that leads nowhere', { global: 'home', path: 'https://evil.example/' }, 400, /“path”/],
  ['a day that does not exist', { global: 'home', day: '2026-02-31' }, 400, /“day”/],
  ['a document that does not exist', { collection: 'posts', id: 'none' }, 404, /does not exist/],
  ['a picture without a file', { collection: 'media', values: { alt: 'x' } }, 200, /Choose a file/],
])('%s is refused in words', async (_, form, status, message) => {
  const answer = await post(form as Form)
  expect(answer.status).toBe(status)
  expect(answer.body.message ?? messageOf(answer.body)).toMatch(message)
  const response = await frame(form as Form)
  expect([response.status, await response.text()]).toEqual([status, expect.stringMatching(message)])
  expect(site.received).toEqual([])
})

test('the page in a frame has the policy of the publisher and is stored nowhere', async () => {
  const response = await frame(ofPost())
  expect([response.status, await response.text()]).toEqual([200, page.state === 'page' && page.html])
  const names = [
    'content-security-policy',
    'cache-control',
    'x-robots-tag',
    'referrer-policy',
    'x-content-type-options',
  ]
  expect(names.map((name) => response.headers.get(name))).toEqual([
    ...[previewPolicy, 'no-store', 'noindex, nofollow', 'no-referrer', 'nosniff'],
  ])
})

test('where there is no page, the frame says why, and runs nothing', async () => {
  const shown = { places: [], gaps: [], blocked: [] }
  for (const [answer, text] of [
    [{ state: 'nowhere', ...shown }, /No page of the site shows this/],
    [
      { state: 'failed', message: 'It throws <script>alert(1)</script>', ...shown },
      /throws &#60;script&#62;/,
    ],
  ] as const) {
    site.answer = (_, response) => response.end(JSON.stringify(answer))
    const response = await frame(ofPost())
    expect(await response.text()).toMatch(text)
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; sandbox; frame-ancestors 'self'",
    )
    expect((await post(ofPost())).body).toEqual(answer)
  }
})

test.each([
  [503, { message: 'The preview starts. It is tried again by itself.' }, 503, /^The preview starts/],
  [401, { message: 'no' }, 502, /WEBHOOK_SECRET the same on both sides/],
  [404, { message: 'no' }, 502, /older than this CMS/],
  [500, 'Oops', 502, /answered 500, and not as expected: "Oops"/],
  [200, { state: 'what' }, 502, /not as expected/],
  [200, { ...page, policy: "default-src 'self'" }, 502, /apart from the admin/],
  [200, { ...page, policy: 'sandbox allow-scripts allow-same-origin' }, 502, /apart from the admin/],
])('a publisher that answers %i %j is explained', async (given, body, status, message) => {
  site.answer = (_, response) => response.writeHead(given).end(JSON.stringify(body))
  const answer = await post(ofPost())
  expect([answer.status, messageOf(answer.body)]).toEqual([status, expect.stringMatching(message)])
  expect((await frame(ofPost())).status).toBe(status)
})

test('no publisher, and one that does not answer, are explained', async () => {
  env.PUBLISHER_URL = ''
  const none = await post(ofPost())
  expect([none.status, messageOf(none.body)]).toEqual([409, expect.stringMatching(/PUBLISHER_URL is empty/)])
  env.PUBLISHER_URL = 'http://127.0.0.1:1'
  const lost = await post(ofPost())
  expect([lost.status, messageOf(lost.body)]).toEqual([
    502,
    expect.stringMatching(/did not answer.*npm start runs it/),
  ])
})

test('a browser that hangs up ends the request to the publisher', async () => {
  // Otherwise the limit of time ends it.
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(new AbortController().signal)
  const closed = new Promise<void>((resolve) => {
    site.answer = (_, response) => response.once('close', resolve)
  })
  const abort = new AbortController()
  const answer = cms.answer(
    new Request('http://localhost:3000/api/preview', {
      method: 'POST',
      headers: { Authorization: `JWT ${author.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(ofPost()),
      signal: abort.signal,
    }),
  )
  while (site.received.length === 0) await wait(5)
  abort.abort()
  await closed
  await answer.catch(() => undefined)
})
