import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ReleaseReport } from 'shared-types'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { report, reportSecrets, sendReport } from '../../test/release-reports'

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

async function category(status: 'draft' | 'published' = 'published'): Promise<Doc> {
  const number = ++count
  const body = { title: `Category ${number}`, slug: `category-${number}`, description: 'd', _status: status }
  const answer = await cms.request('POST', `/api/categories${status === 'draft' ? '?draft=true' : ''}`, {
    as: publisher,
    body,
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.doc
}
const change = async ({ id }: Doc, body: Record<string, unknown>, query = ''): Promise<Doc> =>
  (await cms.request('PATCH', `/api/categories/${id}${query}`, { as: publisher, body })).body.doc
const entry = ({ id, updatedAt }: Doc, action: 'publish' | 'unpublish' = 'publish') => ({
  slug: 'categories',
  id,
  action,
  updatedAt,
})
async function released(data: Partial<ReleaseReport['data']>) {
  const sent = report({ number: ++release, revision: 'of another time', ...data })
  expect((await sendReport(cms, sent)).status).toBe(200)
}
const ask = async (query: string, as: TestUser | undefined = publisher) =>
  cms.request('GET', `/api/release-status?collection=categories&${query}`, { as })
const statusesOf = async (docs: readonly Doc[]) =>
  (await ask(`ids=${docs.map(({ id }) => id).join(',')}`)).body as Record<string, unknown>

test('the rows of a list get the status that each form shows, whatever brought it there', async () => {
  const [early, listed, changed, removed] = [
    await category(),
    await category(),
    await category(),
    await category(),
  ]
  await released({ isFull: true, contentAsOf: early.updatedAt })
  await released({ documents: [listed, changed, removed].map((doc) => entry(doc)) })
  const blocked = await category()
  await change(changed, { title: 'Not yet' }, '?draft=true')
  await change(removed, { _status: 'draft' })
  const trashed = await category('draft')
  await change(trashed, { deletedAt: new Date().toISOString() })
  // More releases than one query reads.
  for (let number = 0; number < 25; number++) await released({ documents: [entry(listed)] })
  await released({
    held: [{ ...entry(blocked), field: 'meta.title', message: 'The link leads nowhere.' }],
  })
  const docs = [early, listed, changed, removed, blocked, trashed, await category(), await category('draft')]
  const statuses = await statusesOf(docs)
  for (const { id } of docs) expect(statuses[id]).toEqual((await ask(`id=${id}`)).body)
  expect(docs.map(({ id }) => (statuses[id] as { state: string }).state)).toEqual([
    'live',
    'live',
    'live',
    'coming-down',
    'blocked',
    'draft',
    'queued',
    'draft',
  ])
  expect(statuses[changed.id]).toMatchObject({ hasNewerDraft: true })
  expect(Object.keys(await statusesOf([early, { id: 'none', updatedAt: '' }]))).toEqual([early.id])
})

test('the next change that is scheduled is part of the status', async () => {
  const [doc, other] = [await category('draft'), await category()]
  const schedule = (query: string, body: unknown) =>
    cms.request('POST', `/api/scheduled-changes?${query}`, { as: publisher, body })
  for (const [{ id }, type, at] of [
    [doc, 'publish', '2099-01-06T15:00:00.000Z'],
    [doc, 'publish', '2099-01-05T15:00:00.000Z'],
    [other, 'unpublish', '2099-02-05T15:00:00.000Z'],
  ] as const) {
    const answer = await schedule(`collection=categories&id=${id}`, { type, at })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  }
  expect(await statusesOf([doc, other])).toMatchObject({
    [doc.id]: { state: 'draft', scheduled: { type: 'publish', at: '2099-01-05T15:00:00.000Z' } },
    [other.id]: { scheduled: { type: 'unpublish', at: '2099-02-05T15:00:00.000Z' } },
  })
})

test('a page of a list takes as many queries as one row', async () => {
  const docs: Doc[] = []
  for (let number = 0; number < 12; number++) docs.push(await category(number % 3 ? 'published' : 'draft'))
  await released({ documents: docs.filter((_, number) => number % 2).map((doc) => entry(doc)) })
  const reads = (['find', 'findOne', 'findVersions', 'findGlobal', 'count'] as const).map((name) =>
    vi.spyOn(cms.payload.db, name),
  )
  const queriesFor = async (some: Doc[]) => {
    for (const read of reads) read.mockClear()
    await statusesOf(some)
    return reads.reduce((sum, read) => sum + read.mock.calls.length, 0)
  }
  const few = await queriesFor(docs.slice(0, 4))
  expect(few).toBeGreaterThan(5)
  expect(await queriesFor(docs)).toBe(few)
  vi.restoreAllMocks()
})

test('visitors get no statuses', async () => {
  const { id } = await category()
  expect((await cms.request('GET', `/api/release-status?collection=categories&ids=${id}`)).status).toBe(403)
})
