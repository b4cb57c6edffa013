import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishSamples, type SampleIds, sampleOf } from '../../test/sample-documents'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

let cms: TestCms
let ids: SampleIds
let publisher: TestUser
beforeAll(async () => {
  cms = await startCms()
  ;({ ids, as: publisher } = await publishSamples(cms))
})
afterAll(() => cms.stop())

const post = (path: string, body: unknown) => cms.request('POST', path, { as: publisher, body })
const patch = (path: string, body: unknown) => cms.request('PATCH', path, { as: publisher, body })
const draftOf = async (title: string) => (await post('/api/posts?draft=true', { title })).body.doc
const saveDraft = async (id: string, data: unknown) =>
  (await patch(`/api/posts/${id}?draft=true`, data)).body.doc

test('the address is made from the title, and follows it while an editor types', async () => {
  const { id, slug } = await draftOf('What')
  expect(slug).toBe('what')
  expect((await saveDraft(id, { title: 'What’s a DEA' })).slug).toBe('whats-a-dea')
  expect((await saveDraft(id, { title: 'What’s a DEA number?', slug: 'whats-a-dea' })).slug).toBe(
    'whats-a-dea-number',
  )
})

test('an address typed by hand stays', async () => {
  const { id } = await draftOf('Tubes')
  expect((await saveDraft(id, { slug: 'all-about-tubes' })).slug).toBe('all-about-tubes')
  expect((await saveDraft(id, { title: 'Tubes and needles' })).slug).toBe('all-about-tubes')
})

test('the address of a published page stays when its title changes', async () => {
  const { body } = await post('/api/posts', sampleOf('posts', ids, { title: 'Live page', slug: '' }))
  expect(body.doc.slug).toBe('live-page')
  expect((await saveDraft(body.doc.id, { title: 'A better title' })).slug).toBe('live-page')
  const published = await patch(`/api/posts/${body.doc.id}`, { _status: 'published' })
  expect(published.body.doc).toMatchObject({ title: 'A better title', slug: 'live-page' })
})

test('two posts of one title get two addresses, and so does a copy', async () => {
  expect((await draftOf('Twice')).slug).toBe('twice')
  const second = await draftOf('Twice')
  expect(second.slug).toBe('twice-2')
  const copy = await post(`/api/posts/${second.id}/duplicate`, undefined)
  expect(copy.body.doc).toMatchObject({ title: 'Twice', slug: 'twice-3' })
})

test('a title that is one of the site’s own pages gets an address beside it', async () => {
  const { body } = await post('/api/pages?draft=true', { title: 'Courses' })
  expect(body.doc.slug).toBe('courses-2')
})

test('an address that another document has is refused with the title of that document', async () => {
  const expected = [
    {
      path: 'slug',
      message:
        '“order-of-draw” is already the address of “Order of draw”. Choose another, such as order-of-draw-2.',
    },
  ]
  const draft = await post('/api/posts?draft=true', { title: 'Another', slug: 'order-of-draw' })
  expect([draft.status, draft.body.errors[0].data.errors]).toMatchObject([400, expected])
  const other = await draftOf('Another')
  const published = await patch(`/api/posts/${other.id}`, sampleOf('posts', ids))
  expect([published.status, published.body.errors[0].data.errors]).toMatchObject([400, expected])
})

test('the refusal says when the document that has the address is in the trash', async () => {
  const { id } = await draftOf('Thrown away')
  expect((await patch(`/api/posts/${id}`, { deletedAt: new Date().toISOString() })).status).toBe(200)
  const { status, body } = await post('/api/posts', sampleOf('posts', ids, { slug: 'thrown-away' }))
  expect(status).toBe(400)
  expect(body.errors[0].data.errors).toMatchObject([
    {
      path: 'slug',
      message:
        '“thrown-away” belongs to “Thrown away”, which is in the trash. Delete that one for good, restore it, or choose another address.',
    },
  ])
})
