import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { docOf, scheduling, soon } from '../../test/schedule'

let cms: TestCms
let publisher: TestUser
const { asServerFunction, category, changesOf, isLive, schedule, send, update } = scheduling(() => ({
  cms,
  publisher,
}))
beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
}, 60_000)
afterAll(() => cms.stop())

test('a schedule publishes unless it says otherwise', async () => {
  const id = await category()
  const answer = await send(publisher, id, { at: soon().toISOString() })
  expect(answer.status).toBe(201)
  expect(answer.body).toMatchObject({ type: 'publish', state: 'pending' })
  expect((await asServerFunction(publisher, { ...docOf(id), date: soon() })).error).toBeUndefined()
  expect((await changesOf(id)).body).toMatchObject([{ type: 'publish' }, { type: 'publish' }])
})

test('a time that is past, missing or without a zone is refused in words', async () => {
  const id = await category()
  // MongoDB updates only what is there.
  await cms.payload.db.createGlobal({ slug: 'site-settings', data: { timeZone: 'America/New_York' } })
  const at = '2026-01-05T15:00:00Z'
  const words =
    'Nothing was scheduled: Mon, Jan 5, 2026, 10:00 AM EST is in the past. Choose a later time, or publish it now.'
  for (const type of ['publish', undefined]) {
    const answer = await send(publisher, id, { type, at })
    expect([answer.status, answer.body.errors[0].message]).toEqual([400, words])
  }
  expect((await asServerFunction(publisher, { ...docOf(id), date: new Date(at) })).error).toBe(words)
  const wrong = [
    {},
    { at: 'tomorrow' },
    { at: '2099-01-05T15:00' },
    { at: null },
    { type: 'delete', at: '2099-01-05T15:00:00Z' },
  ]
  for (const body of wrong) {
    const answer = await send(publisher, id, body)
    expect(answer.status).toBe(400)
    expect(answer.body.errors[0].message).toMatch(
      /^Nothing was scheduled: “(at|type)” of the request is wrong/,
    )
  }
  expect((await asServerFunction(publisher, docOf(id))).error).toMatch(/“at” of the request is wrong/)
  expect((await asServerFunction(publisher, { ...docOf(id), date: new Date('x') })).error).toMatch(/“at”/)
  expect((await changesOf(id)).body).toEqual([])
})

test('what cannot be published is not scheduled, with the fields at fault, and nothing is stored', async () => {
  const id = await category({ title: '', description: '' })
  const stored = async () => {
    const count = (collection: string) => cms.payload.db.count({ collection, where: {} })
    const counts = await Promise.all(
      ['payload-jobs', 'edits', 'webhook-deliveries', 'document-tokens', 'categories'].map(count),
    )
    const { docs } = await cms.payload.db.findVersions({
      collection: 'categories',
      where: { parent: { equals: id } },
    })
    const row = await cms.payload.db.findOne({ collection: 'categories', where: { id: { equals: id } } })
    const { docs: tokens } = await cms.payload.db.find({ collection: 'document-tokens', limit: 0 })
    return { counts, docs, row, tokens }
  }
  const before = await stored()
  const answer = await send(publisher, id, { at: soon().toISOString() })
  expect(answer.status).toBe(400)
  const [error] = answer.body.errors
  expect(error.message).toMatch(
    /^Nothing was scheduled: this category cannot be published as it is\. .*Title/,
  )
  const published = await update(id, { _status: 'published' }, '')
  expect(published.status).toBe(400)
  const pathsOf = (errors: { path: string }[]) => errors.map(({ path }) => path)
  expect(pathsOf(error.data.errors)).toEqual(pathsOf(published.body.errors[0].data.errors))
  expect(pathsOf(error.data.errors)).toContain('title')
  const answered = await asServerFunction(publisher, { ...docOf(id), date: soon() })
  expect(answered.error).toBe(error.message)
  expect(pathsOf(answered.errors!)).toEqual(pathsOf(error.data.errors))
  expect(await stored()).toEqual(before)

  const valid = await category()
  const draft = await cms.request('GET', `/api/categories/${valid}?draft=true`, { as: publisher })
  await schedule(publisher, valid)
  const after = await cms.request('GET', `/api/categories/${valid}?draft=true`, { as: publisher })
  expect([after.body, after.headers.get('etag')]).toEqual([draft.body, draft.headers.get('etag')])
  expect(await isLive(valid)).toBe(false)
})

test('what is not there, or has no schedule, is not scheduled', async () => {
  const at = soon().toISOString()
  const id = await category()
  await update(id, { deletedAt: new Date().toISOString() }, '')
  for (const gone of [id, 'nothing']) {
    const answer = await send(publisher, gone, { at })
    expect([answer.status, answer.body.errors[0].message]).toEqual([
      404,
      'Nothing was scheduled: this category is in the trash or deleted.',
    ])
  }
  for (const query of [
    'collection=redirects&id=1',
    'collection=users&id=1',
    'collection=nonsense&id=1',
    'global=x',
    '',
  ]) {
    const answer = await cms.request('POST', `/api/scheduled-changes?${query}`, {
      as: publisher,
      body: { at },
    })
    expect(answer.status, query).toBe(400)
  }
  const bare = await cms.request('POST', `/api/scheduled-changes?collection=categories&id=${id}`, {
    as: publisher,
  })
  expect([bare.status, bare.body.errors[0].message]).toEqual([
    400,
    expect.stringContaining('Nothing was scheduled: the body of the request is wrong'),
  ])
  const cancelled = await cms.request('DELETE', '/api/scheduled-changes/nonsense', { as: publisher })
  expect(cancelled.status).toBe(404)
})

test('a schedule of what a colleague has changed meanwhile is refused, and says who changed what', async () => {
  const id = await category()
  const { headers } = await cms.request('GET', `/api/categories/${id}?draft=true`, { as: publisher })
  const token = Number(headers.get('etag')?.slice(1, -1))
  const as = await cms.user('admin')
  await cms.request('PATCH', `/api/categories/${id}?draft=true`, { as, body: { description: 'Of another.' } })
  const answer = await send(publisher, id, { at: soon().toISOString(), token })
  expect(answer.status).toBe(409)
  const [{ message, data }] = answer.body.errors
  expect(message).toContain(
    'was not scheduled, because it has changed since you read it: A admin changed “Description”',
  )
  expect(data).toMatchObject({
    reason: 'changed-since',
    token: token + 1,
    edits: [{ fields: ['Description'] }],
  })
  expect((await send(publisher, id, { at: soon().toISOString(), token: data.token })).status).toBe(201)
})

test('only what is published by then can be unpublished by a schedule', async () => {
  const id = await category()
  const later = (ms: number) => new Date(Date.now() + ms)
  const refused = await send(publisher, id, { type: 'unpublish', at: later(60_000).toISOString() })
  expect([refused.status, refused.body.errors[0].message]).toEqual([
    400,
    'Nothing was scheduled: visitors see nothing of this category, so it cannot be unpublished. Publish it first.',
  ])
  await schedule(publisher, id, 'publish', later(120_000))
  expect((await send(publisher, id, { type: 'unpublish', at: later(60_000).toISOString() })).status).toBe(400)
  await schedule(publisher, id, 'unpublish', later(180_000))
  expect((await changesOf(id)).body).toMatchObject([{ type: 'publish' }, { type: 'unpublish' }])
})
