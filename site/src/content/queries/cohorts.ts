import type { DeliveryMode, Weekday } from 'shared-types'
import type { DocumentOf } from '../snapshot/documents'
import { order } from '../snapshot/snapshot'
import type { Day } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
import { courseLink } from './course-links'
import type { CourseLink } from './course-links'
import { locationView } from './locations'
import type { LocationView } from './locations'

/** A class that has not started. A cancelled class is listed, too, and says so. */
export interface CohortView {
  id: string
  code: string
  course: CourseLink
  start: Day
  end: Day
  applyBy?: Day
  /** The last day to apply is past. */
  isDeadlinePassed: boolean
  days: Weekday[]
  /** On a 24-hour clock, in `timeZone`: `17:30`. */
  startTime?: string
  endTime?: string
  timeZone: string
  mode: DeliveryMode
  location?: LocationView
  seats: number
  seatsLeft: number
  /** An open class without a free seat is `full`, whatever its stored status. */
  status: 'open' | 'waitlist' | 'full' | 'cancelled'
  /** Visitors can still apply, for a seat or for the waiting list. */
  isTakingApplications: boolean
  note?: string
}

/** Classes that have not started, in order of their start; of one course when its slug is given. */
export function upcomingCohorts(source: Source, courseSlug?: string): CohortView[] {
  const courses =
    courseSlug === undefined
      ? source.all.courses
      : [source.bySlug.courses.get(courseSlug)].filter((course) => course !== undefined)
  return courses
    .flatMap((course) => upcomingOf(source, course))
    .toSorted((a, b) => order(a.start, b.start) || order(a.id, b.id))
}

/** The classes of one course that have not started, in order of their start. */
export const upcomingOf = (source: Source, course: DocumentOf<'courses'>): CohortView[] =>
  (source.cohortsOfCourse.get(course.id) ?? [])
    .filter((cohort) => cohort.start >= source.today)
    .map((cohort) => cohortView(source, cohort, course))

/** The next class that takes applications; if there is none, the next class that is not cancelled. */
export const nextStart = (cohorts: readonly CohortView[]): CohortView | undefined =>
  cohorts.find((cohort) => cohort.isTakingApplications) ??
  cohorts.find(({ status }) => status !== 'cancelled')

function cohortView(
  source: Source,
  cohort: DocumentOf<'cohorts'>,
  course: DocumentOf<'courses'>,
): CohortView {
  const place = cohort.location === undefined ? undefined : source.byId.locations.get(cohort.location)
  const seatsLeft = Math.max(0, cohort.seats - cohort.seatsTaken)
  const status = cohort.status === 'open' && seatsLeft === 0 ? 'full' : cohort.status
  const isDeadlinePassed = cohort.applyBy !== undefined && cohort.applyBy < source.today
  return {
    id: cohort.id,
    code: cohort.code,
    course: courseLink(course),
    start: cohort.start,
    end: cohort.end,
    applyBy: cohort.applyBy,
    isDeadlinePassed,
    days: cohort.days,
    startTime: cohort.startTime,
    endTime: cohort.endTime,
    timeZone: cohort.timeZone,
    mode: cohort.mode,
    location: place && locationView(place),
    seats: cohort.seats,
    seatsLeft,
    status,
    isTakingApplications: (status === 'open' || status === 'waitlist') && !isDeadlinePassed,
    note: cohort.note,
  }
}
