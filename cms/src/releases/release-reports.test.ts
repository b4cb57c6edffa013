import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { keptReleases } from './release-record'
import { report, reportSecrets, secretOf, sendReport } from '../../test/release-reports'

let cms: TestCms
let publisher: TestUser
beforeAll(async () => {
  cms = await startCms(reportSecrets())
  publisher = await cms.user('publisher')
})
afterAll(() => cms.stop())
beforeEach(async () => {
  await cms.payload.db.deleteMany({ collection: 'releases', where: {} })
  await cms.payload.db.deleteMany({ collection: 'webhook-deliveries', where: {} })
})

const stored = async (reportId: string) => {
  const { body } = await cms.request('GET', `/api/releases?where[reportId][equals]=${reportId}`, {
    as: publisher,
  })
  return body.docs
}
const countAll = async () => (await cms.payload.count({ collection: 'releases' })).totalDocs
const revision = async () => (await cms.request('GET', '/api/content-revision')).body.revision
const minutes = (count: number) => new Date(Date.now() + count * 60_000)

test('a signed report is recorded; it neither changes the content revision nor sends an event', async () => {
  const before = await revision()
  const sent = report({
    number: 42,
    documents: [{ slug: 'posts', id: 'abc', action: 'publish', updatedAt: '2026-11-24T10:00:00.123Z' }],
    held: [
      { slug: 'home', id: '', updatedAt: '2026-11-24T10:00:00.000Z', field: 'intro', message: 'Too long.' },
    ],
  })
  const answer = await sendReport(cms, sent)
  expect([answer.status, answer.body]).toEqual([200, { message: 'Recorded.' }])
  expect(await stored(sent.data.id)).toEqual([
    expect.objectContaining({
      title: 'Release 42',
      state: 'live',
      documents: [expect.objectContaining({ key: 'posts/abc', updatedAt: '2026-11-24T10:00:00.123Z' })],
      held: [expect.objectContaining({ slug: 'home', field: 'intro', message: 'Too long.' })],
      pages: sent.data.pages,
      timings: sent.data.timings,
    }),
  ])
  expect(await revision()).toBe(before)
  expect((await cms.payload.count({ collection: 'webhook-deliveries' })).totalDocs).toBe(0)
})

test("the previous secret is still accepted, and GitHub's reports have their own secret", async () => {
  const previous = await sendReport(cms, report(), { secret: secretOf('publisher before') })
  expect(previous.status).toBe(200)
  const github = report({ target: 'github', number: 7 })
  expect((await sendReport(cms, github, { secret: secretOf('github') })).status).toBe(200)
  expect((await stored(github.data.id))[0].title).toBe('Release 7 (github)')
})

test.each([
  ['a forged one', { secret: secretOf('somebody else') }, 401, /No secret fits/],
  [
    'one for a target whose secret does not fit',
    { secret: secretOf('github') },
    401,
    /speaks for “publisher”/,
  ],
  ['one from ten minutes ago', { at: minutes(-10) }, 401, /five minutes/],
  ['one from ten minutes ahead', { at: minutes(10) }, 401, /five minutes/],
  ['a truncated one', { send: (body: string) => body.slice(0, -20) }, 401, /No secret fits/],
  ['one that was changed on its way', { send: (b: string) => b.replace('live', 'failed') }, 401, /No secret/],
  ['one that is too large', { send: (body: string) => body + ' '.repeat(2 * 1024 * 1024) }, 413, /2048 kB/],
])('%s is refused, with what to do, and nothing is stored', async (_what, signing, status, message) => {
  const before = await countAll()
  const answer = await sendReport(cms, report(), signing)
  expect(answer.status).toBe(status)
  expect(answer.body.errors[0].message).toMatch(message)
  expect(await countAll()).toBe(before)
})

