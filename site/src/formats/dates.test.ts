import { expect, test } from 'vitest'
import {
  dayIn,
  formatDay,
  formatShortDay,
  formatTime,
  formatTimeZone,
  formatWeekday,
  utcOffset,
} from './dates'
import { formatCents } from './money'

test('a day is the same in every time zone of the build machine', () => {
  expect(formatDay('2027-01-01')).toBe('January 1, 2027')
  expect(formatShortDay('2027-01-11')).toBe('Jan 11')
  expect(formatWeekday('2027-01-11')).toBe('Monday')
})

test.each([
  ['2027-01-05T04:59:59Z', '2027-01-04'],
  ['2027-01-05T05:00:00Z', '2027-01-05'],
  ['2027-07-05T03:59:59Z', '2027-07-04'],
  ['2027-07-05T04:00:00Z', '2027-07-05'],
])('%s is on %s in Virginia', (moment, day) => {
  expect(dayIn('America/New_York', new Date(moment))).toBe(day)
})

test.each([
  ['00:05', '12:05 a.m.'],
  ['09:00', '9 a.m.'],
  ['12:00', 'noon'],
  ['12:30', '12:30 p.m.'],
  ['17:30', '5:30 p.m.'],
])('%s is %s', (time, words) => {
  expect(formatTime(time)).toBe(words)
})

test('time zones have a name and an offset, which change with the season', () => {
  expect(formatTimeZone('America/New_York', '2027-01-11')).toBe('EST')
  expect(formatTimeZone('America/New_York', '2027-07-11')).toBe('EDT')
  expect(utcOffset('America/New_York', '2027-01-11')).toBe('-05:00')
  expect(utcOffset('America/New_York', '2027-07-11')).toBe('-04:00')
  expect(utcOffset('UTC', '2027-07-11')).toBe('+00:00')
})

test('money has cents only when there are some', () => {
  expect([0, 222000, 12950, 5].map(formatCents)).toEqual(['$0', '$2,220', '$129.50', '$0.05'])
})
