import { dayIn } from '../../formats/dates'
import type { Documents } from './documents'
import type { Day } from './snapshot'

/** The day of `now` in the school's time zone. */
export const dayAtSchool = (documents: Documents, now: Date): Day =>
  dayIn(documents.globals['site-settings'].timeZone, now)