test('a signed message that is no report is refused, with the field at fault', async () => {
  const { data } = report()
  const wrong = await sendReport(cms, { type: 'release.report', data: { ...data, state: 'lively' } })
  expect([wrong.status, wrong.body.errors[0].message]).toEqual([400, expect.stringContaining('data.state')])
  const command = await sendReport(cms, { type: 'release.resume', data: { by: 'Me' } })
  expect(command.status).toBe(400)
  const noJson = await sendReport(cms, '{ "type": ')
  expect([noJson.status, noJson.body.errors[0].message]).toEqual([400, expect.stringContaining('no JSON')])
})

test('a release that failed before its content was known is recorded too', async () => {
  const failed = report({ state: 'failed', revision: '', bundle: '', message: 'The bundle is broken.' })
  expect((await sendReport(cms, failed)).status).toBe(200)
  expect((await stored(failed.data.id))[0]).toMatchObject({
    title: 'Failed release',
    revision: '',
    summary: 'Nothing went live',
  })
})

test('one right signature is enough beside wrong ones and those of other versions', async () => {
  const wrong = `v1,${'A'.repeat(43)}= `
  const statusWith = async (signatures: (right: string) => string) =>
    (await sendReport(cms, report(), { signatures })).status
  expect(await statusWith((right) => `v2,other ${wrong.repeat(5)}${right}`)).toBe(200)
  expect(await statusWith((right) => `v2,other ${wrong.repeat(5)}${right.replace('v1,', 'v3,')}`)).toBe(401)
  expect(await statusWith((right) => `${wrong.repeat(100)}${right}`)).toBe(401)
})

test('a report without a signature is refused, even from an admin', async () => {
  const answer = await cms.request('POST', '/api/release-reports', {
    as: await cms.user('admin'),
    body: report(),
  })
  expect(answer.status).toBe(401)
})

test('the signature gives access to no other endpoint', async () => {
  const before = await countAll()
  for (const [method, path] of [
    ['POST', '/api/releases'],
    ['GET', '/api/releases'],
    ['GET', '/api/publishing'],
    ['POST', '/api/publisher-commands'],
  ] as const) {
    const answer = await cms.request(method, path, {
      ...(method === 'POST' ? { body: report() } : {}),
      headers: { 'webhook-id': randomUUID(), 'webhook-signature': 'v1,abc', 'webhook-timestamp': '1' },
    })
    expect([path, answer.status]).toEqual([path, 403])
  }
  expect(await countAll()).toBe(before)
})

test('a later report with the same id replaces the earlier one, and a replay changes nothing', async () => {
  const id = randomUUID()
  const building = report({ id, number: 50, state: 'building', finishedAt: undefined })
  await sendReport(cms, building, { at: minutes(-2) })
  await sendReport(cms, report({ id, number: 50, state: 'live' }), { at: minutes(-1) })
  const [live] = await stored(id)
  expect(live).toMatchObject({ state: 'live', number: 50 })

  expect((await sendReport(cms, report({ id, number: 50, state: 'live' }))).status).toBe(200)
  const again = await stored(id)
  expect(again).toHaveLength(1)
  expect(again[0].receivedAt).toBe(live.receivedAt)
})

test('a report that arrives late never overwrites an outcome', async () => {
  const id = randomUUID()
  await sendReport(cms, report({ id, state: 'refused', message: 'Twelve pages would vanish.' }))
  const late = await sendReport(cms, report({ id, state: 'building' }))
  expect(late.status).toBe(200)
  await sendReport(cms, report({ id, state: 'live' }), { at: minutes(-3) })
  expect((await stored(id))[0]).toMatchObject({ state: 'refused', message: 'Twelve pages would vanish.' })
})

test('the same report ten times at once is one release', async () => {
  const sent = report()
  const answers = await Promise.all(Array.from({ length: 10 }, () => sendReport(cms, sent)))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(await stored(sent.data.id)).toHaveLength(1)
})

