import { formatDay } from '../days'
import { timeOfDay } from '../fields'
import { type Finding, findingOf } from './finding'
import { dayOf, type FormValues, numberIn } from './form-values'
import type { Problem } from './problem'

/** The fields of a cohort that are compared. Dates as `2027-01-11`, times as `17:30`; what the editor left empty is undefined. */
export interface CohortFacts {
  start?: string
  end?: string
  applyBy?: string
  days?: readonly string[]
  startTime?: string
  endTime?: string
  mode?: string
  location?: string
  seats?: number
  seatsTaken?: number
}

/** A malformed time already has a message of its own. */
const isTime = (value: string | undefined): value is string => timeOfDay.safeParse(value).success

/** Checks that dates and times are in order, that days and place are given, and that no more seats are taken than there are. */
export function checkCohort(cohort: CohortFacts): Problem[] {
  const { start, end, applyBy, days = [], startTime, endTime, mode, location, seats, seatsTaken } = cohort
  const problems: Problem[] = []
  if (start && end && end <= start) {
    problems.push({
      field: 'end',
      message: `The class ends on ${formatDay(end)}, but it starts on ${formatDay(start)}. The end must be after the start.`,
    })
  }
  if (start && applyBy && applyBy > start) {
    problems.push({
      field: 'applyBy',
      message: `People can apply until ${formatDay(applyBy)}, but the class starts on ${formatDay(start)}. Apply by must not be after the start.`,
    })
  }
  if (Boolean(startTime) !== Boolean(endTime)) {
    problems.push({
      field: startTime ? 'endTime' : 'startTime',
      message: 'Give both the time when the class begins and the time when it ends, or neither.',
    })
  }
  if (isTime(startTime) && isTime(endTime) && endTime <= startTime) {
    problems.push({
      field: 'endTime',
      message: `The class ends at ${endTime}, but it begins at ${startTime}. The end must be later.`,
    })
  }
  if (startTime && days.length === 0) {
    problems.push({ field: 'days', message: 'Say on which days the class meets at that time.' })
  }
  if (mode && mode !== 'online' && !location) {
    problems.push({
      field: 'location',
      message: 'This class meets in person: say where. Online classes need no location.',
    })
  }
  if (seats !== undefined && seatsTaken !== undefined && seatsTaken > seats) {
    problems.push({
      field: 'seatsTaken',
      message: `${seatsTaken} seats are taken, but the class has ${seats}. Correct one of the two.`,
    })
  }
  return problems
}

/**
 * A class that has begun is normal: the site stops listing it by itself. One that takes applications, but whose first day was over when
 * that day was entered, was never listed: the day is probably wrong. `enteredOn` as `2027-01-11`.
 */
export function checkPastStart(cohort: FormValues, enteredOn: string): Finding[] {
  const start = dayOf(cohort.start)
  if (!start || start >= enteredOn || !takesApplications(cohort)) return []
  const message = `The class was to start on ${formatDay(start)}, which was over when that day was entered. It takes applications, but the site lists no class that has begun. Correct the day; if it is right, set “Enrollment” to “Full”.`
  return [findingOf('past-start', 'start', message)]
}

const takesApplications = ({ status, seats, seatsTaken }: FormValues) =>
  status === 'waitlist' || (status === 'open' && (numberIn(seats) ?? 0) > (numberIn(seatsTaken) ?? 0))
