import { APIError, type PayloadRequest, ValidationError } from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import {
  type AppliedChanges,
  collectionSchemas,
  dayIn,
  documentKey,
  type GlobalSlug,
  globalSchemas,
  type LeftOutDocument,
  type OtherChanges,
} from 'shared-types'
import type { Entity } from '../saves/save'
import { scheduleTargetOf } from '../schedule/publish-scheduled'
import { findJobs, placeOf } from '../schedule/scheduled-changes'
import { schoolTimeZone } from '../schedule/school-time'
import { unseenChanges } from '../schedule/unseen-changes'
import { type PreviewedForm, previewForm } from './previewed-document'

/** With more drafts than these, the newest ones are applied: each must be made as it would be published. */
const maxDrafts = 100
/** Of all others, as JSON: the publisher takes 16 MB in one message. */
const maxCharacters = 8_000_000

/** Changes of other documents that a preview applies, too. */
export interface OtherDocuments {
  changes: OtherChanges
  waitingFiles: string[]
  leftOut: LeftOutDocument[]
  notSent: number
}

/** A document that is to be published, or taken off the site. */
interface Change {
  slug: string
  id: string
  isRemoved?: boolean
  /** ISO 8601: of the version, which is read again when it is another. */
  updatedAt?: string
}

interface Wanted {
  /** The key of the document of the form, which is none of the others. */
  own: string
  withDrafts?: boolean
  /** What is scheduled for moments (ISO 8601) of which this is true. */
  isDue?: (at: string) => boolean
}

/** The moments before the end of a day at the school, as `2026-12-24`. */
export async function untilDay(req: PayloadRequest, day: string): Promise<(at: string) => boolean> {
  const timeZone = await schoolTimeZone(req)
  return (at) => dayIn(timeZone, new Date(at)) <= day
}

/** Reads the newest drafts that the user may read, and what is scheduled. Stores nothing. Undefined where nothing is scheduled. */
export async function otherDocuments(
  req: PayloadRequest,
  { own, withDrafts, isDue }: Wanted,
): Promise<OtherDocuments | undefined> {
  if (!withDrafts && !isDue) return undefined
  const found = new Map<string, Change>()
  const leftOut: LeftOutDocument[] = []
  let notSent = 0
  if (withDrafts) {
    const { drafts, total } = await newestDrafts(req)
    const others = drafts.filter((draft) => documentKey(draft) !== own)
    const applied = others.slice(0, maxDrafts)
    notSent = total - applied.length - (drafts.length - others.length)
    for (const draft of applied) found.set(documentKey(draft), draft)
  }
  const due = isDue ? await scheduledChanges(req, isDue) : { changes: [], leftOut: [] }
  for (const change of due.changes) found.set(documentKey(change), change)
  leftOut.push(...due.leftOut)
  found.delete(own)
  if (!withDrafts && found.size + leftOut.length === 0) return undefined

  const changes: OtherChanges = { documents: [], removed: [] }
  const waitingFiles: string[] = []
  let characters = 0
  for (const change of found.values()) {
    const { slug, id } = change
    if (change.isRemoved) {
      changes.removed.push({ slug, id })
      continue
    }
    const made = await madeOf(req, change)
    if ('message' in made) {
      leftOut.push({ slug, id, field: '', ...made })
      continue
    }
    characters += made.characters
    if (characters > maxCharacters) notSent++
    else {
      changes.documents.push(...made.documents)
      waitingFiles.push(...made.waitingFiles)
    }
  }
  return { changes, waitingFiles, leftOut, notSent }
}

/** The answer of the publisher, with what the CMS did not send. */
export const withNotSent = <Answer extends { others?: AppliedChanges }>(
  answer: Answer,
  others: OtherDocuments | undefined,
): Answer => {
  if (!others) return answer
  const { applied = [], leftOut = [] } = answer.others ?? {}
  return { ...answer, others: { applied, leftOut: [...leftOut, ...others.leftOut], notSent: others.notSent } }
}

