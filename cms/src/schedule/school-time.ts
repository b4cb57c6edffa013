import { cachedReads } from '../database/read-cache'
import type { Reader } from '../saves/DocumentTokens'

/** `Tue, Dec 1, 2026, 10:00 AM EST`: a moment (ISO 8601) by the clocks of a time zone. Without one, by those of the computer. */
export const timeInWords = (moment: string, timeZone: string | undefined): string =>
  new Date(moment).toLocaleString('en-US', {
    timeZone,
    ...{ weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' },
    ...{ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  })

/** `Eastern Time (America/New_York)`. */
export function zoneInWords(timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longGeneric' })
  const name = format.formatToParts().find(({ type }) => type === 'timeZoneName')?.value
  return name ? `${name} (${timeZone})` : timeZone
}

/** An IANA time zone; UTC before the school has chosen its own. */
export async function schoolTimeZone(req: Reader): Promise<string> {
  const settings = await cachedReads(req).findGlobal<{ timeZone?: string }>({
    slug: 'site-settings',
    select: { timeZone: true },
  })
  return (settings as { timeZone?: string } | null)?.timeZone || 'UTC'
}
