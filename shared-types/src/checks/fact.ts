import { addDays, formatDay } from '../days'
import { type Finding, findingOf } from './finding'
import type { Problem } from './problem'

/** The day until which a fact must be verified comes after the day on which it was right. Days as `2027-01-11`. */
export function checkFactDates(fact: { from?: string; until?: string; field: string }): Problem[] {
  const { from, until, field } = fact
  if (!from || !until || until > from) return []
  return [
    {
      field,
      message: `This fact is of ${formatDay(from)}, but to be verified by ${formatDay(until)}, so it would never be shown. Choose a later day.`,
    },
  ]
}

/** How many days before its verify-by date an editor is reminded of a fact. */
export const verifySoonDays = 30

/** A fact whose verify-by date has passed, or passes soon. Days as `2027-01-11`; `name` is what the editor calls the fact. */
export function checkFactAge(
  fact: { name: string; until?: string; field: string },
  today: string,
): Finding[] {
  const { name, until, field } = fact
  if (!until) return []
  if (until < today) {
    const message = `${name} was to be verified by ${formatDay(until)}, so the site does not show it. Look it up again, then enter the new days.`
    return [findingOf('expired-fact', field, message)]
  }
  if (until > addDays(today, verifySoonDays)) return []
  const message = `${name} is to be verified by ${formatDay(until)}. After that day the site does not show it: look it up again, then enter the new days.`
  return [findingOf('expiring-fact', field, message)]
}
