import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { report, reportSecrets, sendReport } from '../../test/release-reports'

let cms: TestCms
let publisher: TestUser
let docs: { id: string; updatedAt: string }[]
beforeAll(async () => {
  cms = await startCms({ ...reportSecrets(), PUBLISHER_URL: 'http://127.0.0.1:9' })
  publisher = await cms.user('publisher')
  docs = []
  for (let n = 1; n <= 20; n++) {
    const body = {
      ...{ title: `Category ${n}`, slug: `category-${n}`, description: 'What it is.' },
      _status: n <= 12 ? 'published' : 'draft',
    }
    const query = n <= 12 ? '' : '?draft=true'
    const { status, body: answer } = await cms.request('POST', `/api/categories${query}`, {
      as: publisher,
      body,
    })
    expect(status, JSON.stringify(answer)).toBe(201)
    docs.push(answer.doc)
  }
})
afterAll(() => cms.stop())

const idsOf = (from: number, to: number) => docs.slice(from - 1, to).map(({ id }) => String(id))
const effectOf = (ids: unknown, as: TestUser | undefined = publisher, collection: unknown = 'categories') =>
  cms.request('POST', '/api/removal-effect', { as, body: { collection, ids } })

test('a removal of more than five and ten percent would wait; drafts do not count', async () => {
  const few = (await effectOf(idsOf(8, 20))).body
  expect(few).toMatchObject({ what: '5 of 12 categories would vanish', waits: false })
  const { body, headers } = await effectOf(idsOf(7, 20))
  expect(headers.get('cache-control')).toBe('no-store')
  expect(body).toMatchObject({ what: '6 of 12 categories would vanish', waits: true, mayAllow: true })
  expect(body.documents.map(({ id }: { id: string }) => id).sort()).toEqual(idsOf(7, 12).sort())
  expect(body.documents).toContainEqual({
    slug: 'categories',
    id: idsOf(7, 7)[0],
    updatedAt: docs[6]?.updatedAt,
  })
  expect((await effectOf(idsOf(13, 20))).body).toMatchObject({
    ...{ what: '0 of 12 categories would vanish', waits: false, documents: [] },
  })
})

test('what waits already counts with it', async () => {
  const group = { unit: 'documents' as const, kind: 'categories', vanishing: 4, live: 16, documents: [] }
  await sendReport(cms, report({ waiting: [group] }))
  expect((await effectOf(idsOf(1, 2))).body).toMatchObject({
    ...{ what: '6 of 16 categories would vanish', waits: true },
  })
  await sendReport(cms, report({ number: 2 }))
  expect((await effectOf(idsOf(1, 2))).body).toMatchObject({ waits: false })
})

test('the staff may look, only publishers may allow it, and visitors may do neither', async () => {
  expect((await effectOf(idsOf(1, 6), await cms.user('editor'))).body).toMatchObject({
    waits: true,
    mayAllow: false,
  })
  const visitor = await cms.request('POST', '/api/removal-effect', {
    body: { collection: 'categories', ids: [] },
  })
  expect(visitor.status).toBe(403)
})

test.each([
  ['no ids', undefined, 'categories'],
  ['an id that is no text', [{ like: '%' }], 'categories'],
  ['a collection that the site does not show', ['1'], 'users'],
  ['a name of no collection', ['1'], 'constructor'],
])('%s are refused in words', async (_, ids, collection) => {
  const { status, body } = await effectOf(ids, publisher, collection)
  expect([status, body.errors[0].message]).toEqual([400, expect.stringContaining('Name a collection')])
})
