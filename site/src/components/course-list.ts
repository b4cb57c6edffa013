import { courseFamilies, deliveryModes } from 'shared-types'
import type { CourseRow } from '../content/queries/courses'
import { formatDay } from '../dates'
import type { CourseFamily, FinderCourse } from '../islands/finder'
import { formatCents } from '../money'
import { deliveryText } from './class-times'

export const familyText: Record<CourseFamily, string> = {
  pharmacy: 'Pharmacy',
  phlebotomy: 'Phlebotomy',
  billing: 'Billing and coding',
  cardiac: 'Cardiac monitoring',
  clinical: 'Clinical assisting',
  administrative: 'Office work',
}

/** The rows of the course finder: figures to filter and sort by, and the same figures in words. */
export const finderCourses = (courses: readonly CourseRow[]): FinderCourse[] =>
  courses.map((course) => ({
    path: course.path,
    title: course.title,
    summary: course.summary,
    cloth: course.scrubColor,
    family: course.family,
    delivery: course.delivery,
    weeks: course.weeks,
    totalCents: course.totalCents > 0 ? course.totalCents : undefined,
    nextStart: course.nextStart?.start,
    shown: {
      length: course.weeks === 1 ? '1 week' : `${course.weeks} weeks`,
      hours: `${course.clockHours} hours`,
      delivery: deliveryText[course.delivery],
      total: course.totalCents > 0 ? formatCents(course.totalCents) : 'Ask us',
      start: course.nextStart ? formatDay(course.nextStart.start) : 'No date yet',
    },
  }))

/** What the finder offers to choose from: only what some course has. */
export const finderChoices = (courses: readonly CourseRow[]) => ({
  deliveries: deliveryModes
    .filter((mode) => courses.some((course) => course.delivery === mode))
    .map((value) => ({ value, label: deliveryText[value] })),
  families: courseFamilies
    .filter((family) => courses.some((course) => course.family === family))
    .map((value) => ({ value, label: familyText[value] })),
})
