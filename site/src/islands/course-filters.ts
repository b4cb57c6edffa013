import type { CourseFamily, DeliveryMode, ScrubColor } from 'shared-types'
import type { MeetingTime } from '../formats/class-times'
import { daysBetween, offeredValue } from './filters'

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
  /** The same values as text. */
  shown: { length: string; hours: string; delivery: string; times: string; total: string; start: string }
}

export const courseSorts = ['start', 'price', 'length', 'name'] as const
export type CourseSort = (typeof courseSorts)[number]

/** What the visitor has chosen. An empty string or undefined stands for all. */
export interface CourseFilters {
  delivery: string
  time: string
  family: string
  /** Days from today until the class starts, at most. */
  within?: number
  /** Dollars in all, at most. */
  max?: number
  /** undefined keeps the order of the editors. */
  sort?: CourseSort
  /** Slugs of the courses to compare. */
  picks: string[]
  /** Shows the picked courses only; without picks it has no effect. */
  only: boolean
}

export const noCourseFilters: CourseFilters = { delivery: '', time: '', family: '', picks: [], only: false }

const wholeNumber = (value: string | null) => (value && /^\d{1,7}$/.test(value) ? Number(value) : undefined)

/** Reads the filters from the URL's query. A value that `known` does not offer is ignored. */
export function readCourseFilters(
  query: URLSearchParams,
  known: Record<'deliveries' | 'times' | 'families' | 'slugs', readonly string[]>,
): CourseFilters {
  return {
    delivery: offeredValue(query, 'delivery', known.deliveries),
    time: offeredValue(query, 'time', known.times),
    family: offeredValue(query, 'family', known.families),
    within: wholeNumber(query.get('within')),
    max: wholeNumber(query.get('max')),
    sort: courseSorts.find((sort) => sort === query.get('sort')),
    picks: known.slugs.filter((slug) => query.get('pick')?.split('.').includes(slug)),
    only: query.get('only') === 'yes',
  }
}

/** The URL's query string with its question mark, from which `readCourseFilters` reads these filters; empty without filters. */
export function writeCourseFilters(filters: CourseFilters): string {
  const query = new URLSearchParams()
  for (const name of ['delivery', 'time', 'family', 'within', 'max', 'sort'] as const) {
    const value = filters[name]
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  if (filters.picks.length > 0) query.set('pick', filters.picks.join('.'))
  if (filters.only) query.set('only', 'yes')
  return query.size > 0 ? `?${query}` : ''
}

/** The values to choose from for `within`, in days. */
export const startLimits = [30, 60, 90, 180]

const startsLater = ({ nextStart }: FinderCourse, days: number, today: string) =>
  nextStart === undefined || daysBetween(today, nextStart) > days

const costsMore = ({ totalCents }: FinderCourse, dollars: number) =>
  totalCents === undefined || totalCents > dollars * 100

/**
 * The name of a limit in the markup and the style sheet, such as `price-2`. It is made of the limit's place in its list: a
 * style sheet cannot know the amounts.
 */
export const limitName = (kind: 'start' | 'price', place: number): string => `${kind}-${place + 1}`

/** The names of all limits that a course does not meet. The style sheet hides its row when one of them is chosen. */
export const limitsMissed = (course: FinderCourse, prices: readonly number[], today: string): string[] => [
  ...startLimits.flatMap((days, place) =>
    startsLater(course, days, today) ? limitName('start', place) : [],
  ),
  ...prices.flatMap((dollars, place) => (costsMore(course, dollars) ? limitName('price', place) : [])),
]

/**
 * Filters and sorts the courses. A course without a price or a next class does not match a limit on it, and comes last
 * when the list is sorted by it.
 */
export function findCourses(
  courses: readonly FinderCourse[],
  filters: CourseFilters,
  today: string,
): FinderCourse[] {
  const { delivery, time, family, within, max, sort, picks, only } = filters
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
    start: (course: FinderCourse) => (course.nextStart ? daysBetween(today, course.nextStart) : Infinity),
    price: (course: FinderCourse) => course.totalCents ?? Infinity,
    length: (course: FinderCourse) => course.weeks,
    name: () => 0,
  }[sort]
  const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)
  return found.toSorted((a, b) => compare(key(a), key(b)) || a.title.localeCompare(b.title, 'en-US'))
}

/** The style sheet has one rule for each limit, so their number is bounded. */
const maxPriceLimits = 8
const stepsInCents = [50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000]

/**
 * The values to choose from for `max`, in whole dollars: steps of $500, or longer ones where that would be too many. Each
 * of them leaves out at least one course and keeps at least one.
 */
export function priceLimits(courses: readonly FinderCourse[]): number[] {
  const totals = courses.flatMap((course) => course.totalCents ?? [])
  if (totals.length === 0) return []
  for (const step of stepsInCents) {
    const first = Math.ceil(Math.min(...totals) / step)
    const count = Math.ceil(Math.max(...totals) / step) - first
    if (count <= maxPriceLimits)
      return Array.from({ length: count }, (_, index) => ((first + index) * step) / 100)
  }
  return []
}
