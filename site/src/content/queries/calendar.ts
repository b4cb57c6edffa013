import { paths } from 'shared-types'
import type { Source } from '../source'
import { upcomingCohorts } from './cohorts'
import type { CohortView } from './cohorts'

/** A class with the moment of its last change, as a calendar has to know it. */
export interface CalendarClass extends CohortView {
  /** ISO 8601. */
  updatedAt: string
}

export interface CalendarView {
  /** What the calendar is called where people keep several. */
  title: string
  /** The page that shows the same. */
  path: string
  phone: string
  classes: CalendarClass[]
}

/** Classes for calendars, of one course when its slug is given; nothing when there is no such course. */
export function calendar(source: Source, courseSlug?: string): CalendarView | undefined {
  const settings = source.globals['site-settings']
  const course = courseSlug === undefined ? undefined : source.bySlug.courses.get(courseSlug)
  if (courseSlug !== undefined && !course) return undefined
  return {
    title: course ? `${settings.shortName}: ${course.title}` : `${settings.shortName} start dates`,
    path: course ? paths.course(course.slug) : paths.startDates(),
    phone: settings.phone,
    classes: upcomingCohorts(source, courseSlug).map((cohort) => ({
      ...cohort,
      updatedAt: source.byId.cohorts.get(cohort.id)?.updatedAt ?? '',
    })),
  }
}
