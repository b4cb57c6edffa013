import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
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
import { attemptsSlug } from '../auth/SignInAttempts'
import { env } from '../env'
import { type DraftLink, draftLinksSlug } from './DraftLinks'

let cms: TestCms
let ids: SampleIds
let author: TestUser
let editor: TestUser
let publisher: TestUser
let site: PreviewPublisher
let secret: string

beforeAll(async () => {
  site = await startPreviewPublisher()
  cms = await startCms({ ...reportSecrets(), PUBLISHER_URL: site.url })
  ;({ as: publisher, ids } = await publishSamples(cms))
  ;({ secret } = cms.payload)
  author = await cms.user('author')
  editor = await cms.user('editor')
})
afterAll(async () => {
  await cms.stop()
  await site.stop()
})
beforeEach(async () => {
  site.received = []
  site.answer = undefined
  await cms.payload.db.deleteMany({ collection: draftLinksSlug, where: {} })
})
afterEach(() => {
  env.PUBLISHER_URL = site.url
  cms.payload.secret = secret
  vi.useRealTimers()
})

const post = () => `/api/posts/${ids.posts}`
const newest = { shows: 'newest', lifetime: 'day' }

interface Made {
  address: string
  link: { id: string }
}

async function make(as = editor, of = post(), wanted: object = newest): Promise<Made> {
  const { status, body } = await cms.request('POST', `${of}/draft-links`, { as, body: wanted })
  expect([status, body.errors]).toEqual([200, undefined])
  return body as Made
}

const open = (address: string, headers: Record<string, string> = {}) =>
  cms.request('GET', address.replace(/^https?:\/\/[^/]+/, ''), { headers })

const draftOf = async (of: string, body: object, as = publisher) => {
  expect((await cms.request('PATCH', `${of}?draft=true`, { as, body })).status).toBe(200)
}

async function newPost(as: TestUser): Promise<string> {
  const { body } = await cms.request('POST', '/api/posts?draft=true', { as, body: { title: 'A new post' } })
  return body.doc.id as string
}

const hasNoDraft = async (address: string) => {
  const before = site.received.length
  const { status, body } = await open(address)
  expect([status, body]).toEqual([
    404,
    expect.stringContaining('has expired, was withdrawn, or is not complete'),
  ])
  expect(site.received).toHaveLength(before)
}

const rowOf = (id: string) =>
  cms.payload.db.findOne<DraftLink>({
    collection: draftLinksSlug,
    where: { id: { equals: id } },
  })
const change = (id: string, data: Record<string, unknown>) =>
  cms.payload.db.updateOne({ collection: draftLinksSlug, id, data })

test('a reader without a session sees the newest draft, and the users see that the link was opened', async () => {
  const { address, link } = await make()
  expect(new URL(address).origin).toBe('http://localhost:3000')
  await draftOf(post(), { title: 'Changed after the link was made' })
  const { status, body, headers } = await open(address)
  expect([status, body]).toEqual([200, page.state === 'page' && page.html])
  const [request] = site.received
  expect(request).toMatchObject({
    documents: [{ slug: 'posts', id: ids.posts, data: { title: 'Changed after the link was made' } }],
    notice: expect.stringMatching(
      /^This is a draft, saved on .+ 20\d\d.+ Visitors of the site do not see it yet\.$/,
    ),
  })
  const names = [
    'content-security-policy',
    'cache-control',
    'x-robots-tag',
    'referrer-policy',
    'x-frame-options',
  ]
  expect(names.map((name) => headers.get(name))).toEqual([
    ...[previewPolicy, 'no-store', 'noindex, nofollow', 'no-referrer', 'DENY'],
  ])
  expect(headers.getSetCookie()).toEqual([])

  const list = await cms.request('GET', `${post()}/draft-links`, { as: publisher })
  expect(list.body.links).toEqual([
    {
      ...{ id: link.id, shows: 'newest', madeBy: 'A editor', madeAt: expect.any(String) },
      ...{ expiresAt: expect.any(String), lastOpenedAt: expect.any(String) },
    },
  ])
  const [{ madeAt, expiresAt }] = list.body.links
  expect(Date.parse(expiresAt) - Date.parse(madeAt)).toBe(24 * 60 * 60_000)
  const [, secret = ''] = address.split('.').slice(-2)
  expect(JSON.stringify(await rowOf(link.id))).not.toContain(secret)
})

test('a link to a state of the draft shows that state, also after the draft has changed and is published', async () => {
  await draftOf(post(), { title: 'As it was' })
  const { address } = await make(editor, post(), { shows: 'now', lifetime: 'tenMinutes' })
  await draftOf(post(), { title: 'As it is' })
  await open(address)
  expect(site.received[0]).toMatchObject({
    documents: [{ data: { title: 'As it was' } }],
    notice: expect.stringMatching(/^This is a draft, saved on .* It was changed since\.$/),
  })
  const newer = await make()
  expect((await cms.request('PATCH', post(), { as: publisher, body: { _status: 'published' } })).status).toBe(
    200,
  )
  await open(address)
  await open(newer.address)
  expect(site.received.slice(1)).toMatchObject([
    { documents: [{ data: { title: 'As it was' } }] },
    {
      documents: [{ data: { title: 'As it is' } }],
      notice: expect.stringMatching(/^This is not a draft any more: it was published on [^.]*\.$/),
    },
  ])
})

