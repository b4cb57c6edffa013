import {
  APIError,
  createLocalReq,
  type Endpoint,
  type Payload,
  type PayloadRequest,
  ValidationError,
} from 'payload'
import { documentKey, type PreviewAnswer, PreviewAnswerSchema, PreviewRequestSchema } from 'shared-types'
import { type AttemptLimit, takeAttempt } from '../auth/attempt-limit'
import { clientAddress } from '../auth/client-address'
import { findToken } from '../saves/DocumentTokens'
import { type Entity, readNewest } from '../saves/save'
import { timeInWords } from '../schedule/school-time'
import { askPublisher, type NoPreview } from './ask-publisher'
import { findLink, isRightSecret, mayEdit } from './draft-links'
import { type DraftLink, draftLinksSlug } from './DraftLinks'
import { linkFileToken } from './file-tokens'
import { isSandboxed, messagePage, pageResponse } from './page-response'
import { previewForm } from './previewed-document'

const windowMs = 15 * 60_000
/** A page is made for each request, so a link is no way to keep the publisher busy. */
const perNetwork: AttemptLimit = { name: 'draft opened from network', attempts: 200, windowMs }
const perLink: AttemptLimit = { name: 'draft link opened', attempts: 200, windowMs }

const notValid =
  'This link to a draft does not work: it has expired, was withdrawn, or is not complete. Ask the person who sent it to you for a new one.'
const notNow = 'The draft cannot be shown at the moment. Try again in a minute.'

/**
 * Shows a draft to a reader without an account, who has a link of `makeLink`. A session of the reader, or its absence, changes
 * nothing: the draft is read with the rights of the user who made the link.
 */
export const openDraftEndpoint: Endpoint = {
  path: '/preview/drafts/:link',
  method: 'get',
  handler: async (req) => {
    const { payload } = req
    const [, id, secret] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(String(req.routeParams?.link)) ?? []
    if (!id || !secret) return noDraft(404, notValid)
    const seconds = await takeAttempt(payload, [
      { limit: perNetwork, network: clientAddress(req) },
      { limit: perLink, account: id },
    ])
    if (seconds > 0) {
      const response = noDraft(
        429,
        'Drafts were opened too often from your network. Try again in some minutes.',
      )
      response.headers.set('Retry-After', String(seconds))
      return response
    }
    const link = await findLink(payload, id)
    if (!link || !isRightSecret(payload, link, secret)) return noDraft(404, notValid)
    const draft = await readDraft(payload, link)
    if (!draft) return noDraft(404, notValid)
    const lastOpenedAt = new Date().toISOString()
    await payload.db.updateOne({ collection: draftLinksSlug, id, data: { lastOpenedAt }, returning: false })
    return await pageOf(link, draft, req)
  },
}

interface Draft {
  /** With the rights of the user who made the link. */
  req: PayloadRequest
  entity: Entity
  values: Record<string, unknown>
  notice: string
}

/** Undefined when the user who made the link may not edit the document any more, or it is gone. */
async function readDraft(payload: Payload, link: DraftLink): Promise<Draft | undefined> {
  const user = await payload.findByID({ collection: 'users', id: link.userId, depth: 0, disableErrors: true })
  if (!user) return undefined
  const req = await createLocalReq({ user: { ...user, collection: 'users' } }, payload)
  const collection = payload.collections[link.slug]?.config
  const global = payload.config.globals.find(({ slug }) => slug === link.slug)
  const entity = collection ? { collection, id: link.document } : global && { global }
  if (!entity || !(await mayEdit(req, entity))) return undefined
  const newest = await readNewest(req, entity).catch((error: unknown) => {
    if (error instanceof APIError && [403, 404].includes(error.status)) return undefined
    throw error
  })
  if (!newest) return undefined
  const values = link.draft ?? newest
  return { req, entity, values, notice: await noticeOf(req, link, values) }
}

async function noticeOf(
  req: PayloadRequest,
  link: DraftLink,
  values: Record<string, unknown>,
): Promise<string> {
  const { timeZone } = await req.payload.findGlobal({
    slug: 'site-settings',
    depth: 0,
    select: { timeZone: true },
  })
  const when = timeInWords(String(values.updatedAt), timeZone || undefined)
  const isLive = '_status' in values ? values._status === 'published' : Boolean(values.published)
  const token = (await findToken(req, documentKey({ slug: link.slug, id: link.document || '' })))?.token ?? 0
  const isOld = typeof link.token === 'number' && link.token !== token
  return [
    isLive
      ? `This is not a draft any more: it was published on ${when}.`
      : `This is a draft, saved on ${when}.`,
    isOld ? 'It was changed since.' : !isLive && 'Visitors of the site do not see it yet.',
  ]
    .filter(Boolean)
    .join(' ')
}

async function pageOf(
  link: DraftLink,
  draft: Draft,
  { query, payload, signal }: PayloadRequest,
): Promise<Response> {
  const path = PreviewRequestSchema.shape.path.safeParse(query.path)
  if (!path.success) return noDraft(404, notValid)
  const answer = await askFor(draft, path.data, (name) => linkFileToken(payload, name, link), signal)
  if ('status' in answer) return noDraft(503, notNow)
  if (answer.state === 'nowhere') return noDraft(404, 'No page of the site shows this draft.')
  if (answer.state === 'failed') {
    return noDraft(
      404,
      'This draft cannot be shown as a page: values are missing or wrong, or the page is not there any more. The preview of the person who sent you the link says which.',
    )
  }
  if (!answer.places.includes(answer.path))
    return noDraft(404, 'This page of the site does not show the draft.')
  if (!isSandboxed(answer.policy)) return noDraft(503, notNow)
  return unframed(pageResponse(answer.html, 200, answer.policy))
}

async function askFor(
  { req, entity, values, notice }: Draft,
  path: string | undefined,
  tokenOf: (filename: string) => string,
  signal: AbortSignal | null | undefined,
): Promise<PreviewAnswer | NoPreview> {
  try {
    const { documents, waitingFiles } = await previewForm(req, entity, values)
    const fileTokens = Object.fromEntries(waitingFiles.map((name) => [name, tokenOf(name)]))
    return await askPublisher('/preview', { documents, path, fileTokens, notice }, PreviewAnswerSchema, {
      signal,
    })
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    return { state: 'failed', message: error.message, places: [], gaps: [], blocked: [] }
  }
}

const noDraft = (status: number, message: string) =>
  unframed(messagePage('No draft', message, { status, frameAncestors: "'none'" }))

function unframed(response: Response): Response {
  response.headers.set('X-Frame-Options', 'DENY')
  return response
}
