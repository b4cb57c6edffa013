import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReleaseReport } from 'shared-types'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { report, reportSecrets, sendReport } from '../../test/release-reports'

let cms: TestCms
let publisher: TestUser

beforeAll(async () => {
  cms = await startCms(reportSecrets())
  publisher = await cms.user('publisher')
})
afterAll(() => cms.stop())

const released = async (data: Partial<ReleaseReport['data']>) =>
  expect((await sendReport(cms, report({ revision: 'of another time', ...data }))).status).toBe(200)

test('a publisher that lost its folder counts from 1 again, and its new releases decide what is live', async () => {
  const body = { title: 'Exams', slug: 'exams', description: 'What it is.', _status: 'published' }
  const created = await cms.request('POST', '/api/categories', { as: publisher, body })
  const { id } = created.body.doc
  const entry = (updatedAt: string) => ({ slug: 'categories', id, action: 'change' as const, updatedAt })
  const status = async () =>
    (await cms.request('GET', `/api/release-status?collection=categories&id=${id}`, { as: publisher })).body
  await released({ number: 1, reason: 'first', isFull: true, contentAsOf: created.body.doc.updatedAt })
  await released({ number: 41, documents: [entry(created.body.doc.updatedAt)] })
  expect(await status()).toMatchObject({ state: 'live', release: 41 })

  await released({ number: 1, reason: 'first', isFull: true, contentAsOf: created.body.doc.updatedAt })
  expect(await status()).toMatchObject({ state: 'live', release: 1 })
  const saved = await cms.request('PATCH', `/api/categories/${id}`, {
    as: publisher,
    body: { title: 'All exams', _status: 'published' },
  })
  expect(await status()).toMatchObject({ state: 'queued' })
  await released({ number: 2, documents: [entry(saved.body.doc.updatedAt)] })
  expect(await status()).toMatchObject({ state: 'live', release: 2 })

  const all = await cms.request('GET', '/api/releases?sort=receivedAt', { as: publisher })
  const numbers = all.body.docs.map(({ number }: { number: number }) => number)
  expect(numbers, 'none is forgotten').toEqual([1, 41, 1, 2])
})