test('an altered address, and the secret of another link, show nothing', async () => {
  const { address } = await make()
  const other = await make(editor, `/api/courses/${ids.courses}`)
  const [path = '', secret = ''] = address.split(/\.(?=[^.]*$)/)
  const [otherPath = '', otherSecret = ''] = other.address.split(/\.(?=[^.]*$)/)
  for (const wrong of [
    ...[path, `${path}.`, `${path}.${otherSecret}`, `${otherPath}.${secret}`, `${address}0`],
    ...[`${path}.${secret.slice(0, -1)}`, `${path}.${secret.toUpperCase()}`, `${path}0.${secret}`],
  ])
    await hasNoDraft(wrong)
  expect((await open(`${address}?path=%2F`)).status).toBe(200)
})

test('a link is good for what it was made for: another document, time, user or state in its row ends it', async () => {
  const { address, link } = await make()
  const row = await rowOf(link.id)
  for (const changed of [
    { document: ids.courses, slug: 'courses' },
    { expiresAt: new Date(Date.now() + 30 * 24 * 60 * 60_000).toISOString() },
    { userId: publisher.id },
    { token: 1 },
  ]) {
    await change(link.id, changed)
    await hasNoDraft(address)
    await change(link.id, { ...row })
  }
  expect((await open(address)).status).toBe(200)
})

test('a link ends at its time, with a new secret of the CMS, and when it is withdrawn', async () => {
  const { address, link } = await make(editor, post(), { shows: 'newest', lifetime: 'tenMinutes' })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 - 5_000 })
  expect((await open(address)).status).toBe(200)
  vi.setSystemTime(Date.now() + 5_000)
  await hasNoDraft(address)
  expect((await cms.request('GET', `${post()}/draft-links`, { as: editor })).body).toEqual({ links: [] })
  vi.useRealTimers()

  cms.payload.secret = 'another secret'
  await hasNoDraft(address)
  cms.payload.secret = secret

  const ofOther = `/api/courses/${ids.courses}/draft-links/${link.id}`
  expect((await cms.request('DELETE', ofOther, { as: publisher })).status).toBe(404)
  expect((await open(address)).status).toBe(200)
  const withdrawn = await cms.request('DELETE', `${post()}/draft-links/${link.id}`, { as: publisher })
  expect([withdrawn.status, withdrawn.body]).toEqual([200, { links: [] }])
  await hasNoDraft(address)
  const again = await cms.request('DELETE', `${post()}/draft-links/${link.id}`, { as: publisher })
  expect([again.status, again.body.errors[0].message]).toEqual([
    404,
    expect.stringContaining('withdrawn before'),
  ])
})

test('links are for those who may edit the document', async () => {
  const { link } = await make()
  const requests = (of: string, as?: TestUser) => [
    cms.request('GET', `${of}/draft-links`, { as }),
    cms.request('POST', `${of}/draft-links`, { as, body: newest }),
    cms.request('DELETE', `${of}/draft-links/${link.id}`, { as }),
  ]
  const statuses = async (of: string, as?: TestUser) =>
    (await Promise.all(requests(of, as))).map(({ status }) => status)
  expect(await statuses(post())).toEqual([401, 401, 401])
  expect(await statuses(post(), author)).toEqual([403, 403, 403])
  expect(await statuses('/api/globals/home', editor)).toEqual([403, 403, 403])
  expect(await statuses('/api/posts/none', editor)).toEqual([404, 404, 404])
  expect(await rowOf(link.id)).not.toMatchObject({ lastOpenedAt: expect.anything() })

  const own = await make(author, `/api/posts/${await newPost(author)}`)
  expect((await open(own.address)).status).toBe(200)
  const home = await make(publisher, '/api/globals/home')
  expect((await open(home.address)).status).toBe(200)
  expect(site.received.at(-1)?.documents[0]).toMatchObject({ slug: 'home', id: '' })
})

test('a link ends with the rights of the user who made it', async () => {
  const id = await newPost(author)
  const { address } = await make(author, `/api/posts/${id}`)
  await draftOf(`/api/posts/${id}`, { createdBy: publisher.id })
  await hasNoDraft(address)

  const leaving = await cms.user('editor')
  const theirs = await make(leaving)
  await cms.payload.db.updateOne({ collection: 'users', id: leaving.id, data: { roles: ['author'] } })
  await hasNoDraft(theirs.address)
  await cms.payload.db.updateOne({ collection: 'users', id: leaving.id, data: { roles: ['editor'] } })
  expect((await open(theirs.address)).status).toBe(200)
  await cms.payload.delete({ collection: 'users', id: leaving.id })
  await hasNoDraft(theirs.address)
})

