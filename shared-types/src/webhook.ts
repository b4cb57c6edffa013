import { z } from 'zod'

/**
 * What the CMS and the publisher say to each other, over HTTP, signed as Standard Webhooks says
 * (https://www.standardwebhooks.com): headers `webhook-id`, `webhook-timestamp`, `webhook-signature`.
 */

const text = z.string().min(1).max(300)

/** A document that changed for visitors; a global has no id. */
export const ChangedDocumentSchema = z.object({ slug: text, id: z.string().max(300) })
export type ChangedDocument = z.output<typeof ChangedDocumentSchema>

/** What happened to what is live. `change`: the CMS kept it live, in another version. */
export const contentActions = ['publish', 'change', 'unpublish'] as const
export type ContentAction = (typeof contentActions)[number]

/** CMS to any target: something that visitors see has changed. A hint: the receiver asks the CMS what is true now. */
export const ContentChangedSchema = z.object({
  type: z.literal('content.changed'),
  timestamp: z.iso.datetime(),
  data: z.object({
    action: z.enum(contentActions),
    documents: z.array(ChangedDocumentSchema).max(1000),
  }),
})
export type ContentChanged = z.output<typeof ContentChangedSchema>

const asked = { by: text, reason: z.string().max(1000).default('') }

/** CMS (a person in the admin) or the command line to the publisher. Answered with a `CommandResponse`. */
export const PublisherCommandSchema = z.discriminatedUnion('type', [
  /** Asks nothing of anybody: what is live, what is held, what releases there are. */
  z.object({ type: z.literal('publisher.look'), data: z.object({}) }),
  /** Which pages going back to a release would change, bring back and take away. Changes nothing. */
  z.object({ type: z.literal('release.compare'), data: z.object({ release: z.int().min(1) }) }),
  /** Goes back to a release, and stays there until the hold is lifted. */
  z.object({ type: z.literal('release.rollback'), data: z.object({ release: z.int().min(1), ...asked }) }),
  /** Lifts the hold: the newest content goes live again. */
  z.object({ type: z.literal('release.resume'), data: z.object(asked) }),
  /** Lets the release go live that was refused because too many pages would vanish. */
  z.object({ type: z.literal('release.allow'), data: z.object({ revision: text, ...asked }) }),
  /** Renders every page with the newest templates and content. */
  z.object({ type: z.literal('release.render'), data: z.object(asked) }),
])
export type PublisherCommand = z.output<typeof PublisherCommandSchema>

/** Pages by their path, at most 200 of each, with the number of all. */
const PathsSchema = z.object({ count: z.int(), paths: z.array(z.string()) })

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
  /** What happened, or why not and what to do, for a person. */
  message: z.string(),
  live: z.int().optional(),
  hold: FreezeSchema.optional(),
  /** The kept releases, newest first. */
  releases: z
    .array(z.object({ number: z.int(), madeAt: z.iso.datetime(), revision: z.string(), pages: z.int() }))
    .optional(),
  comparison: z.object({ changed: PathsSchema, restored: PathsSchema, removed: PathsSchema }).optional(),
})
export type CommandResponse = z.output<typeof CommandResponseSchema>
