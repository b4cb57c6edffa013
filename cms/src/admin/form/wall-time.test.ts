import { expect, test } from 'vitest'
import { fromWallTime, toWallTime } from './wall-time'

const clock = (date: Date) =>
  `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()} ${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`

test.each([
  ['America/New_York', '2026-11-30T03:30:00.000Z', '2026-11-29 22:30'],
  ['America/New_York', '2026-07-01T03:30:00.000Z', '2026-6-30 23:30'],
  ['Pacific/Auckland', '2026-11-30T12:00:00.000Z', '2026-12-1 1:00'],
  ['Pacific/Honolulu', '2026-11-30T09:15:00.000Z', '2026-11-29 23:15'],
  ['Asia/Kathmandu', '2026-11-30T00:00:00.000Z', '2026-11-30 5:45'],
  // The hour before and the hour after the clocks change.
  ['America/New_York', '2027-03-14T06:30:00.000Z', '2027-3-14 1:30'],
  ['America/New_York', '2027-03-14T07:30:00.000Z', '2027-3-14 3:30'],
  ['America/New_York', '2026-11-01T05:30:00.000Z', '2026-11-1 1:30'],
])('in %s, %s is %s', (zone, moment, wall) => {
  expect(clock(toWallTime(moment, zone))).toBe(wall)
  expect(fromWallTime(toWallTime(moment, zone), zone)).toBe(moment)
})

test('a time that the clocks skip is stored as an hour earlier', () => {
  expect(fromWallTime(new Date(2027, 2, 14, 2, 30), 'America/New_York')).toBe('2027-03-14T06:30:00.000Z')
})
