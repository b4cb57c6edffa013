import type { Source } from '../snapshot/source'
import { courseLink } from './course-links'
import type { CourseLink } from './course-links'
import { approvalsOf } from './courses'
import { coursesInOrder } from './course-links'
import type { CourseView } from './courses'

/** What the school must disclose about one course. */
export interface CourseDisclosure extends CourseLink {
  approvals: CourseView['approvals']
  refundPolicy?: string
}

/** Courses that have an approval or a refund policy, in the order that editors gave them. */
export const courseDisclosures = (source: Source): CourseDisclosure[] =>
  coursesInOrder(source)
    .map((course) => ({
      ...courseLink(course),
      approvals: approvalsOf(source, course),
      refundPolicy: course.refundPolicy,
    }))
    .filter(({ approvals, refundPolicy }) => approvals.length > 0 || refundPolicy !== undefined)
