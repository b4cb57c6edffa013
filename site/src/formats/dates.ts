/** Noon in UTC on a day such as `2027-01-11`. The formats below use UTC, too, so the day never shifts. */
const atNoon = (day: string): Date => new Date(`${day}T12:00:00Z`)

const longDay = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
})
const shortDay = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric' })
const weekday = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'long' })

/** `2027-01-11` becomes `January 11, 2027`. */
export const formatDay = (day: string): string => longDay.format(atNoon(day))

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

/** The time zone's short name on a day: `America/New_York` is `EST` on `2027-01-11`. */
export function formatTimeZone(timeZone: string, day: string): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' })
  const parts = format.formatToParts(atNoon(day))
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone
}

const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** The day that a moment falls on in a time zone, as `2027-01-11`. */
export function dayIn(timeZone: string, moment: Date): string {
  let format = dayFormats.get(timeZone)
  if (!format) {
    // sv-SE writes days as in ISO 8601. Formats are kept, because creating one is far slower than using it.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
    dayFormats.set(timeZone, format)
  }
  return format.format(moment)
}

/** The offset from UTC in a time zone at a day and time: `-05:00`. */
export function utcOffset(timeZone: string, day: string, time = '12:00'): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  const parts = format.formatToParts(new Date(`${day}T${time}:00Z`))
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  return name === 'GMT' ? '+00:00' : name.replace('GMT', '')
}
