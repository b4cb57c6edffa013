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
