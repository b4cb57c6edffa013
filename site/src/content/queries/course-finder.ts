import { courseFamilies, deliveryModes, formatDay } from 'shared-types'
import type { CourseFamily } from 'shared-types'
import { deliveryText, meetingTime, meetingTimes, timeText } from '../../formats/class-times'
import type { MeetingTime } from '../../formats/class-times'
import { formatCents } from '../../formats/money'
import type { Source } from '../snapshot/source'
import type { CohortView } from './cohorts'
import { courses } from './courses'
import type { CourseRow } from './courses'
import { startDates } from './start-dates'

export const familyText: Record<CourseFamily, string> = {
  pharmacy: 'Pharmacy',
  phlebotomy: 'Phlebotomy',
  billing: 'Billing and coding',
  cardiac: 'Cardiac monitoring',
  clinical: 'Clinical assisting',
  administrative: 'Office work',
}

/** Names of meeting times inside a sentence: `evenings or weekends`. */
const timesInLine: Record<MeetingTime, string> = {
  days: 'by day',
  evenings: 'evenings',
  weekends: 'weekends',
  own: 'in your own time',
}
/** British English, because American English puts a comma before the last `or`; no other list of the site has one. */
const eitherOf = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** The rows of the course finder, in the order that editors gave them, and the values that its filters offer. */
export function courseFinder(source: Source) {
  const starts = startDates(source)
  const rows = courses(source).map((course) => finderRow(course, timesOf(course, starts)))
  return {
    courses: rows,
    /** Only what at least one course has. */
    choices: {
      deliveries: deliveryModes
        .filter((mode) => rows.some((row) => row.delivery === mode))
        .map((value) => ({ value, label: deliveryText[value] })),
      times: meetingTimes
        .filter((time) => rows.some((row) => row.times.includes(time)))
        .map((value) => ({ value, label: timeText[value] })),
      families: courseFamilies
        .filter((family) => rows.some((row) => row.family === family))
        .map((value) => ({ value, label: familyText[value] })),
    },
  }
}

/** When the classes meet that still take applications; if none does, when the upcoming classes meet that are not cancelled. */
function timesOf(course: CourseRow, starts: readonly CohortView[]): MeetingTime[] {
  const own = starts.filter(({ course: { path }, status }) => path === course.path && status !== 'cancelled')
  const open = own.filter((start) => start.isTakingApplications)
  const offered = (open.length > 0 ? open : own).map(meetingTime)
  return meetingTimes.filter((time) => offered.includes(time))
}

/** Values to filter and sort by, and the same values in words (`shown`). */
const finderRow = (course: CourseRow, times: MeetingTime[]) => ({
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
})
