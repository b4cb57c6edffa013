import type { Problem } from './problem'

export interface PostFacts {
  reviewedBy?: unknown
  reviewedOn?: string
}

/** A clinical review has a reviewer and a day, or there is none. */
export function checkPost({ reviewedBy, reviewedOn }: PostFacts): Problem[] {
  if (Boolean(reviewedBy) === Boolean(reviewedOn)) return []
  return [
    reviewedBy
      ? { field: 'reviewedOn', message: 'Say on which day the review took place, or remove the reviewer.' }
      : { field: 'reviewedBy', message: 'Say who reviewed this post, or remove the day of the review.' },
  ]
}
