import { expect, test } from 'vitest'
import { parseRetryAfterMs, retryDelayMs } from './retry'

test('the pauses between attempts grow to an hour', () => {
  const seconds = [1, 2, 3, 4, 5, 6, 7, 8, 50].map(
    (attempts) => retryDelayMs(attempts, undefined, 0.5) / 1000,
  )
  expect(seconds).toEqual([1, 5, 30, 120, 600, 1800, 3600, 3600, 3600])
})

test('events that failed together are not retried together', () => {
  expect(retryDelayMs(3, undefined, 0)).toBe(24_000)
  expect(retryDelayMs(3, undefined, 1)).toBe(36_000)
})

test('a target may ask for more or less time, between a second and an hour', () => {
  expect(retryDelayMs(1, 120_000)).toBe(120_000)
  expect(retryDelayMs(7, 60_000)).toBe(60_000)
  expect(retryDelayMs(1, 0)).toBe(1000)
  expect(retryDelayMs(1, 7 * 24 * 3_600_000)).toBe(3_600_000)
})

test.for<[string | null, number | undefined]>([
  ['120', 120_000],
  ['Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
  ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('Retry-After: %s', ([header, ms]) => {
  expect(parseRetryAfterMs(header, Date.parse('2026-11-24T12:00:00Z'))).toBe(ms)
})
