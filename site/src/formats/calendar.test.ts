import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { calendarText } from './calendar'
import { createContent } from '../content/content'
import type { RawSchool } from '../../test/school'
import { testSnapshot } from '../../test/snapshot'

const origin = 'https://school.example'

function feed(slug?: string, change?: (school: RawSchool) => void, day?: string): string {
  const calendar = createContent(testSnapshot(change, day)).calendar(slug)
  if (!calendar) throw new Error('The test school has no such course.')
  return calendarText(calendar, origin)
}

/** The components of a feed, read with a calendar library. */
function eventsIn(text: string) {
  const component = new ICAL.Component(ICAL.parse(text) as unknown[])
  return component.getAllSubcomponents('vevent').map((event) => {
    const { uid, summary, description, location, startDate } = new ICAL.Event(event)
    const stamp = event.getFirstPropertyValue('dtstamp')
    const status = event.getFirstPropertyValue('status')
    return { uid, summary, description, location, status, start: String(startDate), stamp: String(stamp) }
  })
}

const withCohort = (id: string, fields: Record<string, unknown>) => (school: RawSchool) => {
  school.collections.cohorts = school.collections.cohorts.map((cohort) =>
    cohort.id === id ? { ...cohort, ...fields } : cohort,
  )
}

test('each class that has not started is a whole day with its course, code, place and page', () => {
  const events = eventsIn(feed())
  expect(events.map(({ start, summary }) => [start, summary])).toEqual([
    ['2027-01-04', 'Pharmacy Technician starts (TODAY)'],
    ['2027-01-11', 'Pharmacy Technician starts (DEADLINE-PASSED)'],
    ['2027-02-01', 'Cancelled: Pharmacy Technician starts (CANCELLED)'],
    ['2027-02-08', 'Pharmacy Technician starts (NO-SEATS)'],
    ['2027-02-15', 'Phlebotomy starts (PHL)'],
    ['2027-03-01', 'Pharmacy Technician starts (LATE)'],
  ])
  expect(events[5]).toMatchObject({
    uid: 'late@school.example',
    stamp: '2026-12-01T15:00:00Z',
    location: expect.stringContaining('Henrico, VA 23233') as string,
    description:
      'Mon and Wed, 5:30 to 8:30 p.m.\nHenrico, until June 1, 2027\nSeats: Open\n' +
      'Call 804.555.0142 and say LATE\nhttps://school.example/courses/pharmacy-technician/',
  })
})

test('a course’s feed has its own classes and no others', () => {
  expect(eventsIn(feed('phlebotomy')).map(({ uid }) => uid)).toEqual(['phl@school.example'])
  expect(createContent(testSnapshot()).calendar('gone')).toBeUndefined()
})

test('the last day to apply is an event until it is over or the class is full', () => {
  const deadline = withCohort('late', { applyBy: '2027-02-15T12:00:00.000Z' })
  const applyBy = (day: string) =>
    eventsIn(feed(undefined, deadline, day)).filter(({ uid }) => uid.startsWith('late-apply'))
  expect(applyBy('2027-02-15')).toMatchObject([
    { start: '2027-02-15', summary: 'Last day to apply: Pharmacy Technician (LATE)' },
  ])
  expect(applyBy('2027-02-16')).toEqual([])
  const full = withCohort('late', { applyBy: '2027-02-15T12:00:00.000Z', status: 'full' })
  expect(eventsIn(feed(undefined, full)).filter(({ uid }) => uid.startsWith('late'))).toHaveLength(1)
})

test('a cancelled class stays in the calendar, says so, and has no last day to apply', () => {
  const cancelled = withCohort('late', { status: 'cancelled', applyBy: '2027-02-15T12:00:00.000Z' })
  const text = feed(undefined, cancelled)
  const events = eventsIn(text).filter(({ uid }) => uid.startsWith('late'))
  expect(events).toMatchObject([
    {
      uid: 'late@school.example',
      start: '2027-03-01',
      status: 'CANCELLED',
      summary: 'Cancelled: Pharmacy Technician starts (LATE)',
    },
  ])
  expect(events[0]?.description).toMatch(/^This class is cancelled\.\n/)
  expect(events[0]?.description).not.toMatch(/Seats|Apply/)
  expect(eventsIn(text).filter(({ status }) => status === null).length).toBeGreaterThan(0)
})

test('a class keeps the id of its event when its date changes, and the event has the time of the change', () => {
  const moved = withCohort('late', {
    start: '2027-03-08T12:00:00.000Z',
    updatedAt: '2026-12-24T08:09:10.000Z',
  })
  const event = eventsIn(feed(undefined, moved)).find(({ uid }) => uid === 'late@school.example')
  expect(event).toMatchObject({ start: '2027-03-08', stamp: '2026-12-24T08:09:10Z' })
})

test('text survives a round trip unchanged, in lines of at most 75 octets', () => {
  const note = 'Bring: scrubs; shoes, pen\\paper.\nعيادة 🩺🩺 – “Überstunden” '.repeat(6).trim()
  const text = feed('pharmacy-technician', withCohort('late', { note, code: '🩸'.repeat(40) }))
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  const lines = text.split('\r\n')
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBe(75)
  // A character that is split would be read as another one.
  expect(Buffer.from(text).toString()).toBe(text)
  const event = eventsIn(text).find(({ uid }) => uid.startsWith('late'))
  expect(event?.description).toContain(note)
  expect(event?.summary).toBe(`Pharmacy Technician starts (${'🩸'.repeat(40)})`)
})

test('control characters, which would break the feed, do not reach it', () => {
  const text = feed('pharmacy-technician', withCohort('late', { note: 'One\u0007 \u0000two\u0085' }))
  expect(eventsIn(text).find(({ uid }) => uid.startsWith('late'))?.description).toMatch(/\nOne {3}two\n/)
})

test('a feed without classes is still a calendar', () => {
  const text = feed(undefined, (school) => (school.collections.cohorts = []))
  expect(eventsIn(text)).toEqual([])
  expect(new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents()).toHaveLength(1)
})
