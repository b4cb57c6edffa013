import { sampleGlobal } from 'shared-types/test/sample-documents'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { type PreviewPublisher, sampleChanges, startPreviewPublisher } from '../../test/preview-publisher'
import { report, reportSecrets, sendReport } from '../../test/release-reports'
import { publishSamples, type SampleIds } from '../../test/sample-documents'

let cms: TestCms
let ids: SampleIds
let author: TestUser
let site: PreviewPublisher

beforeAll(async () => {
  site = await startPreviewPublisher()
  cms = await startCms({ ...reportSecrets(), PUBLISHER_URL: site.url })
  ;({ ids } = await publishSamples(cms))
  author = await cms.user('author')
})
afterAll(async () => {
  await cms.stop()
  await site.stop()
})
beforeEach(() => {
  site.changes = []
  site.received = []
})

test('what publishing, and what taking a document or global off the site would change, is counted by the publisher', async () => {
  const post = { collection: 'posts', id: ids.posts }
  const changes = (form: object, as: TestUser | undefined = author) =>
    cms.request('POST', '/api/preview/changes', { as, body: { values: {}, ...form } })
  const { status, body } = await changes({ ...post, removes: true })
  expect([status, body]).toEqual([200, sampleChanges])
  await changes({ global: 'announcement', removes: true })
  const needed = await changes({ global: 'home', removes: true })
  expect([needed.status, needed.body.errors[0].message]).toEqual([
    409,
    expect.stringMatching(/cannot do without it/),
  ])
  await changes({ ...post, values: { title: 'A new title' } })
  expect(site.changes).toMatchObject([
    { documents: [], removed: [{ slug: 'posts', id: ids.posts }] },
    { documents: [], removed: [{ slug: 'announcement', id: '' }] },
    { documents: [{ slug: 'posts', id: ids.posts, data: { title: 'A new title' } }], removed: [] },
  ])
  expect((await cms.request('POST', '/api/preview/changes', { body: { ...post, values: {} } })).status).toBe(
    401,
  )
})

test('what a change of many documents of a list would change is counted by the publisher', async () => {
  const count = (body: object, as?: TestUser) =>
    cms.request('POST', '/api/preview/changes-of-list', { as, body: { collection: 'posts', ...body } })
  const draft = await cms.request('POST', '/api/posts?draft=true', {
    as: author,
    body: { title: 'One more' },
  })
  const listed = [ids.posts, String(draft.body.doc.id)]
  expect((await count({ ids: listed, removes: false }, author)).body).toEqual(sampleChanges)
  expect((await count({ ids: listed, removes: true }, author)).body).toEqual(sampleChanges)
  expect(site.changes).toMatchObject([
    { documents: [{ id: ids.posts }, { id: listed[1], data: { title: 'One more', _status: 'published' } }] },
    { removed: listed.map((id) => ({ slug: 'posts', id })) },
  ])
  const many = Array.from({ length: 201 }, String)
  for (const [body, status] of [
    [{ ids: many, removes: true }, 200],
    [{ ids: many, removes: false }, 400],
    [{ ids: [], removes: true }, 400],
    [{ ids: ['none'], removes: false }, 404],
  ] as const) {
    expect([body.removes, (await count(body, author)).status]).toEqual([body.removes, status])
  }
  expect((await count({ ids: listed, removes: true })).status).toBe(401)
})

test('what would wait is said in words, and counts with what waits already', async () => {
  const group = { unit: 'documents' as const, kind: 'posts', vanishing: 9, live: 70 }
  const waits = { slug: 'posts', id: 'gone', updatedAt: '2027-01-04T15:00:00.000Z' }
  await sendReport(cms, report({ waiting: [{ ...group, documents: [waits] }] }))
  site.answer = (_, response) => response.end(JSON.stringify({ ...sampleChanges, waiting: [group] }))
  const form = { collection: 'posts', id: ids.posts, values: {} }
  const removed = await cms.request('POST', '/api/preview/changes', {
    as: author,
    body: { ...form, removes: true },
  })
  expect(removed.body.waiting).toEqual([{ ...group, what: '9 of 70 posts would vanish' }])
  await cms.request('POST', '/api/preview/changes', { as: author, body: form })
  site.answer = undefined
  expect(site.changes[0]?.waiting).toEqual([{ slug: 'posts', id: 'gone' }])
  expect(site.changes[1]).not.toHaveProperty('waiting')
})

test('both pages that a count compares can be seen, of a form, of a list and of a release', async () => {
  const page = (body: object, as: TestUser = author) =>
    cms.request('POST', '/api/preview', { as, body: { path: '/blog/', ...body } })
  const list = { collection: 'posts', ids: [ids.posts] }
  await page({ ...list, removes: true })
  await page({ ...list, removes: false })
  await page({ ...list, removes: true, isLive: true })
  await page({ collection: 'posts', id: ids.posts, values: {}, removes: true, asReleased: true })
  const post = { slug: 'posts', id: ids.posts }
  const common = { asReleased: true, path: '/blog/' }
  expect(site.received).toMatchObject([
    { ...common, documents: [], removed: [post] },
    { ...common, documents: [post] },
    { ...common, documents: [] },
    { ...common, documents: [], removed: [post] },
  ])
  expect(site.received[2]).not.toHaveProperty('removed')
  expect((await page({ release: 3 })).status).toBe(403)
  expect((await page({ release: 3 }, await cms.user('publisher'))).status).toBe(200)
  expect(site.received.slice(4)).toMatchObject([{ release: 3, documents: [], path: '/blog/' }])
  expect((await page({ release: 0 })).status).toBe(400)
})

