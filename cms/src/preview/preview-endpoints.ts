import { APIError, type Endpoint, type PayloadRequest, ValidationError } from 'payload'
import {
  type PreviewAnswer,
  PreviewAnswerSchema,
  type PreviewedChanges,
  type PreviewedChangesAnswer,
  PreviewedChangesAnswerSchema,
} from 'shared-types'
import { refuse } from '../access/refusal'
import { isStaff } from '../access/rules'
import { BadRequest } from '../requests/bad-request'
import { atMost, parseJson, receiveBody } from '../requests/body'
import { checkLimits, limits } from '../requests/limits'
import { removalsThatWait, whatWouldVanish } from '../releases/waiting'
import { askPublisher, noPreview, type NoPreview } from './ask-publisher'
import { fileToken } from './file-tokens'
import { openDraftEndpoint } from './open-draft'
import { keepAnswer } from './documents-without-claims'
import { canBeEmpty, withNotSent } from './other-changes'
import { isSandboxed, messagePage, pageResponse } from './page-response'
import { previewFilesEndpoint } from './preview-files'
import {
  changesOfForm,
  changesOfList,
  pageRequestOf,
  parsePreviewOfForm,
  parsePreviewOfList,
  parsePreviewOfPage,
  othersAndDayOf,
} from './preview-requests'

/** Answers with a `PreviewAnswer`: the page of a form, or of the documents of a list, as it would be live; or of a release. Stores nothing. */
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
        const { documents, removed } = await changesOfForm(req, form)
        if (!form.at && !form.withDrafts && !form.day) {
          const found = await askForChanges(req, { documents, removed })
          if (!form.removes && !isNone(found)) keepAnswer(documents, found)
          return found
        }
        const { others, day } = await othersAndDayOf(req, form)
        const proposal = { documents, removed, others: others?.changes, day, countsAll: !form.at }
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
      await answer(req, readJson, parsePreviewOfList, async (list) => {
        const { documents, removed } = await changesOfList(req, list)
        return await askForChanges(req, { documents, removed })
      }),
    ),
}

async function askForChanges(
  req: PayloadRequest,
  changes: PreviewedChanges,
): Promise<PreviewedChangesAnswer | NoPreview> {
  const { payload, signal } = req
  // What waits already counts together with what is removed now.
  const waiting = changes.removed?.length ? await removalsThatWait(payload) : undefined
  const all = { ...changes, waiting }
  const found = await askPublisher('/preview-changes', all, PreviewedChangesAnswerSchema, { signal })
  if (isNone(found)) return found
  const inWords = found.waiting.map((group) => ({ ...group, what: whatWouldVanish(payload, group) }))
  return { ...found, waiting: inWords }
}

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
    return await answer(req, read, parsePreviewOfPage, async (wanted): Promise<PreviewAnswer | NoPreview> => {
      const asked = await pageRequestOf(req, wanted)
      if (isNone(asked)) return asked
      const { request, others, waitingFiles } = asked
      const fileTokens = Object.fromEntries(waitingFiles.map((name) => [name, fileToken(req, name)]))
      const all = { ...request, others: others?.changes, fileTokens }
      const page = await askPublisher('/preview', all, PreviewAnswerSchema, { signal: req.signal })
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
