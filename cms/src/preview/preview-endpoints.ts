import { APIError, type Endpoint, type PayloadRequest, type Plugin, ValidationError } from 'payload'
import { collectionSchemas, globalSchemas, type PreviewAnswer, PreviewRequestSchema } from 'shared-types'
import { z } from 'zod'
import { refuse } from '../access/refusal'
import { isStaff } from '../access/rules'
import { BadRequest } from '../requests/bad-request'
import { atMost, parseJson, receiveBody } from '../requests/body'
import { checkDocumentData } from '../requests/document-data'
import { checkLimits, limits } from '../requests/limits'
import type { Entity } from '../saves/save'
import { askPublisher, type NoPreview } from './ask-publisher'
import { fileToken } from './file-tokens'
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
})

/** Answers with a `PreviewAnswer`: the page of a form as it would be live. Stores nothing. */
const previewEndpoint: Endpoint = {
  path: '/preview',
  method: 'post',
  custom: { readsBody: true },
  handler: async (req) => {
    const answer = await preview(req, readJson)
    return 'state' in answer
      ? Response.json(answer, { headers: { 'Cache-Control': 'no-store' } })
      : refuse(answer.status, answer.message)
  },
}

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
    const { path, day, values, ...identity } = parsePreviewOfForm(await read(req))
    const entity = entityOf(req, identity)
    checkDocumentData(values, ('global' in entity ? entity.global : entity.collection).flattenedFields)
    const { documents, waitingFiles } = await previewForm(req, entity, values)
    const fileTokens = Object.fromEntries(waitingFiles.map((name) => [name, fileToken(req, name)]))
    return await askPublisher({ documents, path, day, fileTokens }, req.signal)
  } catch (error) {
    if (error instanceof ValidationError)
      return { state: 'failed', message: messageOf(error), places: [], gaps: [] }
    if (error instanceof BadRequest) return error
    if (error instanceof APIError && [403, 404].includes(error.status)) {
      const message = 'There is no preview: this document does not exist any more, or you may not read it.'
      return { status: error.status, message }
    }
    throw error
  }
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

function parsePreviewOfForm(body: unknown): z.infer<typeof PreviewOfFormSchema> {
  const { data, error } = PreviewOfFormSchema.safeParse(body)
  if (data && Boolean(data.collection) !== Boolean(data.global)) return data
  const [{ path, message } = { path: ['collection'], message: 'or “global” must be given' }] =
    error?.issues ?? []
  throw new BadRequest(
    `There is no preview: “${path.join('.')}” of the request is wrong (${message}). Send { collection and id, or global; values; path; day }.`,
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
  if ('state' in answer && answer.state === 'page') return html(answer.html, 200, answer.policy)
  const message = 'message' in answer ? answer.message : 'No page of the site shows this.'
  return html(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>No preview</title><p>${escaped(message)}</p></html>`,
    'status' in answer ? answer.status : 200,
    "default-src 'none'; sandbox; frame-ancestors 'self'",
  )
}

const html = (body: string, status: number, policy: string) =>
  new Response(body, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex, nofollow',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  })

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** Shows the page of each form as it would be live. */
export const showPreviews: Plugin = (config) => ({
  ...config,
  endpoints: [...(config.endpoints ?? []), previewEndpoint, previewPageEndpoint, previewFilesEndpoint],
})
