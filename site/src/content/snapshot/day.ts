import { dayIn } from '../../formats/dates'
import type { Documents } from './documents'
import type { Day } from './snapshot'

/** The day of `now` in the school's time zone. Throws when the time zone in the site settings does not exist. */
export function dayAtSchool(documents: Documents, now: Date, cmsUrl = ''): Day {
  const { timeZone } = documents.globals['site-settings']
  try {
    return dayIn(timeZone, now)
  } catch (cause) {
    throw new Error(
      `The site settings name the time zone “${timeZone}”, which does not exist. ` +
        `Open ${cmsUrl}/admin/globals/site-settings and write one like America/New_York.`,
      { cause },
    )
  }
}
