import type { Cohort } from 'shared-types'
import { addDays, type Day, isHoliday, onOrAfter } from './dates'

type Weekday = Cohort['days'][number]

interface CohortPlan {
  course: string
  /** The class starts on the first such weekday at least this many days after today; negative for a class that has begun. */
  afterDays: number
  days: Weekday[]
  /** The weekday of the first class, when the students choose their own times. */
  opens?: Weekday
  startTime?: string
  endTime?: string
  mode: Cohort['mode']
  location?: string
  seats: number
  seatsTaken: number
  status: Cohort['status']
  note?: string
}

export interface CohortContent extends Omit<CohortPlan, 'afterDays' | 'opens'> {
  code: string
  start: Day
  end: Day
  applyBy: Day
}

const weekdayNumbers: Record<Weekday, number> = { sun: 0, mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6 }

const evening = { startTime: '18:00', endTime: '21:00' }
const henrico = { mode: 'onsite', location: 'henrico' } as const
const monToThu: Weekday[] = ['mon', 'tue', 'wed', 'thu']
const ownTime = {
  days: [],
  opens: 'mon',
  mode: 'online',
  note: 'One check-in a week with your instructor.',
} as const

const plans: readonly CohortPlan[] = [
  {
    course: 'phlebotomy',
    afterDays: -24,
    days: monToThu,
    ...evening,
    ...henrico,
    seats: 12,
    seatsTaken: 12,
    status: 'full',
    note: 'Under way.',
  },
  {
    course: 'phlebotomy',
    afterDays: 45,
    days: monToThu,
    ...evening,
    ...henrico,
    seats: 12,
    seatsTaken: 9,
    status: 'open',
  },
  {
    course: 'phlebotomy',
    afterDays: 70,
    days: ['sat', 'sun'],
    startTime: '09:00',
    endTime: '15:30',
    ...henrico,
    seats: 12,
    seatsTaken: 4,
    status: 'open',
    note: 'Weekend class. A half-hour lunch is in the day.',
  },
  {
    course: 'phlebotomy',
    afterDays: 130,
    days: monToThu,
    startTime: '09:00',
    endTime: '12:00',
    mode: 'onsite',
    location: 'richmond',
    seats: 10,
    seatsTaken: 0,
    status: 'open',
  },
  {
    course: 'pharmacy-technician',
    afterDays: 18,
    days: ['tue', 'wed', 'thu'],
    startTime: '17:30',
    endTime: '21:30',
    ...henrico,
    seats: 14,
    seatsTaken: 14,
    status: 'full',
  },
  {
    course: 'pharmacy-technician',
    afterDays: 55,
    days: ['tue', 'wed', 'thu'],
    startTime: '17:30',
    endTime: '21:30',
    ...henrico,
    seats: 14,
    seatsTaken: 6,
    status: 'open',
  },
  {
    course: 'pharmacy-technician',
    afterDays: 100,
    days: ['mon', 'wed', 'fri'],
    startTime: '09:00',
    endTime: '13:00',
    mode: 'onsite',
    location: 'richmond',
    seats: 14,
    seatsTaken: 1,
    status: 'open',
  },
  {
    course: 'healthcare-billing-and-coding',
    afterDays: -40,
    ...ownTime,
    days: [],
    seats: 30,
    seatsTaken: 22,
    status: 'full',
    note: 'Under way.',
  },
  {
    course: 'healthcare-billing-and-coding',
    afterDays: 65,
    ...ownTime,
    days: [],
    seats: 30,
    seatsTaken: 11,
    status: 'open',
  },
  {
    course: 'healthcare-billing-and-coding',
    afterDays: 120,
    ...ownTime,
    days: [],
    seats: 30,
    seatsTaken: 0,
    status: 'open',
  },
  {
    course: 'cardiac-monitoring',
    afterDays: 40,
    days: ['mon', 'wed'],
    startTime: '19:00',
    endTime: '21:00',
    mode: 'online',
    seats: 16,
    seatsTaken: 11,
    status: 'open',
  },
  {
    course: 'cardiac-monitoring',
    afterDays: 75,
    days: ['tue', 'thu'],
    startTime: '12:00',
    endTime: '14:00',
    mode: 'online',
    seats: 16,
    seatsTaken: 3,
    status: 'cancelled',
    note: 'Too few people could come at midday. The evening class runs.',
  },
  {
    course: 'cardiac-monitoring',
    afterDays: 110,
    days: ['mon', 'wed'],
    startTime: '19:00',
    endTime: '21:00',
    mode: 'online',
    seats: 16,
    seatsTaken: 0,
    status: 'open',
  },
  {
    course: 'clinical-medical-assistant',
    afterDays: 60,
    days: ['tue', 'thu'],
    ...evening,
    mode: 'online',
    seats: 18,
    seatsTaken: 18,
    status: 'waitlist',
    note: 'Three people wait. Call and be the fourth.',
  },
  {
    course: 'clinical-medical-assistant',
    afterDays: 115,
    days: ['tue', 'thu'],
    ...evening,
    mode: 'blended',
    location: 'henrico',
    seats: 18,
    seatsTaken: 5,
    status: 'open',
    note: 'Tuesdays on screen, Thursdays in the Henrico lab.',
  },
  {
    course: 'medical-administrative-assistant',
    afterDays: 45,
    ...ownTime,
    days: [],
    seats: 30,
    seatsTaken: 8,
    status: 'open',
  },
  {
    course: 'medical-administrative-assistant',
    afterDays: 105,
    days: ['mon', 'thu'],
    startTime: '10:00',
    endTime: '12:00',
    mode: 'online',
    seats: 20,
    seatsTaken: 2,
    status: 'open',
    note: 'Two live mornings a week. The rest is in your own time.',
  },
]

/** The classes around `today`. `weeks` and `codes` are each course's length and code, by its slug. */
export function cohortsAround(
  today: Day,
  weeks: Record<string, number>,
  codes: Record<string, string>,
): CohortContent[] {
  const counts = new Map<string, number>()
  return plans
    .map((plan) => ({ plan, start: startOf(plan, today) }))
    .sort((a, b) => a.start.localeCompare(b.start))
    .map(({ plan: { afterDays: _days, opens: _opens, ...plan }, start }) => {
      const series = `${codes[plan.course]}-${start.slice(2, 4)}`
      const count = counts.get(series) ?? 0
      counts.set(series, count + 1)
      return {
        ...plan,
        code: `${series}${String.fromCharCode(65 + count)}`,
        start,
        end: lastClass(start, weeks[plan.course] ?? 0),
        applyBy: addDays(start, -7),
      }
    })
}

function startOf({ afterDays, days, opens }: CohortPlan, today: Day): Day {
  const weekday = weekdayNumbers[days[0] ?? opens ?? 'mon']
  let start = onOrAfter(addDays(today, afterDays), weekday)
  while (isHoliday(start)) start = addDays(start, 7)
  return start
}

/** Externships end on a Friday, and so does every course. */
const lastClass = (start: Day, weeks: number): Day => onOrAfter(addDays(start, (weeks - 1) * 7), 5)
