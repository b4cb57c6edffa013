/** Noon in UTC on a day such as `2027-01-11`. The formats below use UTC, too, so the day never shifts. */
const atNoon = (day: string): Date => new Date(`${day}T12:00:00Z`)

const shortDay = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric' })
const weekday = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'long' })

/** `2027-01-11` becomes `Jan 11`. */
export const formatShortDay = (day: string): string => shortDay.format(atNoon(day))

/** `2027-01-11` becomes `Monday`. */
export const formatWeekday = (day: string): string => weekday.format(atNoon(day))

/** `17:30` becomes `5:30 p.m.`, and `12:00` becomes `noon`. */
export function formatTime(time: string): string {
  if (time === '12:00') return 'noon'
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const half = hours < 12 ? 'a.m.' : 'p.m.'
  const clock = hours % 12 || 12
  return minutes === 0 ? `${clock} ${half}` : `${clock}:${String(minutes).padStart(2, '0')} ${half}`
}

/**
 * The short name of a time zone that holds in summer and winter: `ET` for `America/New_York`, `MST` for `America/Phoenix`,
 * where clocks do not change. Most classes run past a day on which clocks change, so `EST` would be wrong for a part of them.
 */
export function formatTimeZone(timeZone: string, day: string): string {
  const name = (timeZoneName: 'short' | 'shortGeneric') =>
    new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName })
      .formatToParts(atNoon(day))
      .find((part) => part.type === 'timeZoneName')?.value ?? timeZone
  const generic = name('shortGeneric')
  // A zone that has no such name is its offset, as `GMT+0` for UTC.
  return generic.startsWith('GMT') ? name('short') : generic
}

const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** The day that a moment falls on in a time zone, as `2027-01-11`; of the years 1 to 9999. */
export function dayIn(timeZone: string, moment: Date): string {
  let format = dayFormats.get(timeZone)
  if (!format) {
    // sv-SE writes days as in ISO 8601. Formats are kept, because creating one is far slower than using it.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
    dayFormats.set(timeZone, format)
  }
  const day = format.format(moment).padStart('2027-01-11'.length, '0')
  // The last evening of 9999 in UTC is in the year 10000 farther east.
  return day.startsWith('10000') ? '9999-12-31' : day
}
