import { expect, test } from 'vitest'
import { AttemptLimit } from './attempt-limit'

const minute = 60_000

test('attempts are allowed up to the limit, then refused until the window ends', () => {
  const limit = new AttemptLimit({ attempts: 2, windowMs: minute })
  expect(limit.take('a', 0)).toBe(0)
  expect(limit.take('a', 1_000)).toBe(0)
  expect(limit.take('a', 10_000)).toBe(50)
  expect(limit.take('a', minute - 1)).toBe(1)
  expect(limit.take('a', minute)).toBe(0)
})

test('one address does not use up the attempts of another', () => {
  const limit = new AttemptLimit({ attempts: 1, windowMs: minute })
  expect(limit.take('a', 0)).toBe(0)
  expect(limit.take('b', 0)).toBe(0)
  expect(limit.take('a', 0)).toBe(60)
})

test('an attempt that was given back can be taken again, but never more than were taken', () => {
  const limit = new AttemptLimit({ attempts: 1, windowMs: minute })
  limit.giveBack('a')
  expect(limit.take('a', 0)).toBe(0)
  limit.giveBack('a')
  limit.giveBack('a')
  expect(limit.take('a', 0)).toBe(0)
  expect(limit.take('a', 0)).toBe(60)
})

test('many addresses do not fill the memory, and the most recent ones stay counted', () => {
  const limit = new AttemptLimit({ attempts: 2, windowMs: minute, size: 100 })
  for (let number = 0; number < 1_000; number++) {
    limit.take(`address ${number}`, 0)
    limit.take('insistent', 0)
  }
  expect(limit.size).toBeLessThanOrEqual(100)
  expect(limit.take('insistent', 0)).toBe(60)
})
