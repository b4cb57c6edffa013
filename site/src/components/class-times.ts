import { weekdays } from 'shared-types'
import type { DeliveryMode, Weekday } from 'shared-types'
import type { CohortView } from '../content/queries/cohorts'
import { formatTime, formatTimeZone } from '../formats/dates'
import type { MeetingTime } from '../islands/starts'

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

/** From this hour on a class is one for the evening. */
const evening = '16:00'

/** When in the week a class meets, for somebody who works. */
export function meetingTime({ days, startTime }: Pick<CohortView, 'days' | 'startTime'>): MeetingTime {
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

/** `6 to 9 p.m.`; the half of the day is said once when both times share it. */
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

type Meeting = Pick<CohortView, 'days' | 'startTime' | 'endTime' | 'mode' | 'timeZone' | 'start'>

/** When a class meets, in words; one that meets at no set time is studied in one's own time, or has to be asked for. */
export function formatMeetings(cohort: Meeting): string {
  const days = formatDays(cohort.days)
  const times = formatTimes(cohort.startTime, cohort.endTime)
  // Somebody who studies from another state has to know whose evening it is.
  const zone = times && cohort.mode === 'online' ? ` ${formatTimeZone(cohort.timeZone, cohort.start)}` : ''
  if (days && times) return `${days}, ${times}${zone}`
  if (days || times) return `${days}${times}${zone}`
  return cohort.mode === 'online' ? 'In your own time' : 'Times to be set'
}

/** The same words with `6 to 9 p.m. EST` held together, for a column where a line may end anywhere. */
export const tieTimes = (text: string): string =>
  text.replace(/ (?=[ap]\.m\.|[A-Z]{3,4}$)/g, '\u00a0').replace(/(\d) to (?=\d)/g, '$1\u00a0to\u00a0')

/** Where a class meets, in a word or two. */
export const formatPlace = (cohort: Pick<CohortView, 'mode' | 'location'>): string => {
  const city = cohort.location?.city
  if (cohort.mode === 'online' || !city) return deliveryText[cohort.mode]
  return cohort.mode === 'blended' ? `${city} and online` : city
}

export interface Seats {
  text: string
  tone: 'open' | 'few' | 'closed'
}

const few = 3
const some = 6

/** How full a class is: the word says it all, the tone only repeats it in color. */
export function seatsOf(cohort: Pick<CohortView, 'status' | 'seatsLeft' | 'isDeadlinePassed'>): Seats {
  if (cohort.status === 'full') return { text: 'Full', tone: 'closed' }
  if (cohort.isDeadlinePassed) return { text: 'Closed', tone: 'closed' }
  if (cohort.status === 'waitlist') return { text: 'Wait list', tone: 'closed' }
  if (cohort.seatsLeft > some) return { text: 'Open', tone: 'open' }
  const text = cohort.seatsLeft === 1 ? '1 seat left' : `${cohort.seatsLeft} seats left`
  return { text, tone: cohort.seatsLeft <= few ? 'few' : 'open' }
}
