import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startCms, type TestCms } from '../../test/cms'
import { forgetAttempts, giveAttemptBack, type LimitedKey, takeAttempt } from './attempt-limit'
import { attemptsSlug } from './SignInAttempts'

const minute = 60_000
let cms: TestCms
let other: TestCms
beforeAll(async () => {
  cms = await startCms()
  other = await cms.another()
})
beforeEach(() => cms.payload.db.deleteMany({ collection: attemptsSlug, where: {} }))
afterAll(async () => {
  await other.stop()
  await cms.stop()
})

const limitOf = (attempts: number, name = 'own') => ({ name, attempts, windowMs: minute })
const take = (keys: LimitedKey[], now: number, { payload } = cms) => takeAttempt(payload, keys, now)
const rows = async () => (await cms.payload.db.count({ collection: attemptsSlug })).totalDocs

test('attempts are allowed up to the limit, then refused until the window ends', async () => {
  const keys = [{ limit: limitOf(2), account: 'a' }]
  expect(await take(keys, 0)).toBe(0)
  expect(await take(keys, 1_000)).toBe(0)
  expect(await take(keys, 10_000)).toBe(50)
  expect(await take(keys, minute - 1)).toBe(1)
  expect(await take(keys, minute)).toBe(0)
})

test('an attempt that one limit refuses is counted by none', async () => {
  const takeAs = (account: string) =>
    take(
      [
        { limit: limitOf(1), account },
        { limit: limitOf(3, 'shared'), network: 'all' },
      ],
      0,
    )
  const inOrder = async (...accounts: string[]) => {
    const waits: number[] = []
    for (const account of accounts) waits.push(await takeAs(account))
    return waits
  }
  expect(await inOrder('a', 'a', 'a', 'a')).toEqual([0, 60, 60, 60])
  expect(await inOrder('b', 'c', 'd')).toEqual([0, 0, 60])
  expect(await take([{ limit: limitOf(1), account: 'd' }], 0)).toBe(0)
})

test('an attempt that was given back can be taken again, but never more than were taken', async () => {
  const keys = [{ limit: limitOf(1), account: 'a' }]
  await giveAttemptBack(cms.payload, keys, 0)
  expect(await take(keys, 0)).toBe(0)
  await giveAttemptBack(cms.payload, keys, 0)
  await giveAttemptBack(cms.payload, keys, 0)
  expect(await take(keys, 0)).toBe(0)
  expect(await take(keys, 0)).toBe(60)
})

test('attempts at several instances at once are counted together', async () => {
  const keys = [
    { limit: limitOf(5), account: 'a', network: 'n' },
    { limit: limitOf(100, 'shared'), network: 'n' },
  ]
  const instances = Array.from({ length: 20 }, (_, index) => (index % 2 ? cms : other))
  const waits = await Promise.all(instances.map((instance) => take(keys, 0, instance)))
  expect(waits.filter((seconds) => seconds === 0)).toHaveLength(5)
})

test('an account is forgotten with all of its networks, and nothing else', async () => {
  const keys = (account: string, network: string) => [{ limit: limitOf(1), account, network }]
  for (const network of ['n', 'm']) await take(keys('a', network), 0)
  await take(keys('b', 'n'), 0)
  await forgetAttempts(other.payload, 'a')
  expect([
    await take(keys('a', 'n'), 0),
    await take(keys('a', 'm'), 0),
    await take(keys('b', 'n'), 0),
  ]).toEqual([0, 0, 60])
})

test('windows that are over are deleted', async () => {
  for (let number = 0; number < 20; number++)
    await take([{ limit: limitOf(2), account: `${number}` }], number)
  expect(await rows()).toBe(20)
  await take([{ limit: limitOf(2), account: 'later' }], minute + 18)
  expect(await rows()).toBe(2)
})
