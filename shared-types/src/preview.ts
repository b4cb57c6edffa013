import { z } from 'zod'
import { ExplainedClaimSchema } from './page-claim'
import { WaitingSchema } from './release'
import { SiteChangesSchema } from './site-changes'
import { ChangedDocumentSchema } from './webhook'

/** The messages of a preview, from the CMS to the publisher and back. They are sent over HTTP and signed as in `webhook-signature.ts`. */

const path = z.string().startsWith('/').max(2000)

/** So many documents of a list are counted at most. Those that are published are read one by one, with all of their fields. */
export const maxListPublished = 200
export const maxListRemoved = 2000

/** A document as visitors would get it from the CMS, at depth 0, if it were published as its form shows it. */
const PreviewedDocumentSchema = ChangedDocumentSchema.extend({
  updatedAt: z.iso.datetime(),
  data: z.unknown(),
})
export type PreviewedDocument = z.output<typeof PreviewedDocumentSchema>

/** Other documents that go live first, such as those that are scheduled until then, in their order. The document gate may leave some out. */
const OtherChangesSchema = z.object({
  documents: z.array(PreviewedDocumentSchema).max(2000).default([]),
  removed: z.array(ChangedDocumentSchema).max(2000).default([]),
})
export type OtherChanges = z.output<typeof OtherChangesSchema>

/** Asks for a page as it would be after a release with these documents. Nothing is stored, and no release waits for it. */
export const PreviewRequestSchema = z.object({
  /** The document of the form first, then those that would be published with it, such as waiting pictures. None: the live page. */
  documents: z.array(PreviewedDocumentSchema).max(2000),
  others: OtherChangesSchema.optional(),
  /** The page; without it the most telling one of those that show the document. */
  path: path.optional(),
  /** The day that the site shows, as `2026-12-24`; without it, today in the school's time zone. */
  day: z.iso.date().optional(),
  /** Documents that the release takes away. */
  removed: z.array(ChangedDocumentSchema).max(maxListRemoved).optional(),
  /** Whether the page is exactly that of the release, without the documents that the document gate blocks, or `nowhere`. */
  asReleased: z.boolean().optional(),
  /** The number of a release that was made: its page is read from its files, and the documents do not matter. */
  release: z.int().min(1).optional(),
  /** Whether the elements of the page say which fields they come from. */
  withEdits: z.boolean().optional(),
  /** What the URL of a media file needs behind its `?`, by filename: only files that visitors do not get yet. */
  fileTokens: z.record(z.string().max(300), z.string().max(300)).optional(),
  /** What the page says above its content to a reader without an account; without it, the page is for a frame of the admin. */
  notice: z.string().min(1).max(1000).optional(),
})
export type PreviewRequest = z.output<typeof PreviewRequestSchema>

/**
 * Where something on the page is edited. The id of a global is empty. `field`: its path in the CMS, such as `costs.0.label`; empty
 * when the place is of a whole document, such as the row of a table.
 */
const PreviewEditSchema = ChangedDocumentSchema.extend({ field: z.string(), title: z.string().optional() })
export type PreviewEdit = z.output<typeof PreviewEditSchema>

/** A required value that the form lacks. The page shows a visible gap in its place. */
const PreviewGapSchema = z.object({
  /** Path of the field, such as `costs.0.cents`. */
  field: z.string(),
  message: z.string(),
})
export type PreviewGap = z.output<typeof PreviewGapSchema>

/** A document that the document gate keeps out of a release, and why. */
const LeftOutDocumentSchema = ChangedDocumentSchema.extend({
  title: z.string().optional(),
  field: z.string(),
  message: z.string(),
})
export type LeftOutDocument = z.output<typeof LeftOutDocumentSchema>

/** What became of the `others` of a request. */
const AppliedChangesSchema = z.object({
  applied: z.array(ChangedDocumentSchema.extend({ title: z.string().optional(), isRemoved: z.boolean() })),
  leftOut: z.array(LeftOutDocumentSchema),
  /** How many more there are, which the CMS did not send. */
  notSent: z.int().default(0),
})
export type AppliedChanges = z.output<typeof AppliedChangesSchema>

const shown = {
  /** URL paths of the pages that show the document, the most telling one first. */
  places: z.array(path),
  gaps: z.array(PreviewGapSchema),
  /** Why the document gate would keep the document out of a release, which the page shows all the same. */
  blocked: z.array(PreviewGapSchema).default([]),
  others: AppliedChangesSchema.optional(),
}

