import type { ServerFunction } from 'payload'
import { createLocalReq } from 'payload'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { schedulePublish } from './schedule-access'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { releaseStaleJobs } from './publish-jobs'

let cms: TestCms
let publisher: TestUser
let count = 0

beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
}, 60_000)
afterAll(() => cms.stop())

async function category(data: Record<string, unknown> = {}, status: 'draft' | 'published' = 'draft') {
  const body = {
    title: `Category ${++count}`,
    slug: `category-${count}`,
    description: 'What it is about.',
    ...data,
    _status: status,
  }
  const address = status === 'draft' ? '/api/categories?draft=true' : '/api/categories'
  const answer = await cms.request('POST', address, { as: publisher, body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.doc.id as string
}

/** As the admin's schedule drawer does it. */
async function schedule(
  as: TestUser,
  of: string | { global: string },
  type?: 'publish' | 'unpublish',
  date?: Date,
  deleteID?: string,
) {
  const user = {
    ...(await cms.payload.findByID({ collection: 'users', id: as.id })),
    collection: 'users' as const,
  }
  const req = await createLocalReq({ user }, cms.payload)
  const target = typeof of === 'string' ? { doc: { relationTo: 'categories', value: of } } : of
  const args = deleteID ? { req, deleteID } : { req, type, date, ...target }
  return schedulePublish(args as unknown as Parameters<ServerFunction>[0]) as Promise<{
    error?: string
    message?: string
  }>
}

const soon = () => new Date(Date.now() + 60_000)
const past = () => new Date(Date.now() - 60_000)
const changesOf = async (id: string, as: TestUser | undefined = publisher) =>
  cms.request('GET', `/api/scheduled-changes?collection=categories&id=${id}`, { as })
const isLive = async (id: string) => (await cms.request('GET', `/api/categories/${id}`)).status === 200
const run = () => cms.payload.jobs.run({ silent: true })
const makeDue = () =>
  cms.payload.db.updateJobs({
    data: { waitUntil: past().toISOString() },
    where: { taskSlug: { equals: 'schedulePublish' } },
    returning: false,
  })

test('a scheduled change is shown, runs when it is due and not before, and then disappears', async () => {
  const id = await category()
  expect((await schedule(publisher, id, 'publish', soon())).error).toBeUndefined()
  await run()
  expect(await isLive(id)).toBe(false)
  const { body } = await changesOf(id)
  expect(body).toEqual([expect.objectContaining({ type: 'publish', state: 'pending' })])
  expect(new Date(body[0].at).getTime()).toBeGreaterThan(Date.now())

  await makeDue()
  await run()
  expect(await isLive(id)).toBe(true)
  expect((await changesOf(id)).body).toEqual([])

  await schedule(publisher, id, 'unpublish', past())
  await run()
  expect(await isLive(id)).toBe(false)
})

test('taking something off the site is not blocked by an unfinished draft, by hand or by schedule', async () => {
  for (const how of ['by hand', 'by schedule']) {
    const id = await category({}, 'published')
    const address = `/api/categories/${id}`
    await cms.request('PATCH', `${address}?draft=true`, { as: publisher, body: { title: '' } })
    expect(await isLive(id), how).toBe(true)
    if (how === 'by hand') {
      const answer = await cms.request('PATCH', address, { as: publisher, body: { _status: 'draft' } })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    } else {
      await schedule(publisher, id, 'unpublish', past())
      await run()
    }
    expect(await isLive(id), how).toBe(false)
    const publishing = await cms.request('PATCH', address, { as: publisher, body: { _status: 'published' } })
    expect(publishing.status, 'publishing checks everything').toBe(400)
  }
})

test('an editor cannot unpublish', async () => {
  const id = await category({}, 'published')
  const as = await cms.user('editor')
  const answer = await cms.request('PATCH', `/api/categories/${id}`, { as, body: { _status: 'draft' } })
  expect(answer.status).toBe(403)
  expect(await isLive(id)).toBe(true)
})

test('a schedule is shown on its own document only, and to staff only', async () => {
  const [one, other] = [await category(), await category()]
  await schedule(publisher, one, 'publish', soon())
  expect((await changesOf(one)).body).toHaveLength(1)
  expect((await changesOf(other)).body).toEqual([])
  const visitor = await cms.request('GET', `/api/scheduled-changes?collection=categories&id=${one}`)
  expect(visitor.status).toBe(403)
  expect(
    (await cms.request('GET', '/api/scheduled-changes?collection=nonsense&id=1', { as: publisher })).status,
  ).toBe(400)
  expect((await cms.request('GET', '/api/scheduled-changes?global=home', { as: publisher })).body).toEqual([])
})

test('an editor cannot schedule', async () => {
  const editor = await cms.user('editor')
  const id = await category()
  expect((await schedule(editor, id, 'publish', past())).error).toMatch(/only publishers decide/)
  await run()
  expect(await isLive(id)).toBe(false)
})

test('a failed change says why, is retried three times after growing pauses, and then stays failed', async () => {
  const id = await category({ title: '' })
  await schedule(publisher, id, 'publish', past())
  const waits: number[] = []
  for (let attempt = 1; attempt <= 3; attempt++) {
    const started = Date.now()
    await run()
    const [change] = (await changesOf(id)).body
    expect(change).toMatchObject({ state: 'retrying', type: 'publish' })
    expect(change.reason).toMatch(/required|title/i)
    waits.push(Math.round((new Date(change.at).getTime() - started) / 60_000))
    await makeDue()
  }
  expect(waits).toEqual([1, 2, 4])
  await run()
  expect((await changesOf(id)).body).toEqual([expect.objectContaining({ state: 'failed' })])
  await makeDue()
  await run()
  expect(await isLive(id)).toBe(false)

  const published = await cms.request('PATCH', `/api/categories/${id}`, {
    as: publisher,
    body: { title: 'Now it has a title', _status: 'published' },
  })
  expect(published.status, JSON.stringify(published.body)).toBe(200)
  expect((await changesOf(id)).body, 'done by hand, so no longer a failure').toEqual([])
})

test('a failed change succeeds at the next attempt when its cause is gone', async () => {
  const former = await cms.user('publisher')
  const setRoles = (roles: 'editor'[] | 'publisher'[]) =>
    cms.payload.update({ collection: 'users', id: former.id, data: { roles } })
  const id = await category()
  await schedule(former, id, 'publish', past())
  await setRoles(['editor'])
  await run()
  expect((await changesOf(id)).body[0].state).toBe('retrying')
  await setRoles(['publisher'])
  await makeDue()
  await run()
  expect(await isLive(id)).toBe(true)
})

test('a draft that was changed after it was scheduled does not go live, and the schedule says who changed it', async () => {
  const id = await category()
  const other = await cms.user('admin')
  await schedule(publisher, id, 'publish', soon())
  const change = (body: object) =>
    cms.request('PATCH', `/api/categories/${id}?draft=true`, { as: other, body })
  expect((await change({ description: 'Half a sen' })).status).toBe(200)
  expect((await changesOf(id)).body).toMatchObject([
    {
      state: 'changed',
      reason:
        'The draft has changed since it was scheduled (A admin changed “Description”), so it is not published.',
    },
  ])
  await makeDue()
  await run()
  expect(await isLive(id)).toBe(false)
  expect((await changesOf(id)).body).toMatchObject([
    { state: 'failed', reason: expect.stringContaining('A admin changed “Description”') },
  ])
  await makeDue()
  await run()
  expect(await isLive(id), 'it is not tried again').toBe(false)

  await schedule(publisher, id, 'publish', past())
  await run()
  expect(await isLive(id)).toBe(true)
})

test('a schedule outlives writes that change no words, and unpublishes whatever was edited', async () => {
  const id = await category({}, 'published')
  await schedule(publisher, id, 'publish', soon())
  await cms.request('PATCH', `/api/categories/${id}`, { as: publisher, body: { _status: 'draft' } })
  expect((await changesOf(id)).body).toMatchObject([{ state: 'pending' }])
  await makeDue()
  await run()
  expect(await isLive(id)).toBe(true)

  await schedule(publisher, id, 'unpublish', past())
  await cms.request('PATCH', `/api/categories/${id}?draft=true`, { as: publisher, body: { title: 'Next' } })
  await run()
  expect(await isLive(id)).toBe(false)
})

test('a scheduled change that is deleted does not run', async () => {
  const id = await category()
  await schedule(publisher, id, 'publish', soon())
  const [{ id: deleteID }] = (await changesOf(id)).body
  const jobs = async () => (await cms.payload.db.find({ collection: 'payload-jobs', limit: 0 })).docs.length
  const before = await jobs()
  await schedule(publisher, id, undefined, undefined, deleteID)
  expect((await changesOf(id)).body).toEqual([])
  expect(await jobs()).toBe(before - 1)
})

test('a global that was changed after it was scheduled does not go live', async () => {
  const admin = await cms.user('admin')
  const send = (query: string, body: object) =>
    cms.request('POST', `/api/globals/announcement${query}`, { as: admin, body })
  const message = async () => (await cms.request('GET', '/api/globals/announcement')).body.message as string
  expect((await send('', { message: 'Live', _status: 'published' })).status).toBe(200)
  await send('?draft=true', { message: 'Scheduled' })
  await schedule(admin, { global: 'announcement' }, 'publish', past())
  await send('?draft=true', { message: 'Typed later' })
  await run()
  expect(await message()).toBe('Live')

  await schedule(admin, { global: 'announcement' }, 'publish', past())
  await run()
  expect(await message()).toBe('Typed later')
})

test('a user who lost the right to publish does not publish by an old schedule', async () => {
  const former = await cms.user('publisher')
  const id = await category()
  await schedule(former, id, 'publish', past())
  await cms.payload.update({ collection: 'users', id: former.id, data: { roles: ['editor'] } })
  await run()
  expect(await isLive(id)).toBe(false)
  expect((await changesOf(id)).body[0].reason).toMatch(/publish/i)
})

test('a document in the trash is not published', async () => {
  const id = await category()
  await schedule(publisher, id, 'publish', past())
  await cms.request('PATCH', `/api/categories/${id}`, {
    as: publisher,
    body: { deletedAt: new Date().toISOString() },
  })
  await run()
  expect(await isLive(id)).toBe(false)
  expect((await changesOf(id)).body[0].reason).toMatch(/in the trash or deleted/)
})

test('a change that fell due while the server was down runs at its start, even when a killed server had begun it', async () => {
  const [due, begun] = [await category(), await category()]
  await schedule(publisher, due, 'publish', past())
  await schedule(publisher, begun, 'publish', past())
  await cms.payload.db.updateJobs({
    data: { processing: true },
    where: { 'input.doc.value': { equals: begun } },
    returning: false,
  })
  await run()
  expect([await isLive(due), await isLive(begun)]).toEqual([true, false])

  const { config } = cms.payload
  config.jobs.autoRun = [{ cron: '* * * * * *', queue: 'default', silent: true }]
  await releaseStaleJobs(cms.payload)
  await cms.payload._initializeCrons()
  try {
    await expect.poll(() => isLive(begun), { timeout: 10_000, interval: 200 }).toBe(true)
  } finally {
    for (const cron of cms.payload.crons) cron.stop()
    config.jobs.autoRun = undefined
  }
}, 20_000)
