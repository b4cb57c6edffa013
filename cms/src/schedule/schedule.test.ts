import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { docOf, scheduling, soon } from '../../test/schedule'

let cms: TestCms
let publisher: TestUser
const {
  asServerFunction,
  category,
  changesOf,
  isLive,
  makeDue,
  makeInvalid,
  run,
  schedule,
  scheduleDue,
  send,
} = scheduling(() => ({ cms, publisher }))
beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
}, 60_000)
afterAll(() => cms.stop())

test('a scheduled change is shown, runs when it is due and not before, and then disappears', async () => {
  const id = await category()
  await schedule(publisher, id)
  await run()
  expect(await isLive(id)).toBe(false)
  const { body } = await changesOf(id)
  expect(body).toEqual([expect.objectContaining({ type: 'publish', state: 'pending' })])
  expect(new Date(body[0].at).getTime()).toBeGreaterThan(Date.now())

  await makeDue()
  await run()
  expect(await isLive(id)).toBe(true)
  expect((await changesOf(id)).body).toEqual([])

  await scheduleDue(publisher, id, 'unpublish')
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
      await scheduleDue(publisher, id, 'unpublish')
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
  await schedule(publisher, one)
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
  expect((await asServerFunction(editor, { type: 'publish', ...docOf(id), date: soon() })).error).toMatch(
    /only publishers decide/,
  )
  const answer = await send(editor, id, { at: soon().toISOString() })
  expect(answer.status).toBe(403)
  expect(answer.body.errors[0].message).toMatch(/only publishers decide/)
  const job = await schedule(publisher, id)
  const cancelled = await cms.request('DELETE', `/api/scheduled-changes/${job}`, { as: editor })
  expect(cancelled.status).toBe(403)
  expect((await changesOf(id)).body).toHaveLength(1)
  expect(await isLive(id)).toBe(false)
})

test('a failed change says why, is retried three times after growing pauses, and then stays failed', async () => {
  const id = await category()
  await scheduleDue(publisher, id)
  await makeInvalid(id)
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
  await scheduleDue(former, id)
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
  await schedule(publisher, id)
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

  await scheduleDue(publisher, id)
  await run()
  expect(await isLive(id)).toBe(true)
})

test('a schedule outlives writes that change no words, and unpublishes whatever was edited', async () => {
  const id = await category({}, 'published')
  await schedule(publisher, id)
  await cms.request('PATCH', `/api/categories/${id}`, { as: publisher, body: { _status: 'draft' } })
  expect((await changesOf(id)).body).toMatchObject([{ state: 'pending' }])
  await makeDue()
  await run()
  expect(await isLive(id)).toBe(true)

  await scheduleDue(publisher, id, 'unpublish')
  await cms.request('PATCH', `/api/categories/${id}?draft=true`, { as: publisher, body: { title: 'Next' } })
  await run()
  expect(await isLive(id)).toBe(false)
})

test('a scheduled change that is deleted does not run', async () => {
  const id = await category()
  await schedule(publisher, id)
  const [{ id: deleteID }] = (await changesOf(id)).body
  const jobs = async () => (await cms.payload.db.find({ collection: 'payload-jobs', limit: 0 })).docs.length
  const before = await jobs()
  await asServerFunction(publisher, { deleteID })
  expect((await changesOf(id)).body).toEqual([])
  expect(await jobs()).toBe(before - 1)
})

test('a global that was changed after it was scheduled does not go live', async () => {
  const admin = await cms.user('admin')
  const save = (query: string, body: object) =>
    cms.request('POST', `/api/globals/announcement${query}`, { as: admin, body })
  const message = async () => (await cms.request('GET', '/api/globals/announcement')).body.message as string
  expect((await save('', { message: 'Live', _status: 'published' })).status).toBe(200)
  await save('?draft=true', { message: 'Scheduled' })
  await scheduleDue(admin, { global: 'announcement' })
  await save('?draft=true', { message: 'Typed later' })
  await run()
  expect(await message()).toBe('Live')

  await scheduleDue(admin, { global: 'announcement' })
  await run()
  expect(await message()).toBe('Typed later')
})

test('a user who lost the right to publish does not publish by an old schedule', async () => {
  const former = await cms.user('publisher')
  const id = await category()
  await scheduleDue(former, id)
  await cms.payload.update({ collection: 'users', id: former.id, data: { roles: ['editor'] } })
  await run()
  expect(await isLive(id)).toBe(false)
  expect((await changesOf(id)).body[0].reason).toMatch(/publish/i)
})

test('a document in the trash is not published', async () => {
  const id = await category()
  await scheduleDue(publisher, id)
  await cms.request('PATCH', `/api/categories/${id}`, {
    as: publisher,
    body: { deletedAt: new Date().toISOString() },
  })
  await run()
  expect(await isLive(id)).toBe(false)
  expect((await changesOf(id)).body[0].reason).toMatch(/in the trash or deleted/)
})

test('a change that fell due while the server was down runs at its start, and what a killed server had begun once its claim is over', async () => {
  const [due, begun] = [await category(), await category()]
  await schedule(publisher, due)
  await scheduleDue(publisher, begun)
  const mark = (claimedUntil: number) =>
    cms.payload.db.updateMany({
      collection: 'payload-jobs' as 'users',
      data: { processing: true, claim: 'killed', claimedUntil: new Date(claimedUntil).toISOString() },
      where: { 'input.doc.value': { equals: begun } },
      returning: false,
    })
  await mark(Date.now() + 60_000)
  await run()
  expect([await isLive(due), await isLive(begun)]).toEqual([true, false])

  const { config } = cms.payload
  config.jobs.autoRun = [{ cron: '* * * * * *', queue: 'default', silent: true }]
  await mark(Date.now())
  await cms.payload._initializeCrons()
  try {
    await expect.poll(() => isLive(begun), { timeout: 10_000, interval: 200 }).toBe(true)
  } finally {
    for (const cron of cms.payload.crons) cron.stop()
    config.jobs.autoRun = undefined
  }
}, 20_000)