export const PreviewAnswerSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('page'),
    path,
    html: z.string(),
    /** The content security policy that the page needs. */
    policy: z.string(),
    /** By the numbers in the attributes `data-edit` of the HTML. */
    edits: z.array(PreviewEditSchema).default([]),
    /** Whether there was no time to find all of them: another request waited. */
    isPartial: z.boolean().default(false),
    ...shown,
  }),
  /** No page shows the document. */
  z.object({ state: z.literal('nowhere'), ...shown }),
  /** The page could not be made, or there is none at the path. `message`: why, and what to do, for an editor. */
  z.object({ state: z.literal('failed'), message: z.string(), ...shown }),
])
export type PreviewAnswer = z.output<typeof PreviewAnswerSchema>

/** Asks what a release would change in which these documents are published, and others are taken away. */
export const PreviewedChangesSchema = z
  .object({
    documents: z.array(PreviewedDocumentSchema).max(2000).default([]),
    removed: z.array(ChangedDocumentSchema).max(maxListRemoved).default([]),
    others: OtherChangesSchema.optional(),
    /** The day of the release, as `2026-12-24`. What the day itself changes, and the `others`, do not count. */
    day: z.iso.date().optional(),
    /** Documents that are not published any more, but that visitors see until a publisher allows that so many vanish. */
    waiting: z.array(ChangedDocumentSchema).max(maxListRemoved).optional(),
    /** Whether these do count, too: the site of that day with all changes is compared with what is live. */
    countsAll: z.boolean().optional(),
  })
  .refine(({ documents, removed }) => documents.length + removed.length > 0, 'say which documents change')
export type PreviewedChanges = z.input<typeof PreviewedChangesSchema>

/** A claim that is nowhere live yet. */
const PreviewedClaimSchema = ExplainedClaimSchema.extend({
  /** Of a page that would say so. */
  path,
  /** Of the first document, with the words. */
  field: z.string().max(2000).optional(),
  /** The first of the documents with the words, and the path of its field. */
  source: ChangedDocumentSchema.extend({ field: z.string().max(2000) }).optional(),
})
export type PreviewedClaim = z.output<typeof PreviewedClaimSchema>

/** What of the changes would wait for a publisher's word, because too much of one kind would vanish. */
const PreviewedWaitingSchema = WaitingSchema.omit({ documents: true }).extend({
  /** “12 of 70 posts would vanish”, which the CMS adds. */
  what: z.string().default(''),
})
export type PreviewedWaiting = z.output<typeof PreviewedWaitingSchema>

export const PreviewedChangesAnswerSchema = SiteChangesSchema.extend({
  /** What the pages that were made would say that a rule about claims is about. At most 50; none from an older publisher. */
  claims: z.array(PreviewedClaimSchema).default([]),
  /** Values that the first document lacks, without which it cannot go live. */
  gaps: z.array(PreviewGapSchema),
  /** The documents that the document gate would keep out of the release, which do not count. */
  blocked: z.array(LeftOutDocumentSchema).default([]),
  /** What stays on the site all the same, until a publisher allows it. It is counted as if it were allowed. */
  waiting: z.array(PreviewedWaitingSchema).default([]),
  others: AppliedChangesSchema.optional(),
  /** While publishing is frozen, the release that visitors see. What is counted is compared with the newest one. */
  frozen: z.int().optional(),
})
export type PreviewedChangesAnswer = z.output<typeof PreviewedChangesAnswerSchema>

/** The colors and the medium that a page in the frame is shown for; without `colors` those that the browser prefers. */
export interface PreviewDisplay {
  colors?: 'light' | 'dark'
  isPrinted: boolean
}

/** From the admin to the page in its frame. */
export type MessageToPreview =
  | { type: 'show'; html: string }
  | { type: 'display'; display: PreviewDisplay }
  /** Outlines the places of these edits, by their numbers, and scrolls to the first one if `field` is another one than before. */
  | { type: 'focus'; numbers: number[]; field?: string }
  /** Focuses the first place in sight, from where the arrow keys lead to the others. */
  | { type: 'walk' }

/** From the page in the frame to the admin. */
export const MessageFromPreviewSchema = z.discriminatedUnion('type', [
  /** The page listens. */
  z.object({ type: z.literal('ready') }),
  /** A link to another page of the site was followed. */
  z.object({ type: z.literal('open'), path }),
  /** A place of these edits was clicked, by their numbers, or `isKey`: chosen with Enter. `path`: it is a link to a page of the site, too. */
  z.object({
    type: z.literal('edit'),
    numbers: z.array(z.int()),
    path: path.optional(),
    isKey: z.boolean().optional(),
  }),
  /** The arrow keys have come to a place of these edits. */
  z.object({ type: z.literal('place'), numbers: z.array(z.int()) }),
  /** The arrow keys are to move nothing any more. */
  z.object({ type: z.literal('leave') }),
  /** The page can show the newest HTML only when it is loaded anew. */
  z.object({ type: z.literal('reload') }),
])
export type MessageFromPreview = z.output<typeof MessageFromPreviewSchema>
