import { addDays, formatDay } from '../days'
import { type Finding, findingOf } from './finding'
import type { Problem } from './problem'

/** The clinical review of a post; `reviewedOn` as `2027-01-11`. */
export interface PostFacts {
  reviewedBy?: unknown
  reviewedOn?: string
}

/** A post has both a reviewer and a day of the review, or neither. */
export function checkPost({ reviewedBy, reviewedOn }: PostFacts): Problem[] {
  if (Boolean(reviewedBy) === Boolean(reviewedOn)) return []
  return [
    reviewedBy
      ? { field: 'reviewedOn', message: 'Say on which day the review took place, or remove the reviewer.' }
      : { field: 'reviewedBy', message: 'Say who reviewed this post, or remove the day of the review.' },
  ]
}

/** How long a clinical review counts. */
export const reviewDays = 365

/** A review of more than a year ago. Days as `2027-01-11`. */
export function checkReviewAge({ reviewedOn }: Pick<PostFacts, 'reviewedOn'>, today: string): Finding[] {
  if (!reviewedOn || reviewedOn >= addDays(today, -reviewDays)) return []
  const message = `This post was reviewed on ${formatDay(reviewedOn)}, more than a year ago. Let a clinical reviewer read it again, and enter the day.`
  return [findingOf('old-review', 'reviewedOn', message)]
}

/** `categories`: the titles of those of its categories that need a clinical reviewer. */
export function checkReviewer(
  { reviewedBy }: Pick<PostFacts, 'reviewedBy'>,
  categories: readonly string[],
): Finding[] {
  if (reviewedBy || categories.length === 0) return []
  const names = categories.map((title) => `“${title}”`).join(' and ')
  const message = `Posts about ${names} need a clinical reviewer, and this one names none. Choose who reviewed it, and enter the day.`
  return [findingOf('missing-review', 'reviewedBy', message)]
}