test('a link shows nothing while its document is in the trash, and after it is deleted', async () => {
  const of = `/api/posts/${await newPost(editor)}`
  const { address } = await make(editor, of)
  const trash = (deletedAt: string | null) =>
    cms.request('PATCH', `${of}?trash=true`, { as: publisher, body: { deletedAt } })
  expect((await trash(new Date().toISOString())).status).toBe(200)
  await hasNoDraft(address)
  const refused = await cms.request('POST', `${of}/draft-links`, { as: editor, body: newest })
  expect([refused.status, refused.body.errors[0].message]).toEqual([
    409,
    expect.stringContaining('in the trash'),
  ])
  expect((await trash(null)).status).toBe(200)
  expect((await open(address)).status).toBe(200)
  expect((await cms.request('DELETE', of, { as: publisher })).status).toBe(200)
  await hasNoDraft(address)
})

test('a picture that waits is shown for as long as the link, and not longer', async () => {
  const { id, filename } = await uploadWaiting(cms, editor)
  const of = `/api/posts/${await newPost(editor)}`
  await draftOf(of, { hero: id }, editor)
  const { address, link } = await make(editor, of)
  await open(address)
  const token = site.received[0]?.fileTokens?.[filename]
  const file = async () => (await cms.request('GET', `/api/preview/files/media/${filename}?${token}`)).status
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60 * 60_000 })
  expect(await file()).toBe(200)
  vi.setSystemTime(Date.now() + 24 * 60 * 60_000)
  expect(await file()).toBe(404)
  vi.useRealTimers()
  expect(await file()).toBe(200)
  await cms.request('DELETE', `${of}/draft-links/${link.id}`, { as: editor })
  expect(await file()).toBe(404)
})

test('the reader may go on to the pages that show the draft, and to no other', async () => {
  const { address } = await make()
  const paths = ['/', '/start-dates/', 'https://evil.example/', '//evil.example/']
  const answers = []
  for (const path of paths) {
    site.answer = (_, response) => response.end(JSON.stringify({ ...page, path }))
    answers.push((await open(`${address}?path=${encodeURIComponent(path)}`)).status)
  }
  expect(answers).toEqual([200, 404, 404, 404])
  expect(site.received.map(({ path }) => path)).toEqual(['/', '/start-dates/', '//evil.example/'])
})

test('a page that cannot be made is explained without a word about the CMS', async () => {
  const { address } = await make()
  const shown = { places: [], gaps: [] }
  for (const [answer, status, words] of [
    [{ state: 'nowhere', ...shown }, 404, /No page of the site shows this draft/],
    [{ state: 'failed', message: 'secret.astro throws', ...shown }, 404, /cannot be shown as a page/],
    [{ ...page, policy: "default-src 'self'" }, 503, /Try again in a minute/],
    [{ what: 1 }, 503, /Try again in a minute/],
  ] as const) {
    site.answer = (_, response) => response.end(JSON.stringify(answer))
    const { status: given, body, headers } = await open(address)
    expect([given, body]).toEqual([status, expect.stringMatching(words)])
    expect(body).not.toMatch(/secret|localhost|127\.0/)
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox; frame-ancestors 'none'")
  }
  env.PUBLISHER_URL = ''
  expect((await open(address)).status).toBe(503)
  const refused = await cms.request('POST', `${post()}/draft-links`, { as: editor, body: newest })
  expect([refused.status, refused.body.errors[0].message]).toEqual([
    409,
    expect.stringContaining('PUBLISHER_URL'),
  ])
})

test.each([{}, { shows: 'all', lifetime: 'day' }, { shows: 'now', lifetime: 'year' }, { shows: 'now' }])(
  'a wish for a link like %j is refused in words',
  async (body) => {
    const answer = await cms.request('POST', `${post()}/draft-links`, { as: editor, body })
    expect([answer.status, answer.body.errors[0].message]).toEqual([
      400,
      expect.stringMatching(/^No link was made: /),
    ])
  },
)

test('a document has twenty links at most, and a link is opened 200 times in 15 minutes', async () => {
  for (let count = 0; count < 20; count++) await make()
  const refused = await cms.request('POST', `${post()}/draft-links`, { as: editor, body: newest })
  expect([refused.status, refused.body.errors[0].message]).toEqual([
    409,
    expect.stringContaining('Withdraw one'),
  ])

  const { address } = await make(editor, `/api/courses/${ids.courses}`)
  expect((await open(address)).status).toBe(200)
  await cms.payload.db.updateMany({
    collection: attemptsSlug,
    where: { account: { exists: true } },
    data: { count: 200 },
  })
  const limited = await open(address)
  expect([limited.status, Number(limited.headers.get('retry-after')) > 0]).toEqual([429, true])
  expect(limited.headers.get('cache-control')).toBe('no-store')
})
