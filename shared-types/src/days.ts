const dayMs = 24 * 60 * 60 * 1000

/** A day as `2027-01-11`, some days later or, if negative, earlier. In UTC, so that no change of the clocks moves it. */
export const addDays = (day: string, days: number): string =>
  new Date(new Date(`${day}T12:00:00.000Z`).getTime() + days * dayMs).toISOString().slice(0, 10)

/** The day that a moment falls on in a time zone, as `2027-01-11`. sv-SE writes days as in ISO 8601. */
export const dayIn = (timeZone: string, moment: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment)
