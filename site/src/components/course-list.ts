import { courseFamilies, deliveryModes } from 'shared-types'
import type { CourseRow } from '../content/queries/courses'
import type { StartDate } from '../content/queries/start-dates'
import { formatDay } from '../formats/dates'
import type { CourseFamily, FinderCourse } from '../islands/finder'
import { meetingTimes } from '../islands/starts'
import type { MeetingTime } from '../islands/starts'
import { formatCents } from '../formats/money'
import { deliveryText, meetingTime, timeText } from './class-times'

export const familyText: Record<CourseFamily, string> = {
  pharmacy: 'Pharmacy',
  phlebotomy: 'Phlebotomy',
  billing: 'Billing and coding',
  cardiac: 'Cardiac monitoring',
  clinical: 'Clinical assisting',
  administrative: 'Office work',
}

/** The times of a course’s classes, as a line goes on with them: `evenings or weekends`. */
const timesInLine: Record<MeetingTime, string> = {
  days: 'by day',
  evenings: 'evenings',
  weekends: 'weekends',
  own: 'in your own time',
}
/** British, because Americans put a comma before the last `or`, and no other list on the site has one. */
const eitherOf = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** When the classes meet that one can still join; when there are none, when the next ones do. */
function timesOf(course: CourseRow, starts: readonly StartDate[]): MeetingTime[] {
  const own = starts.filter((start) => start.course.path === course.path)
  const open = own.filter((start) => start.isTakingApplications)
  const offered = (open.length > 0 ? open : own).map(meetingTime)
  return meetingTimes.filter((time) => offered.includes(time))
}

/** The rows of the course finder: figures to filter and sort by, and the same figures in words. */
export const finderCourses = (courses: readonly CourseRow[], starts: readonly StartDate[]): FinderCourse[] =>
  courses.map((course) => {
    const times = timesOf(course, starts)
    return {
      slug: course.slug,
      path: course.path,
      title: course.title,
      summary: course.summary,
      themeColor: course.scrubColor,
      family: course.family,
      delivery: course.delivery,
      times,
      weeks: course.weeks,
      totalCents: course.totalCents > 0 ? course.totalCents : undefined,
      nextStart: course.nextStart?.start,
      shown: {
        length: course.weeks === 1 ? '1 week' : `${course.weeks} weeks`,
        hours: `${course.clockHours} hours`,
        delivery: deliveryText[course.delivery],
        times: eitherOf.format(times.map((time) => timesInLine[time])),
        total: course.totalCents > 0 ? formatCents(course.totalCents) : 'Ask us',
        start: course.nextStart ? formatDay(course.nextStart.start) : 'No date yet',
      },
    }
  })

/** What the finder offers to choose from: only what some course has. */
export const finderChoices = (courses: readonly FinderCourse[]) => ({
  deliveries: deliveryModes
    .filter((mode) => courses.some((course) => course.delivery === mode))
    .map((value) => ({ value, label: deliveryText[value] })),
  times: meetingTimes
    .filter((time) => courses.some((course) => course.times.includes(time)))
    .map((value) => ({ value, label: timeText[value] })),
  families: courseFamilies
    .filter((family) => courses.some((course) => course.family === family))
    .map((value) => ({ value, label: familyText[value] })),
})
