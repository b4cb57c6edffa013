import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startCms, type TestCms } from '../../cms/test/cms'
import { createFirstUser } from '../../cms/src/auth/first-user'
import { claimFirstStart } from './first-start'

let cms: TestCms
beforeAll(async () => {
  cms = await startCms()
}, 180_000)
afterAll(() => cms?.stop())
beforeEach(async () => {
  for (const collection of ['users', 'payload-kv']) await cms.payload.db.deleteMany({ collection, where: {} })
})

function start(leaseMs = 60_000) {
  const clear = vi.fn(async () => {})
  const lost = vi.fn()
  const lines: string[] = []
  const claim = () =>
    claimFirstStart(cms.payload, { leaseMs, clear, lost, progress: (line) => lines.push(line) })
  return { claim, clear, lines, lost }
}

test('of several starts at once one makes the database, and the others wait until it is complete', async () => {
  const starts = [1, 2, 3].map(() => start(6_000))
  const made: string[] = []
  await Promise.all(
    starts.map(async ({ claim }) => {
      const firstStart = await claim()
      if (!firstStart) return
      await delay(50)
      const user = await createFirstUser(cms.payload)
      made.push(user?.email ?? 'nobody')
      await firstStart.end()
    }),
  )
  expect(made).toEqual(['admin@example.org'])
  expect(starts.flatMap(({ lines }) => lines)).toEqual(
    Array(2).fill('another start makes this database, or was cut short; waiting for it'),
  )
  for (const { clear, lost } of starts) {
    expect(clear).not.toHaveBeenCalled()
    expect(lost).not.toHaveBeenCalled()
  }
  expect(
    (await cms.payload.db.find({ collection: 'payload-kv', where: { key: { equals: 'first-start' } } })).docs,
  ).toEqual([])
})

test('a start that has made the first user keeps its claim until it ends, whoever looks', async () => {
  const { claim, lost } = start(900)
  const firstStart = await claim()
  await createFirstUser(cms.payload)
  expect(await start().claim()).toBeUndefined()
  await delay(700)
  await firstStart?.end()
  expect(lost).not.toHaveBeenCalled()
})

test('what a start that was cut short has left is deleted', async () => {
  const stale = { owner: 'killed', expiresAt: new Date(Date.now() - 1).toISOString() }
  await cms.payload.db.create({ collection: 'payload-kv', data: { key: 'first-start', data: stale } })
  const { claim, clear, lines } = start()
  const firstStart = await claim()
  expect(clear).toHaveBeenCalledOnce()
  expect(lines).toEqual(['the first start was cut short; its half-made database begins anew'])
  await firstStart?.end()
})

test('nothing of a database with a user is deleted, whatever a start has left', async () => {
  const stale = { owner: 'killed', expiresAt: new Date(Date.now() - 1).toISOString() }
  await cms.payload.db.create({ collection: 'payload-kv', data: { key: 'first-start', data: stale } })
  await createFirstUser(cms.payload)
  const { claim, clear } = start()
  expect(await claim()).toBeUndefined()
  expect(clear).not.toHaveBeenCalled()
})

test('a start that another one has taken over for dead is notified', async () => {
  const { claim, lost } = start(300)
  const firstStart = await claim()
  const data = { owner: 'another', expiresAt: new Date(Date.now() + 60_000).toISOString() }
  await cms.payload.db.updateOne({
    collection: 'payload-kv',
    data: { key: 'first-start', data },
    joins: false,
    where: { key: { equals: 'first-start' } },
  })
  await vi.waitFor(() => expect(lost).toHaveBeenCalled(), 10_000)
  expect(firstStart).toBeDefined()
  const row = await cms.payload.db.findOne<{ id: string; data: object }>({
    collection: 'payload-kv',
    where: { key: { equals: 'first-start' } },
  })
  expect(row?.data).toMatchObject({ owner: 'another' })
})
