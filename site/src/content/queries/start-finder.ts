import { courseFamilies, deliveryModes } from 'shared-types'
import {
  deliveryText,
  formatMeetings,
  formatPlace,
  formatSeats,
  meetingTime,
  meetingTimes,
  timeText,
} from '../../formats/class-times'
import { formatShortDay, formatWeekday } from '../../formats/dates'
import { formatCents } from '../../formats/money'
import type { Source } from '../snapshot/source'
import { familyText } from './course-finder'
import { startDates } from './start-dates'
import type { StartDate } from './start-dates'

/** The rows of the start-date finder, in order of their start, and the values that its filters offer. */
export function startFinder(source: Source) {
  const rows = startDates(source).map(finderRow)
  return {
    starts: rows,
    /** Only what at least one class has. */
    choices: {
      families: courseFamilies
        .filter((family) => rows.some((row) => row.family === family))
        .map((value) => ({ value, label: familyText[value] })),
      times: meetingTimes
        .filter((time) => rows.some((row) => row.time === time))
        .map((value) => ({ value, label: timeText[value] })),
      deliveries: deliveryModes
        .filter((mode) => rows.some((row) => row.mode === mode))
        .map((value) => ({ value, label: deliveryText[value] })),
    },
  }
}

/** Values to filter by, and all that a row shows in words (`shown`). */
function finderRow(start: StartDate) {
  const seats = formatSeats(start)
  return {
    id: start.id,
    path: start.course.path,
    title: start.course.title,
    code: start.code,
    themeColor: start.course.scrubColor,
    family: start.family,
    mode: start.mode,
    time: meetingTime(start),
    applyBy: start.status === 'full' || start.status === 'cancelled' ? undefined : start.applyBy,
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
}
