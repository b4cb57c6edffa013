import { APIError, type Endpoint, type PayloadRequest, ValidationError } from 'payload'
import {
  collectionSchemas,
  dayIn,
  documentKey,
  globalSchemas,
  maxListPublished,
  maxListRemoved,
  type PreviewAnswer,
  PreviewAnswerSchema,
  type PreviewedChanges,
  type PreviewedChangesAnswer,
  PreviewedChangesAnswerSchema,
  type PreviewedDocument,
  PreviewRequestSchema,
} from 'shared-types'
import { z } from 'zod'
import { refuse } from '../access/refusal'
import { isStaff } from '../access/rules'
import { BadRequest } from '../requests/bad-request'
import { atMost, parseJson, receiveBody } from '../requests/body'
import { checkDocumentData } from '../requests/document-data'
import { checkLimits, limits } from '../requests/limits'
import type { Entity } from '../saves/save'
import { schoolTimeZone } from '../schedule/school-time'
import { askPublisher, noPreview, type NoPreview } from './ask-publisher'
import { fileToken } from './file-tokens'
import { openDraftEndpoint } from './open-draft'
import { keepAnswer } from './documents-without-claims'
import { canBeEmpty, otherDocuments, untilDay, withNotSent } from './other-changes'
import { isSandboxed, messagePage, pageResponse } from './page-response'
import { previewFilesEndpoint } from './preview-files'
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
  /** Whether the newest drafts of all other documents are applied, too. */
  withDrafts: z.boolean().optional(),
  /** For changes: the moment of the publish, ISO 8601. What is scheduled until then comes first. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** Whether the page is shown as it is live. */
  isLive: z.boolean().optional(),
  /** Whether the document would be taken off the site, instead of published. */
  removes: z.boolean().optional(),
})
type PreviewOfForm = z.infer<typeof PreviewOfFormSchema>

/** Documents of a list, which are published or taken off the site together. */
const PreviewOfListSchema = z
  .object({
    collection: PreviewOfFormSchema.shape.collection.unwrap(),
    ids: z.array(z.string().min(1).max(100)).min(1).max(maxListRemoved),
    removes: z.boolean(),
  })
  .refine(({ ids, removes }) => removes || ids.length <= maxListPublished, {
    path: ['ids'],
    message: `has more than ${maxListPublished} documents to publish`,
  })

/** Answers with a `PreviewAnswer`: the page of a form as it would be live. Stores nothing. */
const previewEndpoint: Endpoint = {
  path: '/preview',
  method: 'post',
  custom: { readsBody: true },
  handler: async (req) => asJson(await preview(req, readJson)),
}

/** Answers with a `PreviewedChangesAnswer`: what publishing the form, or taking its document off the site, would change. Stores nothing. */
const previewChangesEndpoint: Endpoint = {
  path: '/preview/changes',
  method: 'post',
  custom: { readsBody: true },
  handler: async (req) =>
    asJson(
      await answer(req, readJson, parsePreviewOfForm, async (form) => {
        if (form.removes && form.global && !canBeEmpty(form.global)) {
          return {
            status: 409,
            message: 'Visitors go on seeing this as it is live, because the site cannot do without it.',
          }
        }
        const { removes, at } = form
        const own = identityOf(form)
        const changes = removes ? { removed: [own] } : { documents: (await documentsOf(req, form)).documents }
        if (!at && !form.withDrafts && !form.day) {
          const found = await askForChanges(req, changes)
          if (changes.documents && !isNone(found)) keepAnswer(changes.documents, found)
          return found
        }
        const moment = at && new Date(at).toISOString()
        const others = moment
          ? await otherDocuments(req, { own: documentKey(own), isDue: (scheduled) => scheduled < moment })
          : await othersShownWith(req, form)
        const day = moment ? dayIn(await schoolTimeZone(req), new Date(moment)) : form.day
        const proposal = { ...changes, others: others?.changes, day, countsAll: !moment }
        const found = await askForChanges(req, proposal)
        return isNone(found) ? found : withNotSent(found, others)
      }),
    ),
}

/** The same for documents of a list, whose newest versions would be published. */
const previewListEndpoint: Endpoint = {
  path: '/preview/changes-of-list',
  method: 'post',
  custom: { readsBody: true },
  handler: async (req) =>
    asJson(
      await answer(req, readJson, parsePreviewOfList, async ({ collection, ids, removes }) => {
        if (removes) return askForChanges(req, { removed: ids.map((id) => ({ slug: collection, id })) })
        const documents: PreviewedDocument[] = []
        for (const id of ids)
          documents.push(...(await documentsOf(req, { collection, id, values: {} })).documents)
        return askForChanges(req, { documents })
      }),
    ),
}

const askForChanges = (
  req: PayloadRequest,
  changes: PreviewedChanges,
): Promise<PreviewedChangesAnswer | NoPreview> =>
  askPublisher('/preview-changes', changes, PreviewedChangesAnswerSchema, { signal: req.signal })

const asJson = (answer: object) =>
  isNone(answer)
    ? refuse(answer.status, answer.message)
    : Response.json(answer, { headers: { 'Cache-Control': 'no-store' } })

const isNone = (answer: object): answer is NoPreview => 'status' in answer

/** The same for a form post into a frame, whose field `request` has the JSON: answers with the page itself. */
const previewPageEndpoint: Endpoint = {
  path: '/preview/page',
  method: 'post',
  custom: { readsBody: true },
  handler: async (req) => previewPage(await preview(req, readForm)),
}

