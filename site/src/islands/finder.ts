import type { CourseFamily, DeliveryMode, ScrubColor } from 'shared-types'
import type { MeetingTime } from '../formats/class-times'

/** One row of the course list: what it shows, and what it is filtered and sorted by. */
export interface FinderCourse {
  slug: string
  path: string
  title: string
  summary: string
  themeColor: ScrubColor
  family: CourseFamily
  delivery: DeliveryMode
  /** When in the week its classes meet; empty when no class is planned. */
  times: MeetingTime[]
  weeks: number
  /** All that a student pays, in cents; absent when the school has not entered costs. */
  totalCents?: number
  /** The day of the next class, `2027-01-11`; absent when no class is planned. */
  nextStart?: string
  /** The same figures in words, as the server has written them. */
  shown: { length: string; hours: string; delivery: string; times: string; total: string; start: string }
}

export const sorts = ['start', 'price', 'length', 'name'] as const
export type Sort = (typeof sorts)[number]

/** What a visitor asked for; an empty string or nothing stands for all. */
export interface FinderState {
  delivery: string
  time: string
  family: string
  /** Days from today until the class starts, at most. */
  within?: number
  /** Dollars in all, at most. */
  max?: number
  /** Nothing leaves the school's own order. */
  sort?: Sort
  /** Slugs of the courses to compare. */
  picks: string[]
  /** Only those to compare, once there are any. */
  only: boolean
}

export const everything: FinderState = { delivery: '', time: '', family: '', picks: [], only: false }

const dayLength = 86_400_000
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayLength

const wholeNumber = (value: string | null) => (value && /^\d{1,7}$/.test(value) ? Number(value) : undefined)

/** What an address asks for; what it does not ask for, or asks for in words that we do not have, is left at all. */
export function readState(
  query: URLSearchParams,
  known: Record<'deliveries' | 'times' | 'families' | 'slugs', readonly string[]>,
): FinderState {
  const oneOf = (name: string, values: readonly string[]) => {
    const value = query.get(name) ?? ''
    return values.includes(value) ? value : ''
  }
  return {
    delivery: oneOf('delivery', known.deliveries),
    time: oneOf('time', known.times),
    family: oneOf('family', known.families),
    within: wholeNumber(query.get('within')),
    max: wholeNumber(query.get('max')),
    sort: sorts.find((sort) => sort === query.get('sort')),
    picks: known.slugs.filter((slug) => query.get('pick')?.split('.').includes(slug)),
    only: query.get('only') === 'yes',
  }
}

/** The query string that leads back to a state: empty, or with its question mark. */
export function writeState(state: FinderState): string {
  const query = new URLSearchParams()
  for (const name of ['delivery', 'time', 'family', 'within', 'max', 'sort'] as const) {
    const value = state[name]
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  if (state.picks.length > 0) query.set('pick', state.picks.join('.'))
  if (state.only) query.set('only', 'yes')
  return query.size > 0 ? `?${query}` : ''
}

/** Days until the class starts, at most, that a visitor can choose. */
export const startLimits = [30, 60, 90, 180]

const startsLater = ({ nextStart }: FinderCourse, days: number, today: string) =>
  nextStart === undefined || dayNumber(nextStart) - dayNumber(today) > days

const costsMore = ({ totalCents }: FinderCourse, dollars: number) =>
  totalCents === undefined || totalCents > dollars * 100

/** The name of a limit in the page, where style sheets know it too: by its place in the list, not by its amount. */
export const limitName = (kind: 'start' | 'price', place: number): string => `${kind}-${place + 1}`

/** The names of all limits that a course does not meet. */
export const limitsMissed = (course: FinderCourse, prices: readonly number[], today: string): string[] => [
  ...startLimits.flatMap((days, place) =>
    startsLater(course, days, today) ? limitName('start', place) : [],
  ),
  ...prices.flatMap((dollars, place) => (costsMore(course, dollars) ? limitName('price', place) : [])),
]

/**
 * The courses that a visitor asked for, in the order they asked for. A course whose price or next class is not known
 * does not match a limit on it, and comes last when the list is sorted by it.
 */
export function findCourses(
  courses: readonly FinderCourse[],
  state: FinderState,
  today: string,
): FinderCourse[] {
  const { delivery, time, family, within, max, sort, picks, only } = state
  const found = courses.filter(
    (course) =>
      (delivery === '' || course.delivery === delivery) &&
      (time === '' || course.times.some((one) => one === time)) &&
      (family === '' || course.family === family) &&
      (within === undefined || !startsLater(course, within, today)) &&
      (max === undefined || !costsMore(course, max)) &&
      (!only || picks.length === 0 || picks.includes(course.slug)),
  )
  if (!sort) return found
  const key = {
    start: (course: FinderCourse) => (course.nextStart ? dayNumber(course.nextStart) : Infinity),
    price: (course: FinderCourse) => course.totalCents ?? Infinity,
    length: (course: FinderCourse) => course.weeks,
    name: () => 0,
  }[sort]
  const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)
  return found.toSorted((a, b) => compare(key(a), key(b)) || a.title.localeCompare(b.title, 'en-US'))
}

/** As many limits as a list is quickly read with. */
const mostLimits = 8
const stepsInCents = [50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000]

/** Limits in whole dollars to choose from: steps of $500, or longer ones, that tell the courses apart. */
export function priceLimits(courses: readonly FinderCourse[]): number[] {
  const totals = courses.flatMap((course) => course.totalCents ?? [])
  if (totals.length === 0) return []
  for (const step of stepsInCents) {
    const first = Math.ceil(Math.min(...totals) / step)
    const count = Math.ceil(Math.max(...totals) / step) - first
    if (count <= mostLimits)
      return Array.from({ length: count }, (_, index) => ((first + index) * step) / 100)
  }
  return []
}
