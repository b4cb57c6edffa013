import type { PayloadRequest } from 'payload'
import {
  collectionSchemas,
  dayIn,
  documentKey,
  globalSchemas,
  maxListPublished,
  maxListRemoved,
  type PreviewRequest,
  type PreviewedDocument,
  PreviewRequestSchema,
} from 'shared-types'
import { z } from 'zod'
import { canPublish } from '../access/rules'
import { BadRequest } from '../requests/bad-request'
import { checkDocumentData } from '../requests/document-data'
import type { Entity } from '../saves/save'
import { schoolTimeZone } from '../schedule/school-time'
import type { NoPreview } from './ask-publisher'
import { type OtherDocuments, otherDocuments, untilDay } from './other-changes'
import { previewForm } from './previewed-document'

/** What a form sends: the values of its fields, and what to show of them. Without an id the document was never saved. */
const PreviewOfFormSchema = z.object({
  collection: z.enum(Object.keys(collectionSchemas) as [string]).optional(),
  global: z.enum(Object.keys(globalSchemas) as [string]).optional(),
  id: z.string().min(1).max(100).optional(),
  values: z.record(z.string(), z.unknown()),
  path: PreviewRequestSchema.shape.path,
  day: PreviewRequestSchema.shape.day,
  withEdits: PreviewRequestSchema.shape.withEdits,
  asReleased: PreviewRequestSchema.shape.asReleased,
  /** Whether the newest drafts of all other documents are applied, too. */
  withDrafts: z.boolean().optional(),
  /** The moment of the publish, ISO 8601. What is scheduled until then comes first. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** Whether the page is shown as it is live; with `at`, as it would be without this form. */
  isLive: z.boolean().optional(),
  /** Whether the document would be taken off the site, instead of published. */
  removes: z.boolean().optional(),
})
export type PreviewOfForm = z.infer<typeof PreviewOfFormSchema>

/** Documents of a list, which are published or taken off the site together; for a page, also `path` and `isLive`. */
const PreviewOfListSchema = z
  .object({
    collection: PreviewOfFormSchema.shape.collection.unwrap(),
    ids: z.array(z.string().min(1).max(100)).min(1).max(maxListRemoved),
    removes: z.boolean(),
    path: PreviewRequestSchema.shape.path,
    isLive: PreviewOfFormSchema.shape.isLive,
  })
  .refine(({ ids, removes }) => removes || ids.length <= maxListPublished, {
    path: ['ids'],
    message: `has more than ${maxListPublished} documents to publish`,
  })
type PreviewOfList = z.infer<typeof PreviewOfListSchema>

/** A page of a release that was made. */
const PreviewOfReleaseSchema = z.object({
  release: PreviewRequestSchema.shape.release.unwrap(),
  path: PreviewRequestSchema.shape.path.unwrap(),
})
type PreviewOfRelease = z.infer<typeof PreviewOfReleaseSchema>

export function parsePreviewOfForm(body: unknown): PreviewOfForm {
  const { data, error } = PreviewOfFormSchema.safeParse(body)
  if (data && Boolean(data.collection) !== Boolean(data.global)) return data
  const [{ path, message } = { path: ['collection'], message: 'or “global” must be given' }] =
    error?.issues ?? []
  throw new BadRequest(
    `There is no preview: “${path.join('.')}” of the request is wrong (${message}). Send { collection and id, or global; values; path; day; at }.`,
  )
}

export function parsePreviewOfList(body: unknown): PreviewOfList {
  const { data, error } = PreviewOfListSchema.safeParse(body)
  if (data) return data
  const [{ path, message }] = error.issues as [z.core.$ZodIssue]
  throw new BadRequest(
    `There is no count: “${path.join('.')}” of the request is wrong (${message}). Send { collection, ids, removes }.`,
  )
}

/** The page of a form, of the documents of a list, or of a release. */
export function parsePreviewOfPage(body: unknown): PreviewOfForm | PreviewOfList | PreviewOfRelease {
  const has = (name: string) => typeof body === 'object' && body !== null && name in body
  if (has('ids')) return parsePreviewOfList(body)
  if (!has('release')) return parsePreviewOfForm(body)
  const { data } = PreviewOfReleaseSchema.safeParse(body)
  if (data) return data
  throw new BadRequest('There is no preview: send { release, path }, the number of a release and a page.')
}

