import mongoose from 'mongoose'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

let cms: TestCms
let as: TestUser
beforeAll(async () => {
  cms = await startCms({ PUBLISHER_URL: 'http://127.0.0.1:9' })
  as = await cms.user('publisher')
}, 60_000)
afterEach(() => vi.restoreAllMocks())
afterAll(() => cms.stop())

const { MongoNetworkError, MongoServerSelectionError } = mongoose.mongo
const category = () => ({ title: 'A category', slug: crypto.randomUUID(), description: 'What it is about.' })

test('a request is a 503 while the server of the database is not found', async () => {
  const error = new MongoServerSelectionError('Server selection timed out', {} as never)
  vi.spyOn(cms.payload.db, 'find').mockRejectedValue(error)
  const answer = await cms.request('GET', '/api/posts')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(answer.body.errors[0].message).toContain('the CMS cannot reach its database')
})

test('a save whose connections are lost again and again is a 503, which stores nothing', async () => {
  const { createVersion } = cms.payload.db
  let lost = 0
  vi.spyOn(cms.payload.db, 'createVersion').mockImplementation(async (...args) => {
    await createVersion.apply(cms.payload.db, args)
    lost++
    const error = new MongoNetworkError('connection 7 closed')
    error.addErrorLabel('TransientTransactionError')
    throw error
  })
  const body = category()
  const answer = await cms.request('POST', '/api/categories', { as, body })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(lost).toBeGreaterThan(1)
  const where = { slug: { equals: body.slug } }
  expect((await cms.payload.count({ collection: 'categories', where })).totalDocs).toBe(0)
}, 30_000)
