import { paths } from 'shared-types'
import type { Calendar } from '../../formats/calendar'
import type { Source } from '../snapshot/source'
import { upcomingCohorts } from './cohorts'

/** The calendar of one course when its slug is given, else of all courses; undefined when there is no such course. */
export function calendar(source: Source, courseSlug?: string): Calendar | undefined {
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
