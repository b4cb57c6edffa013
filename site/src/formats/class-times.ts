import { weekdays } from 'shared-types'
import type { DeliveryMode, Weekday } from 'shared-types'
import { formatTime, formatTimeZone } from './dates'

/** When a class meets: the part of the week, for a visitor who works. */
export const meetingTimes = ['days', 'evenings', 'weekends', 'own'] as const
export type MeetingTime = (typeof meetingTimes)[number]

/** The weekly meetings of a class. Times are on a 24-hour clock in `timeZone`; `start` is the first day. */
export interface ClassMeetings {
  days: readonly Weekday[]
  startTime?: string
  endTime?: string
  timeZone: string
  mode: DeliveryMode
  start: string
}

/** Where a class meets. */
export interface ClassPlace {
  mode: DeliveryMode
  location?: { city: string }
}

/** How full a class is. */
export interface ClassSeats {
  status: 'open' | 'waitlist' | 'full' | 'cancelled'
  seatsLeft: number
  isDeadlinePassed: boolean
}

const dayNames: Record<Weekday, string> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
}

export const deliveryText: Record<DeliveryMode, string> = {
  onsite: 'In person',
  online: 'Online',
  blended: 'Online and in person',
}

export const timeText: Record<MeetingTime, string> = {
  days: 'Weekdays, by day',
  evenings: 'Evenings',
  weekends: 'Weekends',
  own: 'In your own time',
}

/** From this hour on, a class counts as an evening class. */
const evening = '16:00'

/** The part of the week in which a class meets. */
export function meetingTime({ days, startTime }: Pick<ClassMeetings, 'days' | 'startTime'>): MeetingTime {
  if (days.length > 0 && days.every((day) => day === 'sat' || day === 'sun')) return 'weekends'
  if (startTime === undefined) return 'own'
  return startTime >= evening ? 'evenings' : 'days'
}

/** Three days or more in a row are `Mon to Thu`; others are `Tue and Thu` or `Mon, Wed and Fri`. */
export function formatDays(days: readonly Weekday[]): string {
  const sorted = weekdays.filter((day) => days.includes(day))
  const names = sorted.map((day) => dayNames[day])
  const first = sorted[0]
  const last = sorted.at(-1)
  if (first === undefined || last === undefined) return ''
  if (sorted.length >= 3 && weekdays.indexOf(last) - weekdays.indexOf(first) === sorted.length - 1)
    return `${dayNames[first]} to ${dayNames[last]}`
  return names.length === 1 ? dayNames[first] : `${names.slice(0, -1).join(', ')} and ${dayNames[last]}`
}

/** `6 to 9 p.m.`: `a.m.` or `p.m.` stands once when both times share it. */
export function formatTimes(start: string | undefined, end: string | undefined): string {
  if (!start) return ''
  const from = formatTime(start)
  if (!end) return from
  const to = formatTime(end)
  const half = / [ap]\.m\.$/
  return half.exec(from)?.[0] === half.exec(to)?.[0] && half.test(from)
    ? `${from.replace(half, '')} to ${to}`
    : `${from} to ${to}`
}

/** When a class meets, in words. Without set times, an online class is `In your own time`, another `Times to be set`. */
export function formatMeetings(meetings: ClassMeetings): string {
  const days = formatDays(meetings.days)
  const times = formatTimes(meetings.startTime, meetings.endTime)
  // A student in another state must know which time zone an online class follows.
  const zone =
    times && meetings.mode === 'online' ? ` ${formatTimeZone(meetings.timeZone, meetings.start)}` : ''
  if (days && times) return `${days}, ${times}${zone}`
  if (days || times) return `${days}${times}${zone}`
  return meetings.mode === 'online' ? 'In your own time' : 'Times to be set'
}

/** Joins `6 to 9 p.m. ET` with no-break spaces, for a narrow column where a line may end anywhere. */
export const tieTimes = (text: string): string =>
  text.replace(/ (?=[ap]\.m\.|[A-Z]{2,4}$)/g, '\u00a0').replace(/(\d) to (?=\d)/g, '$1\u00a0to\u00a0')

/** Where a class meets, in a word or two. */
export function formatPlace({ mode, location }: ClassPlace): string {
  const city = location?.city
  if (mode === 'online' || !city) return deliveryText[mode]
  return mode === 'blended' ? `${city} and online` : city
}

export interface Seats {
  text: string
  tone: 'open' | 'few' | 'closed' | 'cancelled'
}

/** Up to `few` seats the tone is `few`; up to `some` the text counts the seats. */
const few = 3
const some = 6

/** How full a class is, in words; the tone repeats it as a color. */
export function formatSeats({ status, seatsLeft, isDeadlinePassed }: ClassSeats): Seats {
  if (status === 'cancelled') return { text: 'Cancelled', tone: 'cancelled' }
  if (status === 'full') return { text: 'Full', tone: 'closed' }
  if (isDeadlinePassed) return { text: 'Closed', tone: 'closed' }
  if (status === 'waitlist') return { text: 'Wait list', tone: 'closed' }
  if (seatsLeft > some) return { text: 'Open', tone: 'open' }
  const text = seatsLeft === 1 ? '1 seat left' : `${seatsLeft} seats left`
  return { text, tone: seatsLeft <= few ? 'few' : 'open' }
}