/** The newest one first, of each collection so many as may be applied; `total`: how many there are. */
async function newestDrafts(req: PayloadRequest): Promise<{ drafts: Change[]; total: number }> {
  const { payload } = req
  const options = { depth: 0, draft: true, overrideAccess: false, req } as const
  const drafts: Change[] = []
  let total = 0
  for (const slug of Object.keys(collectionSchemas)) {
    const { config } = payload.collections[slug]!
    if (!hasDraftsEnabled(config)) continue
    const { docs, totalDocs } = await payload.find({
      ...options,
      collection: slug as 'posts',
      where: { _status: { equals: 'draft' } },
      select: { updatedAt: true } as never,
      sort: '-updatedAt',
      // One of them may be that of the form.
      limit: maxDrafts + 1,
    })
    total += totalDocs
    for (const { id, updatedAt } of docs) drafts.push({ slug, id: String(id), updatedAt })
  }
  for (const slug of Object.keys(globalSchemas)) {
    const draft: { _status?: string; updatedAt?: string } = await payload.findGlobal({
      ...options,
      slug: slug as 'home',
      select: { updatedAt: true, _status: true } as never,
    })
    if (draft._status !== 'draft' || !draft.updatedAt) continue
    total++
    drafts.push({ slug, id: '', updatedAt: draft.updatedAt })
  }
  return { drafts: drafts.toSorted((a, b) => (a.updatedAt! < b.updatedAt! ? 1 : -1)), total }
}

/** In their order. */
async function scheduledChanges(
  req: PayloadRequest,
  isDue: (at: string) => boolean,
): Promise<{ changes: Change[]; leftOut: LeftOutDocument[] }> {
  const changes: Change[] = []
  const leftOut: LeftOutDocument[] = []
  for (const { input, waitUntil, hasError } of await findJobs(req, [])) {
    const target = input ? scheduleTargetOf(input) : undefined
    if (!target || !waitUntil || hasError || !isDue(waitUntil)) continue
    const [slug, id] = 'global' in target ? [target.global, ''] : [target.collection, target.id]
    if (input?.type === 'unpublish') {
      if (canBeEmpty(slug)) changes.push({ slug, id, isRemoved: true })
      continue
    }
    const unseen = input?.token === undefined ? undefined : await unseenChanges(req, target, input.token)
    if (unseen === undefined) changes.push({ slug, id })
    else {
      const { title } = await placeOf(req.payload, target, req)
      leftOut.push({ slug, id, title, field: '', message: unseen })
    }
  }
  return { changes, leftOut }
}

/** Otherwise the publisher keeps the live version of a global that is unpublished. */
export const canBeEmpty = (slug: string): boolean =>
  !(slug in globalSchemas) || globalSchemas[slug as GlobalSlug].safeParse({}).success

type Made = PreviewedForm & { characters: number }

/** By document, version and user: while a person types, the others stay as they are. */
const lastMade = new Map<string, Made>()

/** The document as publishing would store it, or why there is none. */
async function madeOf(
  req: PayloadRequest,
  { slug, id, updatedAt }: Change,
): Promise<Made | { message: string }> {
  const key = JSON.stringify([slug, id, updatedAt, req.user?.id])
  const known = updatedAt === undefined ? undefined : lastMade.get(key)
  if (known) return known
  const collection = req.payload.collections[slug]?.config
  const global = req.payload.config.globals.find((one) => one.slug === slug)!
  const entity: Entity = collection ? { collection, id } : { global }
  try {
    const form = await previewForm(req, entity, {})
    const made = { ...form, characters: JSON.stringify(form.documents).length }
    if (updatedAt !== undefined) lastMade.set(key, made)
    const [oldest] = lastMade.keys()
    if (lastMade.size > maxDrafts && oldest !== undefined) lastMade.delete(oldest)
    return made
  } catch (error) {
    if (error instanceof ValidationError || (error instanceof APIError && error.status < 500)) {
      return { message: error.message }
    }
    throw error
  }
}
