import { order } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
import { upcomingOf } from './cohorts'
import type { CohortView } from './cohorts'
import { courseRow } from './courses'
import { coursesInOrder } from './course-links'
import type { CourseRow } from './courses'

/** A class that has not started, with the facts of its course that visitors compare. */
export interface StartDate extends CohortView {
  family: CourseRow['family']
  weeks: number
  hoursPerWeek: number
  totalCents: number
}

/** Classes of all courses that have not started, in order of their start. */
export const startDates = (source: Source): StartDate[] =>
  coursesInOrder(source)
    .flatMap((course) => {
      const { family, weeks, hoursPerWeek, totalCents } = courseRow(source, course)
      return upcomingOf(source, course).map((cohort) => ({
        ...cohort,
        family,
        weeks,
        hoursPerWeek,
        totalCents,
      }))
    })
    .toSorted((a, b) => order(a.start, b.start) || order(a.id, b.id))
