import { expect, test } from 'vitest'
import { fromWallText, fromWallTime, toWallText, toWallTime } from './wall-time'

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

test.each([
  ['America/New_York', '2099-01-05T10:00', '2099-01-05T15:00:00.000Z'],
  ['America/New_York', '2026-07-01T23:30', '2026-07-02T03:30:00.000Z'],
  ['Pacific/Auckland', '2026-12-01T01:00', '2026-11-30T12:00:00.000Z'],
  // The first of two.
  ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
  // The clocks of Berlin skip this time, and those of New York do not.
  ['America/New_York', '2027-03-28T02:30', '2027-03-28T06:30:00.000Z'],
])('in %s, an input with %s is %s', (zone, text, moment) => {
  expect(fromWallText(text, zone)).toBe(moment)
  expect(toWallText(Date.parse(moment), zone)).toBe(text)
})

test('an input without a zone shows the clocks of the computer', () => {
  const text = '2026-07-01T10:00'
  expect(fromWallText(text, undefined)).toBe(new Date(2026, 6, 1, 10).toISOString())
  expect(toWallText(new Date(2026, 6, 1, 10).getTime(), undefined)).toBe(text)
})