test('a scheduled change is counted on its day, after what is scheduled until then', async () => {
  const publisher = await cms.user('publisher')
  // In New York, the second of March begins five hours later than in UTC.
  const { meta: _, ...settings } = sampleGlobal('site-settings', { timeZone: 'America/New_York' })
  const zone = await cms.request('POST', '/api/globals/site-settings', {
    as: await cms.user('admin'),
    body: { ...settings, _status: 'published' },
  })
  expect([zone.status, zone.body.result?.timeZone]).toEqual([200, 'America/New_York'])
  const schedule = (slug: string, id: string, type: string, at: string) =>
    cms.request('POST', `/api/scheduled-changes?collection=${slug}&id=${id}`, {
      as: publisher,
      body: { type, at },
    })
  const page = await cms.request('PATCH', `/api/pages/${ids.pages}?draft=true`, {
    as: publisher,
    body: { title: 'Ready on that day' },
  })
  expect(page.status).toBe(200)
  for (const [slug, type, at] of [
    ['pages', 'publish', '2099-03-01T15:00:00Z'],
    ['posts', 'unpublish', '2099-03-02T04:30:00Z'],
    ['testimonials', 'unpublish', '2099-03-03T15:00:00Z'],
  ] as const) {
    expect((await schedule(slug, ids[slug], type, at)).status, slug).toBe(201)
  }
  const form = { collection: 'courses', id: ids.courses, values: {} }
  const at = '2099-03-02T15:00:00Z'
  // Without the questions about claims, which each schedule asks.
  site.changes = []
  const counted = await cms.request('POST', '/api/preview/changes', { as: author, body: { ...form, at } })
  expect(counted.body.others).toEqual({ applied: [], leftOut: [], notSent: 0 })
  const others = {
    documents: [{ slug: 'pages', id: ids.pages, data: { title: 'Ready on that day', _status: 'published' } }],
    removed: [{ slug: 'posts', id: ids.posts }],
  }
  expect(site.changes).toMatchObject([{ documents: [{ id: ids.courses }], day: '2099-03-02', others }])

  const preview = (body: object) =>
    cms.request('POST', '/api/preview', { as: author, body: { ...form, ...body } })
  await cms.request('POST', '/api/preview/changes', { as: author, body: { ...form, day: '2099-03-01' } })
  expect(site.changes[1]).toMatchObject({
    ...{ documents: [{ id: ids.courses }], day: '2099-03-01', others, countsAll: true },
  })
  expect(site.changes[0]).not.toHaveProperty('countsAll', true)
  await preview({ day: '2099-02-28' })
  await preview({ day: '2099-03-01' })
  await preview({})
  expect(site.received[1]).toMatchObject({ others })
  expect(site.received.map((request) => 'others' in request)).toEqual([false, true, false])

  // What a colleague has changed since will not be published.
  await cms.request('PATCH', `/api/pages/${ids.pages}?draft=true`, {
    as: publisher,
    body: { title: 'Changed' },
  })
  const changed = await preview({ day: '2099-03-01' })
  expect(changed.body.others.leftOut).toMatchObject([
    { slug: 'pages', id: ids.pages, message: expect.stringContaining('has changed since') },
  ])
})

test('the newest drafts of other documents are sent, too, when the preview is to show them', async () => {
  const draft = await cms.request('POST', '/api/posts?draft=true', {
    as: author,
    body: { title: 'Beside it' },
  })
  const preview = (body: object) =>
    cms.request('POST', '/api/preview', {
      as: author,
      body: { collection: 'posts', id: ids.posts, values: {}, ...body },
    })
  await preview({ withDrafts: true })
  await preview({ withDrafts: true, isLive: true })
  await preview({})
  await cms.request('POST', '/api/preview/changes', {
    as: author,
    body: { collection: 'posts', id: ids.posts, values: {}, withDrafts: true },
  })
  const [all, ...none] = site.received
  expect(site.changes).toMatchObject([{ others: all?.others, countsAll: true }])
  expect(all?.others?.documents).toContainEqual(
    expect.objectContaining({
      id: String(draft.body.doc.id),
      data: expect.objectContaining({ title: 'Beside it', _status: 'published' }),
    }),
  )
  expect(all?.others?.documents.map(({ id }) => id)).not.toContain(ids.posts)
  expect(none.map((request) => 'others' in request)).toEqual([false, false])
  const stored = await cms.request('GET', `/api/posts/${draft.body.doc.id}?draft=true`, { as: author })
  expect(stored.body._status).toBe('draft')
})
