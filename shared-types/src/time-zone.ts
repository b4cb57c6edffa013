import { text } from './fields'

/** Whether a name is that of an IANA time zone. An offset such as -05:00 is none, because it is wrong for half of the year. */
export function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** An IANA time zone: `America/New_York`. */
export const TimeZoneSchema = text.refine(isTimeZone, 'a time zone like America/New_York')
