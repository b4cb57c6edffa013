import { courseFamilies, deliveryModes } from 'shared-types'
import type { StartDate } from '../content/queries/start-dates'
import { formatShortDay, formatWeekday } from '../formats/dates'
import { meetingTimes } from '../islands/starts'
import type { StartRow } from '../islands/starts'
import { formatCents } from '../formats/money'
import { deliveryText, formatMeetings, formatPlace, meetingTime, seatsOf, timeText } from './class-times'
import { familyText } from './course-list'

/** The rows of the start-date finder: what they are filtered by, and all that they show in words. */
export const finderStarts = (starts: readonly StartDate[]): StartRow[] =>
  starts.map((start) => {
    const seats = seatsOf(start)
    return {
      id: start.id,
      path: start.course.path,
      title: start.course.title,
      code: start.code,
      themeColor: start.course.scrubColor,
      family: start.family,
      mode: start.mode,
      time: meetingTime(start),
      applyBy: start.status === 'full' ? undefined : start.applyBy,
      isOpen: start.isTakingApplications,
      shown: {
        start: `${formatWeekday(start.start).slice(0, 3)}, ${formatShortDay(start.start)}, ${start.start.slice(0, 4)}`,
        meets: formatMeetings(start),
        place: formatPlace(start),
        note: start.note,
        total: start.totalCents > 0 ? formatCents(start.totalCents) : 'Ask us',
        seats: seats.text,
        tone: seats.tone,
        applyBy: start.applyBy && start.isTakingApplications ? formatShortDay(start.applyBy) : '',
      },
    }
  })

/** What the finder offers to choose from: only what some class has. */
export const startChoices = (starts: readonly StartDate[]) => ({
  families: courseFamilies
    .filter((family) => starts.some((start) => start.family === family))
    .map((value) => ({ value, label: familyText[value] })),
  times: meetingTimes
    .filter((time) => starts.some((start) => meetingTime(start) === time))
    .map((value) => ({ value, label: timeText[value] })),
  deliveries: deliveryModes
    .filter((mode) => starts.some((start) => start.mode === mode))
    .map((value) => ({ value, label: deliveryText[value] })),
})
