import { formatDay } from 'shared-types'
import { expect, test } from 'vitest'
import { dayIn, formatShortDay, formatTime, formatTimeZone, formatWeekday } from './dates'
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
  ['Asia/Tokyo', '0207-01-05T12:00:00Z', '0207-01-05'],
  ['America/New_York', '0001-01-01T12:00:00Z', '0001-01-01'],
  ['Asia/Tokyo', '9999-12-31T23:59:59Z', '9999-12-31'],
])('in %s, %s is on the day %s, which can be formatted', (timeZone, moment, day) => {
  expect(dayIn(timeZone, new Date(moment))).toBe(day)
  expect(() => formatDay(day)).not.toThrow()
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

test.each([
  ['America/New_York', 'ET'],
  ['America/Los_Angeles', 'PT'],
  ['America/Indiana/Indianapolis', 'ET'],
  ['America/Phoenix', 'MST'],
  ['Pacific/Honolulu', 'HST'],
  ['Europe/Berlin', 'Germany Time'],
  ['UTC', 'UTC'],
])('%s is %s in summer and winter', (timeZone, name) => {
  const days = ['2027-01-11', '2027-03-08', '2027-03-14', '2027-07-11', '2027-11-07']
  expect([...new Set(days.map((day) => formatTimeZone(timeZone, day)))]).toEqual([name])
})

test('no time zone whose clocks change is called by the name or offset of one season', () => {
  const offsetIn = (timeZone: string, day: string) =>
    new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
      .format(new Date(`${day}T12:00:00Z`))
      .replace(/^.* /, '')
  for (const timeZone of Intl.supportedValuesOf('timeZone')) {
    if (offsetIn(timeZone, '2027-01-11') === offsetIn(timeZone, '2027-07-11')) continue
    for (const day of ['2027-01-11', '2027-07-11'])
      expect(formatTimeZone(timeZone, day), timeZone).not.toMatch(/[SD]T$|^(GMT|UTC)/)
  }
})

test('money has cents only when there are some', () => {
  expect([0, 222000, 12950, 5].map(formatCents)).toEqual(['$0', '$2,220', '$129.50', '$0.05'])
})