export const identityOf = ({ collection, global, id = '' }: PreviewOfForm) => ({
  ...{ slug: (collection ?? global)!, id: collection ? id : '' },
})

interface OwnChanges {
  documents: PreviewedDocument[]
  removed?: PreviewRequest['removed']
  /** Files of pictures that visitors do not get yet. */
  waitingFiles: string[]
}

/** The changes of the form itself. */
export async function changesOfForm(req: PayloadRequest, form: PreviewOfForm): Promise<OwnChanges> {
  const { values, ...identity } = form
  if (form.removes) return { documents: [], removed: [identityOf(form)], waitingFiles: [] }
  const entity = entityOf(req, identity)
  checkDocumentData(values, ('global' in entity ? entity.global : entity.collection).flattenedFields)
  return await previewForm(req, entity, values)
}

/** The changes of the documents of a list. */
export async function changesOfList(
  req: PayloadRequest,
  { collection, ids, removes }: PreviewOfList,
): Promise<OwnChanges> {
  if (removes) {
    return { documents: [], removed: ids.map((id) => ({ slug: collection, id })), waitingFiles: [] }
  }
  const documents: PreviewedDocument[] = []
  const waitingFiles: string[] = []
  for (const id of ids) {
    const form = await previewForm(req, entityOf(req, { collection, id }), {})
    documents.push(...form.documents)
    waitingFiles.push(...form.waitingFiles)
  }
  return { documents, waitingFiles }
}

/** The changes of others that a form is shown with, and the day. */
export async function othersAndDayOf(
  req: PayloadRequest,
  form: PreviewOfForm,
): Promise<{ others?: OtherDocuments; day?: string }> {
  const own = documentKey(identityOf(form))
  if (form.at) {
    const moment = new Date(form.at).toISOString()
    const others = await otherDocuments(req, { own, isDue: (scheduled) => scheduled < moment })
    return { others, day: dayIn(await schoolTimeZone(req), new Date(moment)) }
  }
  const { withDrafts, isLive, day } = form
  const isDue = day ? await untilDay(req, day) : undefined
  return { others: await otherDocuments(req, { own, withDrafts: withDrafts && !isLive, isDue }), day }
}

interface PageRequest extends Pick<OwnChanges, 'waitingFiles'> {
  request: Omit<PreviewRequest, 'others' | 'fileTokens'>
  others?: OtherDocuments
}

/** What the publisher is asked for a page, or why it is not. */
export async function pageRequestOf(
  req: PayloadRequest,
  wanted: ReturnType<typeof parsePreviewOfPage>,
): Promise<PageRequest | NoPreview> {
  const none: OwnChanges = { documents: [], waitingFiles: [] }
  if ('release' in wanted) {
    if (canPublish(req.user)) return { request: { documents: [], ...wanted }, waitingFiles: [] }
    return { status: 403, message: 'There is no preview: only publishers look at older releases. Ask one.' }
  }
  const { path } = wanted
  if ('ids' in wanted) {
    const { waitingFiles, ...changes } = wanted.isLive ? none : await changesOfList(req, wanted)
    return { request: { ...changes, path, asReleased: true }, waitingFiles }
  }
  const { waitingFiles, ...changes } = wanted.isLive ? none : await changesOfForm(req, wanted)
  const { others, day } = await othersAndDayOf(req, wanted)
  const { withEdits, asReleased } = wanted
  return {
    request: { ...changes, path, day, withEdits, asReleased },
    others,
    waitingFiles: [...waitingFiles, ...(others?.waitingFiles ?? [])],
  }
}

function entityOf(
  { payload }: PayloadRequest,
  { collection, global, id }: { collection?: string; global?: string; id?: string },
): Entity {
  if (collection) return { collection: payload.collections[collection]!.config, id }
  return { global: payload.config.globals.find(({ slug }) => slug === global)! }
}
