import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples, type SampleIds, sampleOf } from '../../test/sample-documents'

let cms: TestCms
let as: TestUser
let ids: SampleIds
beforeAll(async () => {
  cms = await startCms()
  ;({ as, ids } = await publishSamples(cms))
})
afterAll(() => cms.stop())

async function classWith(code: string): Promise<string> {
  const answer = await cms.request('POST', '/api/cohorts', { as, body: sampleOf('cohorts', ids, { code }) })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.doc.id
}

/** The document that a duplicate makes, as the admin's “Duplicate” does. */
async function copyOf(id: string): Promise<{ id: string; code: string }> {
  const answer = await cms.request('POST', `/api/cohorts/${id}/duplicate`, { as })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body.doc
}

test('each copy of a class gets a code of its own, also a copy of a copy and beside one in the trash', async () => {
  const id = await classWith('PHL-27B')
  const first = await copyOf(id)
  expect(first.code).toBe('PHL-27B-COPY')
  expect((await copyOf(id)).code).toBe('PHL-27B-COPY-2')
  expect((await copyOf(first.id)).code).toBe('PHL-27B-COPY-3')
  const body = { deletedAt: new Date().toISOString() }
  expect((await cms.request('PATCH', `/api/cohorts/${first.id}`, { as, body })).status).toBe(200)
  expect((await copyOf(id)).code).toBe('PHL-27B-COPY-4')
})

test('the code of a copy keeps its limit of 30 characters', async () => {
  const id = await classWith('ABCDEFGHIJ-ABCDEFGHIJ-2027-EVE')
  expect((await copyOf(id)).code).toBe('ABCDEFGHIJ-ABCDEFGHIJ-202-COPY')
  expect((await copyOf(id)).code).toBe('ABCDEFGHIJ-ABCDEFGHIJ-2-COPY-2')
})
