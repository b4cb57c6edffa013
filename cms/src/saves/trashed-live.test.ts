import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples, sampleOf, type SampleIds } from '../../test/sample-documents'

let cms: TestCms
let as: TestUser
let ids: SampleIds
beforeAll(async () => {
  cms = await startCms()
  ;({ as, ids } = await publishSamples(cms))
})
afterAll(() => cms.stop())

async function send(method: string, path: string, body?: unknown) {
  const answer = await cms.request(method, path, { as, body })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}

let count = 0
async function course(): Promise<string> {
  const body = sampleOf('courses', ids, { slug: `course-${++count}`, title: 'Live' })
  return (await send('POST', '/api/courses', body)).doc.id
}
const draft = (id: string, title: string) => send('PATCH', `/api/courses/${id}?draft=true`, { title })
const unpublish = (id: string) => send('PATCH', `/api/courses/${id}`, { _status: 'draft' })
const bulk = (action: string, id: string, more = {}) =>
  send('POST', '/api/courses/bulk', { action, ids: [id], ...more })
const restored = async (id: string) => {
  const { wereLive } = await send('POST', '/api/courses/selection', {
    ...{ action: 'restore', isTrash: true, where: { id: { equals: id } } },
  })
  await bulk('restore', id, { publish: true })
  const live = await cms.request('GET', `/api/courses/${id}?depth=0`)
  const { title, _status } = await send('GET', `/api/courses/${id}?depth=0&draft=true`)
  return { wereLive, live: live.body.title, newest: [title, _status] }
}

test('what was live when it went to the trash can be put back, with all of its fields', async () => {
  const id = await course()
  const before = (await cms.request('GET', `/api/courses/${id}?depth=0`)).body
  await bulk('trash', id)
  expect(await restored(id)).toEqual({ wereLive: 1, live: 'Live', newest: ['Live', 'published'] })
  const after = (await cms.request('GET', `/api/courses/${id}?depth=0`)).body
  // MongoDB has no `deletedAt` before, and null after.
  expect({ ...after, deletedAt: null, updatedAt: before.updatedAt }).toEqual({ ...before, deletedAt: null })
})

test('a newer draft stays the newest version, and does not go live', async () => {
  const id = await course()
  await draft(id, 'Draft')
  await bulk('trash', id)
  expect(await restored(id)).toEqual({ wereLive: 1, live: 'Live', newest: ['Draft', 'draft'] })
  const { modules } = await send('GET', `/api/courses/${id}?depth=0&draft=true`)
  expect(modules).toHaveLength((sampleOf('courses', ids) as { modules?: unknown[] }).modules!.length)
})

test('what was not live when it went to the trash is not offered, and stays a draft', async () => {
  const id = await course()
  await unpublish(id)
  await bulk('trash', id)
  expect(await restored(id)).toEqual({ wereLive: 0, live: undefined, newest: ['Live', 'draft'] })
})

test('what was restored as a draft and trashed again was not live', async () => {
  const id = await course()
  await bulk('trash', id)
  await bulk('restore', id)
  await bulk('trash', id)
  expect(await restored(id)).toMatchObject({ wereLive: 0, newest: ['Live', 'draft'] })
})

test('a user who may not publish is offered nothing, and can put nothing back', async () => {
  const id = await course()
  await bulk('trash', id)
  const editor = await cms.user('editor')
  const where = { id: { equals: id } }
  const selection = await cms.request('POST', '/api/courses/selection', {
    ...{ as: editor, body: { action: 'restore', isTrash: true, where } },
  })
  expect(selection.body).toMatchObject({ matched: 1 })
  expect(selection.body.wereLive).toBeUndefined()
  const body = { action: 'restore', ids: [id], publish: true }
  const refused = await cms.request('POST', '/api/courses/bulk', { as: editor, body })
  expect(refused.status).toBe(403)
  expect((await cms.request('GET', `/api/courses/${id}`)).status).toBe(404)
})
