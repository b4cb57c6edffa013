import type { DocumentOf } from '../documents'
import type { Source } from '../source'
import { courseRow, coursesInOrder } from './courses'
import type { CourseRow } from './courses'
import { externshipRow } from './externships'
import type { ExternshipRow } from './externships'

/** A course with all that is compared. */
export interface ComparedCourse extends CourseRow {
  paymentPlan: DocumentOf<'courses'>['paymentPlan']
  prerequisites: Pick<DocumentOf<'courses'>['prerequisites'], 'minimumAge' | 'education'>
  externship?: Pick<ExternshipRow, 'path' | 'hours' | 'paid'>
}

/** All courses side by side, in the order that editors gave them. */
export const comparison = (source: Source): ComparedCourse[] =>
  coursesInOrder(source).map((course) => {
    const { minimumAge, education } = course.prerequisites
    const document =
      course.externship === undefined ? undefined : source.byId.externships.get(course.externship)
    const externship = document && externshipRow(source, document)
    return {
      ...courseRow(source, course),
      paymentPlan: course.paymentPlan,
      prerequisites: { minimumAge, education },
      externship: externship && { path: externship.path, hours: externship.hours, paid: externship.paid },
    }
  })
