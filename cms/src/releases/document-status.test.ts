import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { ReleaseReport } from 'shared-types'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { picture, sendFile } from '../../test/uploads'
import { report, reportSecrets, secretOf, sendReport } from '../../test/release-reports'

type Report = ReleaseReport['data']
interface Doc {
  id: string
  updatedAt: string
}

let cms: TestCms
let publisher: TestUser
let count = 0
let release = 0

beforeAll(async () => {
  cms = await startCms(reportSecrets())
  publisher = await cms.user('publisher')
})
afterAll(() => cms.stop())
beforeEach(async () => {
  await cms.payload.delete({ collection: 'releases', where: { id: { exists: true } } })
})

async function category(status: 'draft' | 'published' = 'published'): Promise<Doc> {
  const body = {
    title: `Category ${++count}`,
    slug: `category-${count}`,
    description: 'What it is.',
    _status: status,
  }
  const query = status === 'draft' ? '?draft=true' : ''
  const answer = await cms.request('POST', `/api/categories${query}`, { as: publisher, body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.doc
}
const save = async ({ id }: Doc, body: Record<string, unknown>, query = ''): Promise<Doc> => {
  const answer = await cms.request('PATCH', `/api/categories/${id}${query}`, { as: publisher, body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body.doc
}
const statusOf = async ({ id }: Pick<Doc, 'id'>, as: TestUser | undefined = publisher) =>
  cms.request('GET', `/api/release-status?collection=categories&id=${id}`, { as })
const stateOf = async (doc: Doc) => (await statusOf(doc)).body.state
const revision = async () => (await cms.request('GET', '/api/content-revision')).body.revision as string

const entry = ({ id, updatedAt }: Doc, action: Report['documents'][number]['action'] = 'publish') => ({
  slug: 'categories',
  id,
  action,
  updatedAt,
})
const problem = (doc: Doc, message = 'The link leads nowhere.') => ({
  slug: 'categories',
  id: doc.id,
  updatedAt: doc.updatedAt,
  field: 'meta.title',
  message,
})
/** Sends the report of the next release. */
async function released(data: Partial<Report> = {}) {
  const sent = report({ number: ++release, revision: 'of another time', ...data })
  expect((await sendReport(cms, sent)).status).toBe(200)
  return sent.data
}

test('a document that was never published is a draft, before and after the first release', async () => {
  const doc = await category('draft')
  expect((await statusOf(doc)).body).toEqual({
    state: 'draft',
    url: expect.any(String),
    warnings: [],
    hasNewerDraft: false,
  })
  await released({ isFull: true, contentAsOf: new Date().toISOString() })
  expect(await stateOf(doc)).toBe('draft')
})

test('a published document is queued until a release contains this very version, then live with its time and page', async () => {
  const doc = await category()
  expect((await statusOf(doc)).body).toMatchObject({
    state: 'queued',
    since: doc.updatedAt,
    isBeingMade: false,
  })

  const live = await released({ documents: [entry(doc)] })
  expect((await statusOf(doc)).body).toMatchObject({
    state: 'live',
    since: live.finishedAt,
    release: live.number,
    url: `http://localhost:4321/blog/category/category-${count}/`,
  })

  const changed = await save(doc, { title: 'Changed', _status: 'published' })
  expect(await stateOf(doc)).toBe('queued')
  await released({ documents: [entry(doc, 'change')] })
  expect(await stateOf(doc), 'the release has an older version').toBe('queued')
  await released({ documents: [entry(changed, 'change')] })
  expect(await stateOf(doc)).toBe('live')
})

test('a draft over a live document leaves it live, and the status mentions the draft', async () => {
  const doc = await category()
  const live = await released({ documents: [entry(doc)] })
  await save(doc, { title: 'Not yet' }, '?draft=true')
  expect((await statusOf(doc)).body).toMatchObject({
    state: 'live',
    since: live.finishedAt,
    hasNewerDraft: true,
  })
})

test('a full release holds all that is not newer than it, except the documents that it blocks', async () => {
  const [older, blocked] = [await category(), await category()]
  const full = { isFull: true, contentAsOf: blocked.updatedAt }
  const first = await released({ ...full, held: [problem(blocked)] })
  const newer = await category()
  expect(await Promise.all([older, blocked, newer].map(stateOf))).toEqual(['live', 'blocked', 'queued'])

  await released({ ...full, contentAsOf: newer.updatedAt })
  expect((await statusOf(older)).body, 'it has been there since the first').toMatchObject({
    state: 'live',
    since: first.finishedAt,
    release: first.number,
  })
  expect(await stateOf(newer)).toBe('live')
})

test("a document that no kept release lists is live when the newest release has the CMS's present revision", async () => {
  const doc = await category()
  await released({ contentAsOf: '2020-01-01T00:00:00.000Z' })
  expect(await stateOf(doc)).toBe('queued')
  await released({ contentAsOf: doc.updatedAt, revision: await revision() })
  expect(await stateOf(doc)).toBe('live')
})

test('a blocked version says why, in which field, and where to correct it; a newer version is not blocked', async () => {
  const doc = await category()
  await released({ held: [problem(doc)] })
  expect((await statusOf(doc)).body).toMatchObject({
    state: 'blocked',
    problems: [
      {
        message: 'The link leads nowhere.',
        path: 'meta.title',
        field: 'Search and sharing › Title in search results',
        href: `/admin/collections/categories/${doc.id}#field-meta__title`,
      },
    ],
  })
  await released({ state: 'failed', message: 'The disk is full.' })
  expect(await stateOf(doc), 'a release that failed does not lift it').toBe('blocked')
  await save(doc, { title: 'Corrected', _status: 'published' })
  expect(await stateOf(doc)).toBe('queued')
})

/** Documents that wait in a report, beside others. */
const waiting = (...docs: Doc[]): Report['waiting'] => [
  {
    ...{ unit: 'documents', kind: 'categories', vanishing: 12, live: 70 },
    documents: docs.map(({ id, updatedAt }) => ({ slug: 'categories', id, updatedAt })),
  },
]

test('a removal that waits is said to wait, until it is allowed, and only publishers may allow it', async () => {
  const doc = await category()
  await released({ documents: [entry(doc)] })
  await save(doc, { _status: 'draft' })
  const sent = await released({ waiting: waiting(doc), revision: await revision() })
  const expected = {
    state: 'waiting',
    what: '12 of 70 categories would vanish',
    ...{ isRemoval: true, mayAllow: true, report: sent.id, group: 0 },
  }
  expect((await statusOf(doc)).body).toMatchObject(expected)
  expect((await statusOf(doc, await cms.user('editor'))).body).toMatchObject({ ...expected, mayAllow: false })
  await released({ isFull: true, contentAsOf: new Date().toISOString(), waiting: waiting(doc) })
  expect(await stateOf(doc), 'a full release keeps it, too').toBe('waiting')
  await released({ documents: [entry(doc, 'unpublish')] })
  expect(await stateOf(doc)).toBe('draft')
})

test('a document that is published again waits no more', async () => {
  const doc = await category()
  await released({ documents: [entry(doc)] })
  await save(doc, { _status: 'draft' })
  await released({ waiting: waiting(doc) })
  const again = await save(doc, { _status: 'published' })
  expect(await stateOf(doc)).toBe('queued')
  await released({ documents: [entry(again, 'change')] })
  expect(await stateOf(doc)).toBe('live')
})

test('a change that waits is said to wait, and no release counts as showing it', async () => {
  const doc = await category()
  await released({ documents: [entry(doc)] })
  const moved = await save(doc, { slug: `moved-${count}`, _status: 'published' })
  await released({ waiting: waiting(moved), isFull: true, contentAsOf: moved.updatedAt })
  expect((await statusOf(doc)).body).toMatchObject({ state: 'waiting', isRemoval: false })
  const freeze = { release, since: new Date().toISOString(), by: 'Ana Ruiz', reason: 'Wrong price.' }
  await sendReport(cms, report({ state: 'rolled-back', number: release, reason: 'asked', hold: freeze }))
  expect(await stateOf(doc), 'nothing can be allowed while the site is frozen').toBe('frozen')
})

test('an unpublished document is coming down until a release without it is live', async () => {
  const doc = await category()
  await released({ documents: [entry(doc)] })
  await save(doc, { _status: 'draft' })
  expect((await statusOf(doc)).body).toMatchObject({ state: 'coming-down', since: expect.any(String) })
  await released({ documents: [entry(doc, 'unpublish')] })
  expect(await stateOf(doc)).toBe('draft')
})

test('an unpublished document that a page needs is blocked, and visitors still see it', async () => {
  const doc = await category()
  await released({ documents: [entry(doc)] })
  await save(doc, { _status: 'draft' })
  const message = 'The page /blog/ cannot be made without this document.'
  await released({ held: [problem(doc, message)], revision: await revision() })
  expect((await statusOf(doc)).body).toMatchObject({ state: 'blocked', problems: [{ message }] })
  await released({ documents: [entry(doc, 'unpublish')], revision: await revision() })
  expect(await stateOf(doc)).toBe('draft')
})

test('an unpublished document of a full release is coming down until the next full release', async () => {
  const [doc, draft] = [await category(), await category('draft')]
  await released({ isFull: true, contentAsOf: doc.updatedAt })
  await save(doc, { deletedAt: new Date().toISOString() })
  expect([await stateOf(doc), await stateOf(draft)]).toEqual(['coming-down', 'draft'])
  await released({ isFull: true, contentAsOf: '2026-01-01T00:00:00.000Z' })
  expect(await stateOf(doc)).toBe('draft')
})

test('a refused or failed release is shown on the documents whose changes it contains', async () => {
  const doc = await category()
  const before = await released({ documents: [entry(doc)] })
  const changed = await save(doc, { title: 'Changed', _status: 'published' })
  await released({
    state: 'refused',
    message: 'Twelve courses would vanish.',
    contentAsOf: changed.updatedAt,
    canBeAllowed: true,
  })
  expect((await statusOf(doc)).body).toMatchObject({
    state: 'refused',
    message: 'Twelve courses would vanish.',
    canBeAllowed: true,
  })
  const untouched = await category()
  expect(await stateOf(untouched), 'it came later').toBe('queued')
  await released({ state: 'failed', message: 'The disk is full.', contentAsOf: untouched.updatedAt })
  expect(await stateOf(untouched)).toBe('failed')
  await released({ documents: [entry(changed, 'change'), entry(untouched)] })
  expect([await stateOf(doc), await stateOf(untouched)]).toEqual(['live', 'live'])
  expect(before.number).toBeLessThan(release)
})

test('after a rollback the status is what visitors see: older versions are live, newer ones frozen, until the freeze is lifted', async () => {
  const [kept, changed, gone] = [await category(), await category(), await category()]
  const old = await released({ documents: [entry(kept), entry(changed), entry(gone)] })
  const newer = await save(changed, { title: 'Changed', _status: 'published' })
  await save(gone, { _status: 'draft' })
  const head = await released({ documents: [entry(newer, 'change'), entry(gone, 'unpublish')] })
  expect(await Promise.all([kept, changed, gone].map(stateOf))).toEqual(['live', 'live', 'draft'])

  const freeze = {
    release: old.number,
    since: new Date().toISOString(),
    by: 'Ana Ruiz',
    reason: 'Wrong price.',
  }
  await sendReport(cms, report({ state: 'rolled-back', number: old.number, reason: 'asked', hold: freeze }))
  expect(await Promise.all([kept, changed, gone].map(stateOf))).toEqual(['live', 'frozen', 'coming-down'])
  expect((await statusOf(changed)).body).toMatchObject({ freeze })
  expect((await statusOf(gone)).body).toMatchObject({ freeze })
  expect(await stateOf(await category()), 'whatever is published during it').toBe('frozen')

  await sendReport(cms, report({ state: 'resumed', number: head.number, reason: 'asked' }))
  expect(await Promise.all([kept, changed, gone].map(stateOf))).toEqual(['live', 'live', 'draft'])
})

test("the static build of GitHub does not change the status on the publisher's site", async () => {
  const doc = await category()
  const github = report({ target: 'github', documents: [entry(doc)], isFull: false })
  expect((await sendReport(cms, github, { secret: secretOf('github') })).status).toBe(200)
  expect(await stateOf(doc)).toBe('queued')
})

test('a document that waits for over a minute shows since when the publisher has been silent', async () => {
  const doc = await category()
  const now = Date.now()
  const later = (ms: number) => vi.spyOn(Date, 'now').mockReturnValue(now + ms)
  expect((await statusOf(doc)).body.silentSince).toBeUndefined()
  later(90_000)
  expect((await statusOf(doc)).body).toMatchObject({ state: 'queued', silentSince: doc.updatedAt })
  vi.restoreAllMocks()

  await released({ state: 'building', finishedAt: undefined, isFull: true })
  later(90_000)
  expect((await statusOf(doc)).body).toMatchObject({ state: 'queued', isBeingMade: true })
  expect((await statusOf(doc)).body.silentSince, 'a full release takes its time').toBeUndefined()
})

test('a global has a status too, with the page that shows it', async () => {
  const status = () => cms.request('GET', '/api/release-status?global=announcement', { as: publisher })
  expect((await status()).body.state).toBe('draft')
  const saved = await cms.request('POST', '/api/globals/announcement', {
    as: publisher,
    body: { message: 'Open house on Friday.', from: '2026-11-20', until: '2026-11-30', _status: 'published' },
  })
  expect(saved.status, JSON.stringify(saved.body)).toBe(200)
  expect((await status()).body.state).toBe('queued')
  const { updatedAt } = saved.body.result
  await released({ documents: [{ slug: 'announcement', id: '', action: 'publish', updatedAt }] })
  expect((await status()).body).toMatchObject({ state: 'live', url: 'http://localhost:4321/' })
})

test('the status includes the warnings of the newest release', async () => {
  const doc = await category()
  await released({ documents: [entry(doc)], warnings: [problem(doc, 'A link was left out.')] })
  expect((await statusOf(doc)).body).toMatchObject({
    state: 'live',
    warnings: [{ message: 'A link was left out.', field: 'Search and sharing › Title in search results' }],
  })
})

test('a document in the trash is called so, and a picture too', async () => {
  const waiting = await sendFile(cms, {
    bytes: await picture(64, 48).png().toBuffer(),
    name: 'trashed.png',
    as: publisher,
  })
  const { id } = waiting.body.doc
  const statusOfPicture = async () =>
    (await cms.request('GET', `/api/release-status?collection=media&id=${id}`, { as: publisher })).body
  await cms.request('PATCH', `/api/media/${id}`, { as: publisher, body: { published: false } })
  expect(await statusOfPicture()).toMatchObject({ state: 'draft', waits: true })
  const trashed = { as: publisher, body: { deletedAt: new Date().toISOString() } }
  expect((await cms.request('PATCH', `/api/media/${id}`, trashed)).status).toBe(200)
  expect(await statusOfPicture()).toMatchObject({ state: 'draft', isInTrash: true })
  expect(await statusOfPicture()).not.toHaveProperty('waits')

  const doc = await category('draft')
  await save(doc, { deletedAt: new Date().toISOString() })
  expect((await statusOf(doc)).body).toMatchObject({ state: 'draft', isInTrash: true })
})

test('the status is for staff, is not cached, and a wrong query gets a clear error', async () => {
  const doc = await category()
  expect((await statusOf(doc)).headers.get('cache-control')).toBe('no-store')
  expect((await statusOf(doc, await cms.user('author'))).status).toBe(200)
  expect((await cms.request('GET', `/api/release-status?collection=categories&id=${doc.id}`)).status).toBe(
    403,
  )
  const ask = async (query: string) =>
    (await cms.request('GET', `/api/release-status?${query}`, { as: publisher })).status
  expect(await ask('collection=users&id=1')).toBe(400)
  expect(await ask('global=nonsense')).toBe(400)
  expect(await ask('collection=toString&id=1')).toBe(400)
  expect(await ask('collection=categories&id=00000000-0000-4000-8000-000000000000')).toBe(404)
})
