import { z } from 'zod'
import { ClaimsSchema } from './claims'
import { PageClaimSchema } from './page-claim'
import { ChangedDocumentSchema } from './webhook'

/** The messages of a trial of rules about claims on the whole live site, from the CMS to the publisher and back. Nothing is stored. */

const path = z.string().startsWith('/').max(2000)

/** Asks for the next pages of a trial. Rules that are switched off, or valid later, are tried too. */
export const ClaimTrialSchema = ClaimsSchema.pick({ lists: true, rules: true }).extend({
  /** The last page that was tried; without it, the trial begins. */
  after: path.optional(),
})
export type ClaimTrial = z.input<typeof ClaimTrialSchema>

const TriedClaimSchema = PageClaimSchema.extend({
  path,
  /** Where the words are edited, if that is known: a document and the path of its field. The id of a global is empty. */
  source: ChangedDocumentSchema.extend({ field: z.string(), title: z.string().optional() }).optional(),
})
export type TriedClaim = z.output<typeof TriedClaimSchema>

const widePart = 0.05
/** Of a small site, a few pages are a large part. */
const widePages = 5

/** Whether a rule that finds something on so many pages is probably about more than was meant. */
export const isTooWide = (pages: number, tried: number): boolean =>
  pages > widePages && pages > widePart * tried

/** So many claims are listed of one rule, in one answer. */
export const maxTriedClaims = 20

export const ClaimTrialAnswerSchema = z.object({
  /** Pages of the live site, and how many of them this answer is about. */
  total: z.int(),
  tried: z.int(),
  /** The last one of them; absent when there are no more. */
  after: path.optional(),
  /** The number of pages with a claim, by the name of the rule. */
  counts: z.record(z.string(), z.int()),
  /** Up to `maxTriedClaims` of each rule. */
  claims: z.array(TriedClaimSchema),
})
export type ClaimTrialAnswer = z.output<typeof ClaimTrialAnswerSchema>
