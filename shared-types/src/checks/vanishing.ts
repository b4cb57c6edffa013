/** How many of the documents of a collection, or of the pages of a kind, would vanish from the site. */
export interface Vanishing {
  vanishing: number
  /** How many of them visitors see now, those that would vanish among them. */
  live: number
}

const most = { count: 5, percent: 10 }

/**
 * Whether so much may not vanish without a publisher's word: more than five, and more than 10 %. The publisher lets such removals
 * wait, and the CMS says so before they are made.
 */
export const isTooMuchAtOnce = ({ vanishing, live }: Vanishing): boolean =>
  vanishing > most.count && vanishing * 100 > live * most.percent
