import { paths } from 'shared-types'
import type { ScrubColor } from 'shared-types'
import type { DocumentOf } from '../snapshot/documents'
import { order } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'

/** A course as a link to it needs it. */
export interface CourseLink {
  path: string
  title: string
  code: string
  scrubColor: ScrubColor
}

/** Links to all courses, in the order that editors gave them. */
export const courseLinks = (source: Source): CourseLink[] => coursesInOrder(source).map(courseLink)

/** All courses by their position; courses with the same position by their title. */
export const coursesInOrder = (source: Source): DocumentOf<'courses'>[] =>
  source.all.courses.toSorted((a, b) => a.position - b.position || order(a.title, b.title))

export const courseLink = (course: DocumentOf<'courses'>): CourseLink => ({
  path: paths.course(course.slug),
  title: course.title,
  code: course.code,
  scrubColor: course.scrubColor,
})
