import { z } from 'zod'
import { SiteChangesSchema } from './site-changes'

/**
 * The messages between the CMS, the publisher and other targets. They are sent over HTTP and signed as in `webhook-signature.ts`.
 */

const text = z.string().min(1).max(300)

/** A document whose live version changed; the id of a global is empty. */
export const ChangedDocumentSchema = z.object({ slug: text, id: z.string().max(300) })
export type ChangedDocument = z.output<typeof ChangedDocumentSchema>

/** A document that may vanish, if visitors see this version of it or an older one. */
export const AllowedDocumentSchema = ChangedDocumentSchema.extend({ updatedAt: z.iso.datetime() })
export type AllowedDocument = z.output<typeof AllowedDocumentSchema>
/** The most documents that one command can allow to vanish. */
export const maxAllowedDocuments = 2000

/** What happened to a document. `change`: another version of it is live. */
export const contentActions = ['publish', 'change', 'unpublish'] as const
export type ContentAction = (typeof contentActions)[number]

/** The CMS to each target: live content changed. It is a hint only: the receiver fetches the current content from the CMS. */
export const ContentChangedSchema = z.object({
  type: z.literal('content.changed'),
  timestamp: z.iso.datetime(),
  data: z.object({
    action: z.enum(contentActions),
    documents: z.array(ChangedDocumentSchema).max(1000),
  }),
})
export type ContentChanged = z.output<typeof ContentChangedSchema>

/** The name of the person who gave the command, and the reason that this person typed. */
const requestedBy = { by: text, reason: z.string().max(1000).default('') }

/** The CMS (for a user of the admin) or the command line to the publisher, which answers with a `CommandResponse`. */
export const PublisherCommandSchema = z.discriminatedUnion('type', [
  /** Reads the publisher's state (live release, freeze, kept releases). `look` is the sent name; older than the code's word. */
  z.object({ type: z.literal('publisher.look'), data: z.object({}) }),
  /**
   * Lists the pages that a rollback to a release would change, restore and remove; without `release`, those that the end of the publish
   * freeze would, which brings back the newest release. Changes nothing.
   */
  z.object({ type: z.literal('release.compare'), data: z.object({ release: z.int().min(1).optional() }) }),
  /** Rolls back to a release and freezes the site. */
  z.object({
    type: z.literal('release.rollback'),
    data: z.object({ release: z.int().min(1), ...requestedBy }),
  }),
  /** Lifts the publish freeze: the newest content goes live again. */
  z.object({ type: z.literal('release.resume'), data: z.object(requestedBy) }),
  /**
   * Allows changes of documents that wait because too much would vanish with them. With `revision` instead of documents, allows
   * a release to lose pages that no document takes away: the revision is that of the refused release, and `bundle` the hash of
   * its templates.
   */
  z.object({
    type: z.literal('release.allow'),
    data: z.object({
      documents: z.array(AllowedDocumentSchema).max(maxAllowedDocuments).optional(),
      revision: text.optional(),
      bundle: text.optional(),
      ...requestedBy,
    }),
  }),
  /** Renders every page with the newest templates and content. */
  z.object({ type: z.literal('release.render'), data: z.object(requestedBy) }),
])
export type PublisherCommand = z.output<typeof PublisherCommandSchema>

/** At most 200 paths of pages, with the number of all. */
const PathsSchema = z.object({ count: z.int(), paths: z.array(z.string()) })

/** The publish freeze of a site: no release replaces the live one until the freeze is lifted. */
export const FreezeSchema = z.object({
  /** The release that stays live. */
  release: z.int(),
  since: z.iso.datetime(),
  by: text,
  reason: z.string(),
})
export type Freeze = z.output<typeof FreezeSchema>

export const CommandResponseSchema = z.object({
  ok: z.boolean(),
  /** What the publisher did; or why not, and what to do. For the person who gave the command. */
  message: z.string(),
  live: z.int().optional(),
  /** The publish freeze. `hold` is the sent name; older than the code's word. */
  hold: FreezeSchema.optional(),
  /** The kept releases, newest first. */
  releases: z
    .array(z.object({ number: z.int(), madeAt: z.iso.datetime(), revision: z.string(), pages: z.int() }))
    .optional(),
  /** The release that was compared with the live one. */
  compared: z.int().optional(),
  comparison: z.object({ changed: PathsSchema, restored: PathsSchema, removed: PathsSchema }).optional(),
  /** The same as a preview counts it. */
  changes: SiteChangesSchema.optional(),
})
export type CommandResponse = z.output<typeof CommandResponseSchema>
