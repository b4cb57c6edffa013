import { z } from 'zod'
import { claimLevels } from './claims'

/**
 * Where a text of a page is. `attribute`: what a screen reader or a tool tip says. `card`: the text that other sites show beside a
 * link to the page. `card-picture`: the words in the picture of that.
 */
export const pagePlaces = [
  'text',
  'alt',
  'title',
  'description',
  'attribute',
  'structured-data',
  'card',
  'card-picture',
  'feed',
  'calendar',
] as const
export type PagePlace = (typeof pagePlaces)[number]

const words = z.string().max(2000)

/** A sentence of a page that a rule about claims is about. */
export const PageClaimSchema = z.object({
  /** The name of the rule. */
  rule: words,
  level: z.enum(claimLevels),
  /** The whole sentence, and of its words those that the rule names. */
  sentence: words,
  words,
  place: z.enum(pagePlaces),
})
export type PageClaim = z.output<typeof PageClaimSchema>

/** A claim, with what its rule says to editors. */
export const ExplainedClaimSchema = PageClaimSchema.extend({ reason: words, instead: words })
export type ExplainedClaim = z.output<typeof ExplainedClaimSchema>

const placeNames: Record<PagePlace, string> = {
  text: 'in its text',
  alt: 'in the alternative text of a picture',
  title: 'in its title',
  description: 'in its description',
  attribute: 'in a label',
  'structured-data': 'in its data for search engines',
  card: 'in the text of its social card',
  'card-picture': 'in the picture of its social card',
  feed: 'in the feed',
  calendar: 'in the calendar',
}

/** For a sentence that begins with the page: `in the alternative text of a picture`. */
export const nameOfPlace = (place: PagePlace): string => placeNames[place]
