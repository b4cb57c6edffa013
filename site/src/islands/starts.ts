import type { CourseFamily, DeliveryMode, ScrubColor } from 'shared-types'
import type { MeetingTime } from '../formats/class-times'

/** One class: what its row shows, and what it is filtered by. */
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
  /** As far as the server knew, one can still apply. */
  isOpen: boolean
  /** In words, as the server has written them. */
  shown: {
    start: string
    meets: string
    place: string
    note?: string
    total: string
    seats: string
    tone: 'open' | 'few' | 'closed'
    applyBy: string
  }
}

/** What a visitor asked for; an empty string stands for all. */
export interface StartState {
  family: string
  time: string
  delivery: string
  /** Only classes that one can still apply for. */
  open: boolean
}

export const everyStart: StartState = { family: '', time: '', delivery: '', open: false }

/** What an address asks for; what it asks for in words that the lists do not have is left at all. */
export function readStartState(
  query: URLSearchParams,
  known: { families: readonly string[]; times: readonly string[]; deliveries: readonly string[] },
): StartState {
  const oneOf = (name: string, values: readonly string[]) => {
    const value = query.get(name) ?? ''
    return values.includes(value) ? value : ''
  }
  return {
    family: oneOf('family', known.families),
    time: oneOf('time', known.times),
    delivery: oneOf('delivery', known.deliveries),
    open: query.get('open') === 'yes',
  }
}

/** The query string that leads back to a state: empty, or with its question mark. */
export function writeStartState({ open, ...choices }: StartState): string {
  const query = new URLSearchParams(Object.entries(choices).filter(([, value]) => value !== ''))
  if (open) query.set('open', 'yes')
  return query.size > 0 ? `?${query}` : ''
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** Days that are left to apply, the last one not counted: 0 on the last day, below it when that is over. */
export const daysLeft = (applyBy: string, today: string): number => dayNumber(applyBy) - dayNumber(today)

/** What the days that are left mean to somebody who wants to apply. */
export function daysLeftText(applyBy: string, today: string): string {
  const days = daysLeft(applyBy, today)
  if (days < 0) return 'Closed'
  if (days === 0) return 'Today is the last day'
  return days === 1 ? '1 day left' : `${days} days left`
}

/** Whether one can still apply. A page may be older than its reader’s day: `today` decides, where it is known. */
export const isOpenOn = ({ isOpen, applyBy }: StartRow, today?: string): boolean =>
  isOpen && (today === undefined || applyBy === undefined || daysLeft(applyBy, today) >= 0)

/** The classes that a visitor asked for, in their order. */
export const findStarts = (
  rows: readonly StartRow[],
  { family, time, delivery, open }: StartState,
  today?: string,
): StartRow[] =>
  rows.filter(
    (row) =>
      (family === '' || row.family === family) &&
      (time === '' || row.time === time) &&
      (delivery === '' || row.mode === delivery) &&
      (!open || isOpenOn(row, today)),
  )