test('a release of 2,000 documents, and as many that wait, is stored completely', async () => {
  const documents = Array.from({ length: 2000 }, (_, index) => ({
    slug: 'posts',
    id: randomUUID(),
    action: 'publish' as const,
    updatedAt: new Date(index).toISOString(),
  }))
  const title = 'A post with a title as long as titles are '.repeat(2)
  const waiting = [
    {
      ...{ unit: 'documents' as const, kind: 'posts', vanishing: 2000, live: 10_000 },
      documents: documents.map(({ slug, id, updatedAt }) => ({ slug, id, updatedAt, title })),
    },
  ]
  const sent = report({ documents, waiting })
  expect((await sendReport(cms, sent)).status).toBe(200)
  const [row] = await stored(sent.data.id)
  expect(row.documents).toHaveLength(2000)
  expect(row.waiting).toEqual(waiting)
})

test('a release lists who made its changes, and the titles of its documents', async () => {
  const other = await cms.user('publisher')
  await cms.payload.update({ collection: 'users', id: other.id, data: { name: 'Ben Ito' } })
  await cms.payload.update({ collection: 'users', id: publisher.id, data: { name: 'Ana Ruiz' } })
  const publish = async (as: TestUser, title: string) => {
    const body = { title, slug: title.toLowerCase(), description: 'What it is.', _status: 'published' }
    return (await cms.request('POST', '/api/categories', { as, body })).body.doc
  }
  const docs = [await publish(publisher, 'Veins'), await publish(other, 'Tubes')]
  const documents = docs.map(({ id, updatedAt }) => ({
    slug: 'categories',
    id: String(id),
    action: 'publish' as const,
    updatedAt,
  }))
  const sent = report({ number: 60, documents, contentAsOf: documents[1]?.updatedAt })
  await sendReport(cms, sent)
  expect((await stored(sent.data.id))[0]).toMatchObject({
    who: 'Ana Ruiz, Ben Ito',
    summary: '“Veins” and “Tubes”',
  })

  await cms.request('PATCH', `/api/categories/${docs[0].id}`, { as: other, body: { title: 'Arteries' } })
  const alone = report({
    number: 61,
    documents: documents.slice(0, 1).map((d) => ({ ...d, action: 'change' })),
  })
  await sendReport(cms, alone)
  expect((await stored(alone.data.id))[0]).toMatchObject({ who: 'Ben Ito', summary: '“Arteries” changed' })
})

test('staff can read releases; no role can write them over HTTP', async () => {
  const sent = report()
  await sendReport(cms, sent)
  const [{ id }] = await stored(sent.data.id)
  for (const role of ['author', 'editor', 'publisher', 'admin']) {
    const as = await cms.user(role)
    expect((await cms.request('GET', `/api/releases/${id}`, { as })).status).toBe(200)
    for (const [method, path] of [
      ['POST', '/api/releases'],
      ['PATCH', `/api/releases/${id}`],
      ['DELETE', `/api/releases/${id}`],
    ] as const) {
      expect((await cms.request(method, path, { as, body: { title: 'Mine' } })).status).toBe(403)
    }
  }
  expect((await cms.request('GET', `/api/releases/${id}`)).status).toBe(403)
})

test('old releases are pruned, but not the live one nor the newest full one', async () => {
  await sendReport(cms, report({ target: 'github' }), { secret: secretOf('github') })
  const full = report({ number: 1, isFull: true })
  const live = report({ number: 2 })
  const old = report({ number: 3, state: 'failed' })
  for (const sent of [full, live, old]) await sendReport(cms, sent)
  // Written directly, because hundreds of reports would take minutes.
  const [{ id: _id, ...row }] = await stored(old.data.id)
  for (let number = 4; number < keptReleases + 10; number++) {
    await cms.payload.db.create({ collection: 'releases', data: { ...row, reportId: randomUUID(), number } })
  }
  const newest = report({ number: keptReleases + 10, state: 'failed' })
  await sendReport(cms, newest)
  expect(
    (await cms.payload.count({ collection: 'releases', where: { target: { equals: 'publisher' } } }))
      .totalDocs,
  ).toBe(keptReleases)
  const kept = await Promise.all(
    [full, live, newest, old].map(async ({ data }) => (await stored(data.id)).length),
  )
  expect(kept).toEqual([1, 1, 1, 0])
  const github = { target: { equals: 'github' } }
  expect((await cms.payload.count({ collection: 'releases', where: github })).totalDocs).toBe(1)
})
