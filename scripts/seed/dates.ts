import { addDays } from 'shared-types'

export { addDays, dayIn } from 'shared-types'

/** A whole day: `2027-01-11`. All arithmetic is in UTC, so no clock change moves a day. */
export type Day = string

const asDate = (day: Day) => new Date(`${day}T12:00:00.000Z`)

/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => asDate(day).getUTCDay()

/** Payload stores a day as that day's noon in UTC. */
export const asNoon = (day: Day): string => asDate(day).toISOString()

/** The first such weekday that is not before `day`; 0 is Sunday. */
export const onOrAfter = (day: Day, weekday: number): Day => addDays(day, (weekday - weekdayOf(day) + 7) % 7)

/** Days on which the school starts no class: the year's end, and the federal holidays a class could fall on. */
export function isHoliday(day: Day): boolean {
  const monthDay = day.slice(5)
  if (monthDay >= '12-20' || monthDay <= '01-02') return true
  if (['06-19', '07-03', '07-04', '07-05', '11-11'].includes(monthDay)) return true
  const [, month = 0, date = 0] = day.split('-').map(Number)
  const nth = Math.ceil(date / 7)
  const isMonday = weekdayOf(day) === 1
  if (isMonday && nth === 3 && (month === 1 || month === 2)) return true
  if (isMonday && month === 5 && date > 24) return true
  if (isMonday && month === 9 && nth === 1) return true
  if (isMonday && month === 10 && nth === 2) return true
  const isThanksgivingWeek = month === 11 && date >= 22 && date <= 29
  return isThanksgivingWeek && [4, 5, 6].includes(weekdayOf(day))
}
