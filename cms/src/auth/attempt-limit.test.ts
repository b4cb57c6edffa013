import { expect, test } from 'vitest'
import { AttemptLimit, takeAttempt } from './attempt-limit'

const minute = 60_000

test('attempts are allowed up to the limit, then refused until the window ends', () => {
  const limit = new AttemptLimit({ attempts: 2, windowMs: minute })
  const take = (now: number) => takeAttempt([[limit, 'a']], now)
  expect(take(0)).toBe(0)
  expect(take(1_000)).toBe(0)
  expect(take(10_000)).toBe(50)
  expect(take(minute - 1)).toBe(1)
  expect(take(minute)).toBe(0)
})

test('an attempt that one limit refuses is counted by none', () => {
  const own = new AttemptLimit({ attempts: 1, windowMs: minute })
  const shared = new AttemptLimit({ attempts: 3, windowMs: minute })
  const take = (name: string) =>
    takeAttempt(
      [
        [own, name],
        [shared, 'all'],
      ],
      0,
    )
  expect([take('a'), take('a'), take('a'), take('a')]).toEqual([0, 60, 60, 60])
  expect([take('b'), take('c'), take('d')]).toEqual([0, 0, 60])
  expect(own.secondsToWait('d', 0)).toBe(0)
})

test('an attempt that was given back can be taken again, but never more than were taken', () => {
  const limit = new AttemptLimit({ attempts: 1, windowMs: minute })
  const take = () => takeAttempt([[limit, 'a']], 0)
  limit.giveBack('a')
  expect(take()).toBe(0)
  limit.giveBack('a')
  limit.giveBack('a')
  expect(take()).toBe(0)
  expect(take()).toBe(60)
})

test('many addresses do not fill the memory, and the most recent ones stay counted', () => {
  const limit = new AttemptLimit({ attempts: 2, windowMs: minute, size: 100 })
  for (let number = 0; number < 1_000; number++) {
    limit.count(`address ${number}`, 0)
    limit.count('insistent', 0)
  }
  expect(limit.size).toBeLessThanOrEqual(100)
  expect(limit.secondsToWait('insistent', 0)).toBe(60)
})
