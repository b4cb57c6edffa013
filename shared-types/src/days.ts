const dayMs = 24 * 60 * 60 * 1000

/** A day as `2027-01-11`, some days later or, if negative, earlier. In UTC, so that no change of the clocks moves it. */
export const addDays = (day: string, days: number): string =>
  new Date(new Date(`${day}T12:00:00.000Z`).getTime() + days * dayMs).toISOString().slice(0, 10)

/** The day that a moment falls on in a time zone, as `2027-01-11`. sv-SE writes days as in ISO 8601. */
export const dayIn = (timeZone: string, moment: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment)

const longDay = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'long' })

/** `2027-01-11` becomes `January 11, 2027`. What is no day, as in a form that is not finished, stays as it is. */
export function formatDay(day: string): string {
  const noon = new Date(`${day}T12:00:00.000Z`)
  return Number.isNaN(noon.getTime()) ? day : longDay.format(noon)
}
