import type { CourseFamily, DeliveryMode, ScrubColor } from 'shared-types'
import type { MeetingTime } from '../formats/class-times'
import { daysBetween, offeredValue } from './filters'

/** One row of the start dates: what it shows, and what it is filtered by. */
export interface StartRow {
  id: string
  path: string
  title: string
  code: string
  themeColor: ScrubColor
  family: CourseFamily
  mode: DeliveryMode
  time: MeetingTime
  /** The last day to apply, `2027-01-04`. */
  applyBy?: string
  /** Whether the class took applications when the page was rendered. */
  isOpen: boolean
  /** The values of the row as text. */
  shown: {
    start: string
    meets: string
    place: string
    note?: string
    total: string
    seats: string
    tone: 'open' | 'few' | 'closed' | 'cancelled'
    applyBy: string
  }
}

/** What the visitor has chosen; an empty string stands for all. */
export interface StartFilters {
  family: string
  time: string
  delivery: string
  /** Only classes that still take applications. */
  open: boolean
}

export const noStartFilters: StartFilters = { family: '', time: '', delivery: '', open: false }

/** Reads the filters from the URL's query. A value that `known` does not offer is ignored. */
export function readStartFilters(
  query: URLSearchParams,
  known: { families: readonly string[]; times: readonly string[]; deliveries: readonly string[] },
): StartFilters {
  return {
    family: offeredValue(query, 'family', known.families),
    time: offeredValue(query, 'time', known.times),
    delivery: offeredValue(query, 'delivery', known.deliveries),
    open: query.get('open') === 'yes',
  }
}

/** The URL's query string with its question mark, from which `readStartFilters` reads these filters; empty without filters. */
export function writeStartFilters({ open, ...choices }: StartFilters): string {
  const query = new URLSearchParams(Object.entries(choices).filter(([, value]) => value !== ''))
  if (open) query.set('open', 'yes')
  return query.size > 0 ? `?${query}` : ''
}

/** The time left to apply, as text. */
export function daysLeftText(applyBy: string, today: string): string {
  const days = daysBetween(today, applyBy)
  if (days < 0) return 'Closed'
  if (days === 0) return 'Today is the last day'
  return days === 1 ? '1 day left' : `${days} days left`
}

/** Whether the class takes applications. `today` counts when it is known, because the page may have been rendered earlier. */
export const isOpenOn = ({ isOpen, applyBy }: StartRow, today?: string): boolean =>
  isOpen && (today === undefined || applyBy === undefined || daysBetween(today, applyBy) >= 0)

/** Filters the classes and keeps their order. */
export const findStarts = (
  rows: readonly StartRow[],
  { family, time, delivery, open }: StartFilters,
  today?: string,
): StartRow[] =>
  rows.filter(
    (row) =>
      (family === '' || row.family === family) &&
      (time === '' || row.time === time) &&
      (delivery === '' || row.mode === delivery) &&
      (!open || isOpenOn(row, today)),
  )
