import type { Where } from 'payload'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

let cms: TestCms
let as: TestUser
beforeAll(async () => {
  cms = await startCms()
  as = await cms.user('admin')
})
afterAll(() => cms.stop())

async function send(method: string, path: string, body?: unknown) {
  const answer = await cms.request(method, path, { as, body })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}

async function saveManyDrafts(method: string, path: string, field: string) {
  for (let save = 1; save <= 60; save++)
    await send(method, `${path}?draft=true`, { [field]: `Draft ${save}` })
}

test('many drafts delete neither the live version of a document nor the one that was live before it', async () => {
  const data = { slug: 'kept', description: 'Words.', _status: 'published' }
  const { doc } = await send('POST', '/api/categories', { ...data, title: 'First' })
  const path = `/api/categories/${doc.id}`
  for (const title of ['Second', 'Third']) await send('PATCH', path, { title, _status: 'published' })
  await saveManyDrafts('PATCH', path, 'title')
  const { docs } = await send(
    'GET',
    `/api/categories/versions?where[parent][equals]=${doc.id}&limit=0&sort=-updatedAt`,
  )
  const titles = docs.map(({ version }: { version: { title: string } }) => version.title)
  expect(titles).toEqual([
    ...Array.from({ length: 50 }, (_, index) => `Draft ${60 - index}`),
    'Third',
    'Second',
  ])
  const { edits } = await send('GET', `${path}/save-state`)
  expect(edits, 'of what is not live, all').toHaveLength(60)
})

test('the same holds for a global', async () => {
  const path = '/api/globals/announcement'
  for (const message of ['First', 'Second', 'Third'])
    await send('POST', path, { message, _status: 'published' })
  await saveManyDrafts('POST', path, 'message')
  const { docs } = await send('GET', `${path}/versions?limit=0&sort=-updatedAt`)
  expect(docs).toHaveLength(52)
  expect(docs.slice(-2)).toMatchObject([
    { version: { message: 'Third' } },
    { version: { message: 'Second' } },
  ])
})

test('the edits of deleted versions go with them once the document is live again', async () => {
  const data = { slug: 'again', description: 'Words.', _status: 'published', title: 'First' }
  const { doc } = await send('POST', '/api/categories', data)
  const path = `/api/categories/${doc.id}`
  await saveManyDrafts('PATCH', path, 'title')
  await send('PATCH', path, { title: 'Live again', _status: 'published' })
  await send('PATCH', `${path}?draft=true`, { title: 'Next' })
  const where: Where = { and: [{ slug: { equals: 'categories' } }, { document: { equals: doc.id } }] }
  const { totalDocs } = await cms.payload.db.find({ collection: 'edits', where, limit: 100 })
  expect(totalDocs, 'of 51 versions and of the one deleted last').toBe(52)
})
