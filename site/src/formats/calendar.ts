import { formatDay } from 'shared-types'
import { formatMeetings, formatPlace, formatSeats } from './class-times'
import type { ClassMeetings, ClassSeats } from './class-times'
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
 * Start dates as a calendar feed (RFC 5545): one event for the first day of each class, and one for the last day to apply.
 * Both are whole days, so the feed needs no time zone. `origin` is the site's URL, without a slash at the end.
 *
 * No library: `ics` folds lines by characters where the standard counts octets, and `ical-generator` needs the types of four
 * date libraries.
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
      : placeholder),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** A calendar without a component is not valid, so an empty calendar gets this time zone. */
const placeholder = [
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
  const isCancelled = cohort.status === 'cancelled'
  const about = [
    ...(isCancelled ? ['This class is cancelled.'] : []),
    formatMeetings(cohort),
    `${formatPlace(cohort)}, until ${formatDay(cohort.end)}`,
    ...(applyBy && !isCancelled ? [`Apply by ${formatDay(applyBy)}`] : []),
    ...(isCancelled ? [] : [`Seats: ${formatSeats(cohort).text}`]),
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
    ...(isCancelled ? ['STATUS:CANCELLED'] : []),
    `DESCRIPTION:${escaped(about)}`,
    ...(where ? [`LOCATION:${escaped(where)}`] : []),
    `URL:${url}`,
    // The event does not mark the day as busy.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
  return [
    // The summary says it, too, because some calendars show a cancelled event like any other.
    ...event(id, start, `${isCancelled ? 'Cancelled: ' : ''}${course.title} starts (${code})`, place),
    ...(applyBy && cohort.isTakingApplications
      ? event(`${id}-apply`, applyBy, `Last day to apply: ${course.title} (${code})`)
      : []),
  ]
}

/** `2026-12-01T15:00:00.000Z` becomes `20261201T150000Z`. */
const moment = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`

/** Escapes text for a value: separators and line ends are escaped, other control characters removed. */
const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/(?!\t)\p{Cc}/gu, '')

const maxOctets = 75

/** Folds a line: at most 75 octets, then a line break and a space. A character is never split. */
function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > maxOctets) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}