async function preview(
  req: PayloadRequest,
  read: (req: PayloadRequest) => Promise<unknown>,
): Promise<PreviewAnswer | NoPreview> {
  try {
    return await answer(req, read, parsePreviewOfForm, async (form): Promise<PreviewAnswer | NoPreview> => {
      const { documents, waitingFiles } = form.isLive
        ? { documents: [], waitingFiles: [] }
        : await documentsOf(req, form)
      const { path, day, withEdits } = form
      const others = await othersShownWith(req, form)
      const files = [...waitingFiles, ...(others?.waitingFiles ?? [])]
      const fileTokens = Object.fromEntries(files.map((name) => [name, fileToken(req, name)]))
      const request = { documents, others: others?.changes, path, day, withEdits, fileTokens }
      const page = await askPublisher('/preview', request, PreviewAnswerSchema, { signal: req.signal })
      if (isNone(page)) return page
      if (page.state !== 'page' || isSandboxed(page.policy)) return withNotSent(page, others)
      return noPreview(
        502,
        'the publisher did not keep the page apart from the admin. Update it to the version of this CMS.',
      )
    })
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    return { state: 'failed', message: messageOf(error), places: [], gaps: [], blocked: [] }
  }
}

/** Reads the request of a signed-in user, and answers with what `make` makes of it, or with why there is none. */
async function answer<Wanted, Answer>(
  req: PayloadRequest,
  read: (req: PayloadRequest) => Promise<unknown>,
  parse: (body: unknown) => Wanted,
  make: (wanted: Wanted) => Promise<Answer>,
): Promise<Answer | NoPreview> {
  // Before the body is read: a form may be larger than what a visitor may send.
  if (!req.user) {
    return {
      status: 401,
      message: 'There is no preview, because you are not signed in any more. Sign in again.',
    }
  }
  if (!isStaff(req.user)) {
    return { status: 403, message: 'There is no preview: you have no role here. Ask an admin for one.' }
  }
  try {
    return await make(parse(await read(req)))
  } catch (error) {
    if (error instanceof BadRequest) return error
    if (error instanceof APIError && [403, 404].includes(error.status)) {
      const message = 'There is no preview: this document does not exist any more, or you may not read it.'
      return { status: error.status, message }
    }
    throw error
  }
}

/** What the switches of the pane add to the form: the drafts of others, and what is scheduled until the day. */
async function othersShownWith(req: PayloadRequest, form: PreviewOfForm) {
  const { withDrafts, isLive, day } = form
  return await otherDocuments(req, {
    own: documentKey(identityOf(form)),
    withDrafts: withDrafts && !isLive,
    isDue: day ? await untilDay(req, day) : undefined,
  })
}

const identityOf = ({ collection, global, id = '' }: PreviewOfForm) => ({
  ...{ slug: (collection ?? global)!, id: collection ? id : '' },
})

async function documentsOf(req: PayloadRequest, { values, ...identity }: PreviewOfForm) {
  const entity = entityOf(req, identity)
  checkDocumentData(values, ('global' in entity ? entity.global : entity.collection).flattenedFields)
  return await previewForm(req, entity, values)
}

async function readJson(req: PayloadRequest): Promise<unknown> {
  await receiveBody(req)
  return req.data
}

async function readForm(req: PayloadRequest): Promise<unknown> {
  // Each sign of the JSON takes three bytes in a form.
  const body = req.body && atMost(3 * limits.bodyBytes, req.body, req.headers)
  const request = new URLSearchParams(await new Response(body).text()).get('request') ?? ''
  const json = parseJson(request, 'the field “request”')
  checkLimits(json)
  return json
}

function parsePreviewOfForm(body: unknown): PreviewOfForm {
  const { data, error } = PreviewOfFormSchema.safeParse(body)
  if (data && Boolean(data.collection) !== Boolean(data.global)) return data
  const [{ path, message } = { path: ['collection'], message: 'or “global” must be given' }] =
    error?.issues ?? []
  throw new BadRequest(
    `There is no preview: “${path.join('.')}” of the request is wrong (${message}). Send { collection and id, or global; values; path; day; at }.`,
  )
}

function parsePreviewOfList(body: unknown): z.infer<typeof PreviewOfListSchema> {
  const { data, error } = PreviewOfListSchema.safeParse(body)
  if (data) return data
  const [{ path, message }] = error.issues as [z.core.$ZodIssue]
  throw new BadRequest(
    `There is no count: “${path.join('.')}” of the request is wrong (${message}). Send { collection, ids, removes }.`,
  )
}

function entityOf(
  { payload }: PayloadRequest,
  { collection, global, id }: { collection?: string; global?: string; id?: string },
): Entity {
  if (collection) return { collection: payload.collections[collection]!.config, id }
  return { global: payload.config.globals.find(({ slug }) => slug === global)! }
}

const messageOf = ({ data, message }: ValidationError): string =>
  data.errors.map((error) => error.message).join(' ') || message

/** The page in its frame, with the policy that the publisher gives it; or a page that says why there is none. */
function previewPage(answer: PreviewAnswer | NoPreview): Response {
  if ('state' in answer && answer.state === 'page') return pageResponse(answer.html, 200, answer.policy)
  const message = 'message' in answer ? answer.message : 'No page of the site shows this.'
  const status = 'status' in answer ? answer.status : 200
  return messagePage('No preview', message, { status, frameAncestors: "'self'" })
}

export const previewEndpoints = [
  previewEndpoint,
  previewChangesEndpoint,
  previewListEndpoint,
  previewPageEndpoint,
  previewFilesEndpoint,
  openDraftEndpoint,
]
