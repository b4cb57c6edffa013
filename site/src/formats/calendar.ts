import { formatMeetings, formatPlace, formatSeats } from './class-times'
import type { ClassMeetings, ClassSeats } from './class-times'
import { formatDay } from './dates'
import { phoneText } from './phone'

/** One class, as its two events in a calendar show it. Days are ISO 8601 without a time. */
export interface CalendarClass extends ClassMeetings, ClassSeats {
  id: string
  code: string
  course: { title: string; path: string }
  end: string
  /** The last day to apply. */
  applyBy?: string
  isTakingApplications: boolean
  location?: { name: string; street: string; city: string; state: string; zip: string }
  note?: string
  /** ISO 8601: the last change. */
  updatedAt: string
}

export interface Calendar {
  /** The name of the calendar in a visitor's list of calendars. */
  title: string
  /** The page that shows the same classes. */
  path: string
  phone: string
  classes: CalendarClass[]
}

/**
 * Start dates as a calendar feed, RFC 5545: one event for each first day, one for each last day to apply. Both are whole
 * days, which are the same day in every time zone and need no rules of one. `origin` is the site's, without a slash.
 *
 * Written here, not by a library: the feed has few properties, `ics` folds lines by characters where the standard counts
 * octets, and `ical-generator` brings the types of four libraries of dates.
 */
export function calendarText(calendar: Calendar, origin: string): string {
  const { host } = new URL(origin)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//${host}//Start dates//EN`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(calendar.title)}`,
    `X-WR-CALNAME:${escaped(calendar.title)}`,
    `URL:${origin}${calendar.path}`,
    'REFRESH-INTERVAL;VALUE=DURATION:P1D',
    ...(calendar.classes.length > 0
      ? calendar.classes.flatMap((cohort) => eventsOf(cohort, calendar, origin))
      : emptiness),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** A calendar without any component is not valid; this one says nothing. */
const emptiness = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
]

function eventsOf(cohort: CalendarClass, { phone }: Calendar, origin: string): string[] {
  const { host } = new URL(origin)
  const { id, code, course, start, applyBy, location } = cohort
  const url = `${origin}${course.path}`
  const about = [
    formatMeetings(cohort),
    `${formatPlace(cohort)}, until ${formatDay(cohort.end)}`,
    ...(applyBy ? [`Apply by ${formatDay(applyBy)}`] : []),
    `Seats: ${formatSeats(cohort).text}`,
    ...(cohort.note ? [cohort.note] : []),
    `Call ${phoneText(phone)} and say ${code}`,
    url,
  ].join('\n')
  const place =
    location && `${location.name}, ${location.street}, ${location.city}, ${location.state} ${location.zip}`
  const event = (uid: string, day: string, summary: string, where?: string) => [
    'BEGIN:VEVENT',
    `UID:${uid}@${host}`,
    `DTSTAMP:${moment(cohort.updatedAt)}`,
    `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(about)}`,
    ...(where ? [`LOCATION:${escaped(where)}`] : []),
    `URL:${url}`,
    // It fills no day: people go on with what they had planned.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
  return [
    ...event(id, start, `${course.title} starts (${code})`, place),
    ...(applyBy && cohort.isTakingApplications
      ? event(`${id}-apply`, applyBy, `Last day to apply: ${course.title} (${code})`)
      : []),
  ]
}

/** `2026-12-01T15:00:00.000Z` becomes `20261201T150000Z`. */
const moment = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`

/** Text as a value: what separates values is escaped, and other control characters have no place in it. */
const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/(?!\t)\p{Cc}/gu, '')

const longestLine = 75

/** Lines hold at most 75 octets; a longer one goes on in the next, after a space. No character is cut in two. */
function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > longestLine) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}
