import { expect, test } from 'vitest'
import {
  formatDays,
  formatMeetings,
  formatPlace,
  formatTimes,
  meetingTime,
  formatSeats,
  tieTimes,
} from './class-times'

test.each([
  [['sat', 'sun'], '09:00', 'weekends'],
  [['sun'], undefined, 'weekends'],
  [['fri', 'sat'], '09:00', 'days'],
  [['mon'], '15:59', 'days'],
  [['mon'], '16:00', 'evenings'],
  [['mon'], undefined, 'own'],
  [[], undefined, 'own'],
] as const)('a class on %j at %s is one for %s', (days, startTime, time) => {
  expect(meetingTime({ days: [...days], startTime })).toBe(time)
})

test('days in a row are a span, others a list', () => {
  expect(formatDays(['mon', 'tue', 'wed', 'thu'])).toBe('Mon to Thu')
  expect(formatDays(['thu', 'tue'])).toBe('Tue and Thu')
  expect(formatDays(['mon', 'wed', 'fri'])).toBe('Mon, Wed and Fri')
  expect(formatDays(['sat', 'sun'])).toBe('Sat and Sun')
  expect(formatDays(['sat'])).toBe('Sat')
  expect(formatDays([])).toBe('')
})

test('a.m. or p.m. stands once when both times share it', () => {
  expect(formatTimes('18:00', '21:00')).toBe('6 to 9 p.m.')
  expect(formatTimes('17:30', '21:30')).toBe('5:30 to 9:30 p.m.')
  expect(formatTimes('09:00', '15:30')).toBe('9 a.m. to 3:30 p.m.')
  expect(formatTimes('09:00', '12:00')).toBe('9 a.m. to noon')
  expect(formatTimes('12:00', '15:00')).toBe('noon to 3 p.m.')
  expect(formatTimes('18:00', undefined)).toBe('6 p.m.')
  expect(formatTimes(undefined, undefined)).toBe('')
})

test('tieTimes leaves no place for a line break inside a time', () => {
  expect(tieTimes('Sat and Sun, 9 a.m. to 3:30 p.m.')).toBe('Sat and Sun, 9\u00a0a.m. to 3:30\u00a0p.m.')
  expect(tieTimes('Mon and Wed, 7 to 9 p.m. ET')).toBe('Mon and Wed, 7\u00a0to\u00a09\u00a0p.m.\u00a0ET')
  expect(tieTimes('In your own time')).toBe('In your own time')
})

const meeting = {
  days: ['tue' as const],
  startTime: '19:00',
  endTime: '21:00',
  mode: 'online' as const,
  timeZone: 'America/New_York',
  start: '2027-01-12',
}

test('an online class names its time zone', () => {
  expect(formatMeetings(meeting)).toBe('Tue, 7 to 9 p.m. ET')
  expect(formatMeetings({ ...meeting, mode: 'onsite' })).toBe('Tue, 7 to 9 p.m.')
})

test('a class without set times says so', () => {
  const open = { ...meeting, days: [], startTime: undefined, endTime: undefined }
  expect(formatMeetings(open)).toBe('In your own time')
  expect(formatMeetings({ ...open, mode: 'onsite' })).toBe('Times to be set')
  expect(formatMeetings({ ...open, days: ['tue'] })).toBe('Tue')
})

test('a place is its city, and an online class has none', () => {
  const location = { name: 'Lab', street: '1 A', city: 'Henrico', state: 'VA', zip: '23233' }
  expect(formatPlace({ mode: 'onsite', location })).toBe('Henrico')
  expect(formatPlace({ mode: 'blended', location })).toBe('Henrico and online')
  expect(formatPlace({ mode: 'online', location })).toBe('Online')
  expect(formatPlace({ mode: 'onsite' })).toBe('In person')
})

test('the number of seats is named when few are left', () => {
  const open = { status: 'open' as const, seatsLeft: 12, isDeadlinePassed: false }
  expect(formatSeats(open)).toEqual({ text: 'Open', tone: 'open' })
  expect(formatSeats({ ...open, seatsLeft: 5 })).toEqual({ text: '5 seats left', tone: 'open' })
  expect(formatSeats({ ...open, seatsLeft: 1 })).toEqual({ text: '1 seat left', tone: 'few' })
  expect(formatSeats({ ...open, isDeadlinePassed: true }).text).toBe('Closed')
  expect(formatSeats({ ...open, status: 'full', seatsLeft: 0 }).text).toBe('Full')
  expect(formatSeats({ ...open, status: 'cancelled', isDeadlinePassed: true })).toEqual({
    text: 'Cancelled',
    tone: 'cancelled',
  })
  expect(formatSeats({ ...open, status: 'waitlist', seatsLeft: 0 }).text).toBe('Wait list')
})
