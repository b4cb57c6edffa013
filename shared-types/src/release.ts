import { z } from 'zod'
import { PageClaimSchema } from './page-claim'
import { AllowedDocumentSchema, FreezeSchema, contentActions, maxAllowedDocuments } from './webhook'

const text = z.string().max(2000)

/** A document whose version in this release differs from the release before, or that this release removes. */
export const ReleasedDocumentSchema = z.object({
  slug: text,
  /** Empty for a global. */
  id: text,
  action: z.enum(contentActions),
  /** `updatedAt` of the version that the release shows; for `unpublish`, of the last version that was live. */
  updatedAt: z.iso.datetime(),
})
export type ReleasedDocument = z.output<typeof ReleasedDocumentSchema>

/** A problem or a warning about one document, in words for editors. */
export const DocumentProblemSchema = z.object({
  slug: text,
  id: text,
  /** The version that has the problem. */
  updatedAt: z.iso.datetime(),
  title: text.optional(),
  /** Payload's path of the field to open; empty when the problem is the whole document. */
  field: text,
  message: text,
})
export type DocumentProblem = z.output<typeof DocumentProblemSchema>

/** Changes that wait until a publisher allows them, because too much of one kind would vanish with them; see `isTooMuchAtOnce`. */
export const WaitingSchema = z.object({
  /** Whether documents of a collection would vanish, or pages of a kind. */
  unit: z.enum(['documents', 'pages']),
  /** The collection's slug, or the kind of the pages: a collection's slug or another name, such as `cards`. */
  kind: text,
  vanishing: z.int(),
  live: z.int(),
  /** The documents whose removal or change waits. `updatedAt` is that of the change, or of the last version of what goes. */
  documents: z.array(AllowedDocumentSchema.extend({ title: text.optional() })).max(maxAllowedDocuments),
})
export type Waiting = z.output<typeof WaitingSchema>

/** At most so many are reported, the newest. */
export const maxReportedOverrides = 2000

/** A warning of the checks, or a claim, with which a person has published a document all the same. */
const ReportedOverrideSchema = z.object({
  slug: text,
  /** Empty for a global. */
  id: text,
  /** The one that the publish gave the document. */
  token: z.int(),
  /** The version that went live with it. */
  updatedAt: z.iso.datetime(),
  rule: text,
  field: text,
  message: text,
  /** Of a claim, the sentence of the page. */
  sentence: text.optional(),
  /** In the words of that person. */
  reason: text,
  /** The name of the person; absent when the CMS does not know. */
  by: text.optional(),
  at: z.iso.datetime(),
})
export type ReportedOverride = z.output<typeof ReportedOverrideSchema>
export const ReportedOverridesSchema = z.object({
  overrides: z.array(ReportedOverrideSchema).max(maxReportedOverrides),
})

/** A claim on a live page, by its URL path. `override`: who has published it all the same, and why. */
export const LivePageClaimSchema = PageClaimSchema.extend({
  path: text,
  override: ReportedOverrideSchema.pick({ by: true, reason: true, at: true }).optional(),
})
export type LivePageClaim = z.output<typeof LivePageClaimSchema>

/** Why a release was made. `asked`: on request, by a command or a manual run; the stored name. */
export const releaseReasons = ['content', 'templates', 'day', 'first', 'nightly', 'asked'] as const

/**
 * - `building`: under way; reported only for releases that take longer.
 * - `live`: visitors see it.
 * - `refused`: validation stopped it, and the site stays as it was.
 * - `failed`: it could not be made, and the site stays as it was.
 * - `rolled-back`: an older release is live again, and the site is frozen, see `hold`.
 * - `resumed`: the publish freeze was lifted.
 */
export const releaseStates = ['building', 'live', 'refused', 'failed', 'rolled-back', 'resumed'] as const
export type ReleaseState = (typeof releaseStates)[number]

/** The publisher or CI to the CMS: the outcome of a release. A report with the same id replaces the earlier one. */
export const ReleaseReportSchema = z.object({
  type: z.literal('release.report'),
  data: z.object({
    id: z.uuid(),
    /** The publishing target: `publisher` is the bundled publisher, `github` the static build. */
    target: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
    /** Counts up for each target. For `rolled-back` and `resumed`, the release that is live afterwards. */
    number: z.int().min(0),
    state: z.enum(releaseStates),
    reason: z.enum(releaseReasons),
    /** The content revision that the release shows. */
    revision: text,
    /** The newest `updatedAt` of its documents: a full release contains every version up to this moment. */
    contentAsOf: z.iso.datetime().optional(),
    /** Hash of the compiled templates. */
    bundle: text,
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
    /** Every page was rendered; `documents` is empty then. */
    isFull: z.boolean(),
    documents: z.array(ReleasedDocumentSchema).max(2000),
    /** The blocked documents: their last live version stays live. `held` is the stored name; older than the code's word. */
    held: z.array(DocumentProblemSchema).max(500),
    /** What waits for a publisher's word: the live versions stay. At most as many documents in all as in one of them. */
    waiting: z.array(WaitingSchema).max(50).default([]),
    /** Live documents that are not shown as their editor meant, such as a link to a page that is gone. */
    warnings: z.array(DocumentProblemSchema).max(500),
    /** Of a live release, what its pages say that a rule about claims is about. Absent in reports of older publishers, and of others. */
    claims: z.array(LivePageClaimSchema).max(500).optional(),
    /** With which warnings its documents went live all the same: those of the versions in `documents`. Absent as `claims` is. */
    overrides: z.array(ReportedOverrideSchema).max(500).optional(),
    pages: z.object({
      total: z.int(),
      rendered: z.int(),
      added: z.array(text).max(200),
      removed: z.array(text).max(200),
      /** Up to 200 of the pages that changed, the documents' own first. */
      changed: z.array(text).max(200),
    }),
    /** Duration of each step in ms. */
    timings: z.record(z.string(), z.number()),
    /** Why it was refused or failed, and what to do, in words for editors. */
    message: text.optional(),
    /** It was refused only because too many pages would vanish, which no document causes: a publisher may allow it. */
    canBeAllowed: z.boolean().default(false),
    /** The publish freeze. `hold` is the stored name; older than the code's word. */
    hold: FreezeSchema.optional(),
    log: z.array(text).max(200),
  }),
})
export type ReleaseReport = z.output<typeof ReleaseReportSchema>
