import { z } from 'zod'
import { FreezeSchema, contentActions } from './webhook'

const text = z.string().max(2000)

/** A document that a release shows in another version than the one before, or no more. */
export const ReleasedDocumentSchema = z.object({
  slug: text,
  /** Empty for a global. */
  id: text,
  action: z.enum(contentActions),
  /** The `updatedAt` of the version that the release was made from; of the last one for `unpublish`. */
  updatedAt: z.iso.datetime(),
})
export type ReleasedDocument = z.output<typeof ReleasedDocumentSchema>

/** Something about one document, in an editor's words. */
export const DocumentProblemSchema = z.object({
  slug: text,
  id: text,
  /** The version that has the problem. */
  updatedAt: z.iso.datetime(),
  title: text.optional(),
  /** Payload's path of the field to open; empty when it is the whole document. */
  field: text,
  message: text,
})
export type DocumentProblem = z.output<typeof DocumentProblemSchema>

/** Why a release was made. */
export const releaseReasons = ['content', 'templates', 'day', 'first', 'nightly', 'asked'] as const

/**
 * - `building`: under way; comes only for what takes longer than a moment.
 * - `live`: visitors see it.
 * - `refused`: the gate stopped it, and the site stays as it was.
 * - `failed`: it could not be made, and the site stays as it was.
 * - `rolled-back`: an older release is live again, and stays, see `hold`.
 * - `resumed`: the hold is over.
 */
export const releaseStates = ['building', 'live', 'refused', 'failed', 'rolled-back', 'resumed'] as const
export type ReleaseState = (typeof releaseStates)[number]

/** Publisher or CI to the CMS: what became of a release. A report with the same id replaces the earlier one. */
export const ReleaseReportSchema = z.object({
  type: z.literal('release.report'),
  data: z.object({
    id: z.uuid(),
    /** Who publishes where: `publisher` is the bundled one, `github` the static build. */
    target: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
    /** Counts up for each target; the release that is live after `rolled-back` and `resumed`. */
    number: z.int().min(0),
    state: z.enum(releaseStates),
    reason: z.enum(releaseReasons),
    /** The content revision that it shows. */
    revision: text,
    /** Newest `updatedAt` of all its documents: on a full release, everything up to here is in it. */
    contentAsOf: z.iso.datetime().optional(),
    /** Hash of the templates. */
    bundle: text,
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
    /** Every page was rendered, from every document; `documents` is empty then. */
    isFull: z.boolean(),
    documents: z.array(ReleasedDocumentSchema).max(2000),
    /** All documents whose newest version is kept out; their last live version stays. */
    held: z.array(DocumentProblemSchema).max(500),
    /** What is live but not as its editor meant, such as a link to a page that is gone. */
    warnings: z.array(DocumentProblemSchema).max(500),
    pages: z.object({
      total: z.int(),
      rendered: z.int(),
      added: z.array(text).max(200),
      removed: z.array(text).max(200),
      /** Some of the pages that changed, the documents' own first. */
      changed: z.array(text).max(200),
    }),
    /** Milliseconds of each step. */
    timings: z.record(z.string(), z.number()),
    /** Why it was refused or failed, and what to do, for a person. */
    message: text.optional(),
    /** It was refused only because pages would vanish: a person may allow it. */
    canBeAllowed: z.boolean().default(false),
    hold: FreezeSchema.optional(),
    log: z.array(text).max(200),
  }),
})
export type ReleaseReport = z.output<typeof ReleaseReportSchema>
