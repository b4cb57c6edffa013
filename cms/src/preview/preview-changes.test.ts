import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { type PreviewPublisher, sampleChanges, startPreviewPublisher } from '../../test/preview-publisher'
import { reportSecrets } from '../../test/release-reports'
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
