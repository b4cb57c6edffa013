import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { scheduling, soon } from '../../test/schedule'

let cms: TestCms
let publisher: TestUser
const { category, changesOf, makeDue, makeInvalid, newsOf, run, schedule, scheduleDue, update } = scheduling(
  () => ({ cms, publisher }),
)
beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
}, 60_000)
afterAll(() => cms.stop())

test('a failed schedule is news until it is cancelled, and says when it was due', async () => {
  const title = 'Fails and is cancelled'
  const id = await category({ title })
  const at = soon()
  await schedule(publisher, id, 'publish', at)
  expect(await newsOf(title)).toEqual([])
  await update(id, { description: 'Changed since.' })
  const line = { type: 'publish', href: `/admin/collections/categories/${id}` }
  const reason = expect.stringContaining('The draft has changed since it was scheduled')
  expect(await newsOf(title)).toMatchObject([{ ...line, state: 'changed', at: at.toISOString(), reason }])
  await makeDue()
  await run()
  const [news] = await newsOf(title)
  expect(news).toMatchObject({ ...line, state: 'failed', at: at.toISOString(), reason })
  const cancel = () => cms.request('DELETE', `/api/scheduled-changes/${news!.id}`, { as: publisher })
  expect((await cancel()).status).toBe(200)
  expect(await newsOf(title)).toEqual([])
  expect((await changesOf(id)).body).toEqual([])
  expect((await cancel()).status).toBe(404)
})

test('a failed schedule is no news once the document is published or scheduled again, and stays so', async () => {
  for (const how of ['published', 'scheduled again']) {
    const title = `Fails and is ${how}`
    const id = await category({ title })
    await scheduleDue(publisher, id)
    await update(id, { description: 'Changed since.' })
    await run()
    expect(await newsOf(title)).toMatchObject([{ state: 'failed' }])
    if (how === 'published') {
      expect((await update(id, { _status: 'published' }, '')).status).toBe(200)
      await update(id, { _status: 'draft' }, '')
    } else {
      const again = await schedule(publisher, id)
      expect((await changesOf(id)).body).toMatchObject([{ id: again, state: 'pending' }])
      await cms.request('DELETE', `/api/scheduled-changes/${again}`, { as: publisher })
    }
    expect(await newsOf(title), how).toEqual([])
    expect((await changesOf(id)).body, how).toEqual([])
  }
})

test('a schedule that cannot publish any more is news from its first failure on', async () => {
  const title = 'Breaks later'
  const id = await category({ title })
  await scheduleDue(publisher, id)
  await makeInvalid(id)
  for (let attempt = 1; attempt <= 4; attempt++) {
    await run()
    const state = attempt < 4 ? 'retrying' : 'failed'
    expect(await newsOf('A category')).toMatchObject([
      {
        ...{ state, reason: expect.stringContaining('Title'), field: 'Category › Title' },
        href: `/admin/collections/categories/${id}#field-title`,
      },
    ])
    await makeDue()
  }
  expect((await update(id, { title, _status: 'published' }, '')).status).toBe(200)
  expect(await newsOf(title)).toEqual([])
})

test('the schedule of a document in the trash is news, and leads there', async () => {
  const title = 'In the trash'
  const id = await category({ title })
  await scheduleDue(publisher, id)
  await update(id, { deletedAt: new Date().toISOString() }, '')
  await run()
  expect(await newsOf(title)).toMatchObject([
    { state: 'retrying', href: `/admin/collections/categories/trash/${id}` },
  ])
})

test('the schedule of a deleted document is news, and is not run', async () => {
  const title = 'Deleted before it was due'
  const id = await category({ title })
  await schedule(publisher, id)
  await schedule(publisher, await category({ title: 'Stays' }))
  const as = await cms.user('admin')
  expect((await cms.request('DELETE', `/api/categories/${id}`, { as })).status).toBe(200)
  const [news] = await newsOf(title)
  expect(news).toMatchObject({ state: 'failed', type: 'publish', reason: 'A admin deleted the category.' })
  expect(news!.href).toBeUndefined()
  await makeDue()
  await run()
  expect(await newsOf(title)).toEqual([news])
  await cms.request('DELETE', `/api/scheduled-changes/${news!.id}`, { as: publisher })
  expect(await newsOf(title)).toEqual([])
})
