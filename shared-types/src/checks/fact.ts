import type { Problem } from './problem'

/** The day until which a fact must be verified comes after the day on which it was right. Days as `2027-01-11`. */
export function checkFactDates(fact: { from?: string; until?: string; field: string }): Problem[] {
  const { from, until, field } = fact
  if (!from || !until || until > from) return []
  return [
    {
      field,
      message: `This fact is of ${from}, but to be verified by ${until}, so it would never be shown. Choose a later day.`,
    },
  ]
}
