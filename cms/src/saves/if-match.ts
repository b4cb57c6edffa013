import { APIError, type FlattenedField, type PayloadRequest } from 'payload'
import { documentKey } from 'shared-types'
import { documentLabel } from '../access/refusal'
import { isStaff } from '../access/rules'
import { addContentHooks } from '../content-hooks'
import { findToken } from './DocumentTokens'
import { describeEdits, editsSince, summaryOf } from './edit-log'

/** A document or global that a request changes. */
export interface WriteTarget {
  slug: string
  document: string
  fields: readonly FlattenedField[]
  /** In the middle of a sentence: “post”, “announcement”. */
  label: string
}

const entityTag = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)")?[ \t]*(?:,|$)/y

/** The strong tags of an If-Match header, or `*`. Throws for what RFC 9110 does not allow. Weak tags match nothing. */
function parseIfMatch(header: string): '*' | string[] {
  if (header.trim() === '*') return '*'
  const tags: string[] = []
  let found = 0
  entityTag.lastIndex = 0
  while (entityTag.lastIndex < header.length) {
    const match = entityTag.exec(header)
    if (!match) throw malformed(header)
    if (match[2] === undefined) continue
    found++
    if (!match[1]) tags.push(match[2])
  }
  if (found === 0) throw malformed(header)
  return tags
}

const malformed = (header: string) =>
  new APIError(
    `The request was refused: its header If-Match is “${header.slice(0, 80)}”, and must be the ETag of the document as it was read, such as "7", a list of such, or *.`,
    400,
    null,
    true,
  )

const contextKey = 'ifMatchIsChecked'

/** Compares once for a request: hooks may write the same document again. In the transaction of the write. */
async function checkIfMatch(req: PayloadRequest, target: WriteTarget): Promise<void> {
  const header = req.headers.get('if-match')
  // Visitors may change nothing.
  if (header === null || req.context[contextKey] || !isStaff(req.user)) return
  req.context[contextKey] = true
  const tags = parseIfMatch(header)
  const token = await tokenOf(req, target)
  if (tags === '*' || tags.includes(String(token))) return
  // The operation itself says that there is no such document.
  if (token === 0 && !(await exists(req, target))) return
  const numbers = tags.map(Number).filter((number) => Number.isSafeInteger(number) && number < token)
  throw await changedSince(req, target, { status: 412, token, since: Math.max(...numbers, -1) })
}

export async function tokenOf(req: PayloadRequest, { slug, document }: WriteTarget): Promise<number> {
  return (await findToken(req, documentKey({ slug, id: document })))?.token ?? 0
}

async function exists(req: PayloadRequest, { slug, document }: WriteTarget): Promise<boolean> {
  if (!document) return true
  const where = { id: { equals: document } }
  return Boolean(await req.payload.db.findOne({ collection: slug, req, where }))
}

interface Change {
  status: 409 | 412
  token: number
  /** The token from which the request started; negative if it is none of this document. */
  since: number
  /** What did not happen to the document. */
  outcome?: 'changed' | 'scheduled'
}

/** Who changed which fields since the caller read the document, in words and as data. */
export async function changedSince(
  req: PayloadRequest,
  target: WriteTarget,
  { status, token, since, outcome = 'changed' }: Change,
): Promise<APIError> {
  const edits = since < 0 ? [] : await editsSince(req, target, since)
  const summaries = edits.map((edit) => summaryOf(edit, target.fields))
  const what = summaries.length > 0 ? `: ${describeEdits(summaries)}` : ''
  return new APIError(
    `This ${target.label} was not ${outcome}, because it has changed since you read it${what}. Read it again and decide; then send the request with ${status === 412 ? 'its new ETag' : 'its new token'}.`,
    status,
    { reason: 'changed-since', token, edits: summaries },
    true,
  )
}

/** Names the token of the document that a request is for in its answer, for staff. */
export function sendToken(req: PayloadRequest, token: number): void {
  if (!isStaff(req.user)) return
  req.responseHeaders ??= new Headers()
  req.responseHeaders.set('ETag', `"${token}"`)
}

/** Whether a request names the document, or its version, in its address. */
const isOfRequest = ({ routeParams }: PayloadRequest, slug: string, id: unknown) =>
  id !== undefined && routeParams?.collection === slug && String(routeParams.id) === String(id)

/** Other requests, such as the save of a form, read documents too, and name the token themselves. */
const isRead = ({ method, user }: PayloadRequest) => method === 'GET' && isStaff(user)

const isForMany = ({ routeParams }: PayloadRequest, slug: string) =>
  routeParams?.collection === slug && routeParams.id === undefined

async function findParent(req: PayloadRequest, collection: string, id: number | string) {
  const { docs } = await req.payload.db.findVersions({
    collection,
    req,
    limit: 1,
    pagination: false,
    select: { parent: true } as never,
    where: { id: { equals: id } },
  })
  return docs[0] && String(docs[0].parent)
}

function refuseForMany(req: PayloadRequest): void {
  const header = req.headers.get('if-match')
  if (header === null || req.context[contextKey]) return
  throw new APIError(
    'Nothing was changed: the request is for several documents, and its header If-Match can name only one. Send a request for each document.',
    400,
    null,
    true,
  )
}

/** Compares the If-Match of a request with the token of the document that it changes, and sends staff its token as the ETag. */
export const compareTokens = addContentHooks({
  collection: {
    beforeOperation: [
      async ({ args, collection, operation, req }) => {
        const { slug } = collection
        const { id } = args as { id?: number | string }
        const fields = collection.flattenedFields
        const target = { slug, document: String(id), fields, label: documentLabel(collection) }
        if (operation === 'restoreVersion' && isOfRequest(req, slug, id)) {
          const document = await findParent(req, slug, id!)
          if (document) await checkIfMatch(req, { ...target, document })
        }
        if (operation === 'update' || operation === 'delete') {
          if (isOfRequest(req, slug, id)) await checkIfMatch(req, target)
          else if (isForMany(req, slug)) refuseForMany(req)
        }
        if (operation === 'read' && isRead(req) && isOfRequest(req, slug, id)) {
          sendToken(req, await tokenOf(req, target))
        }
        return args
      },
    ],
  },
  global: {
    beforeOperation: [
      async ({ global, operation, req }) => {
        const { slug } = global
        if (req.routeParams?.global !== slug) return
        const label = typeof global.label === 'string' ? global.label.toLowerCase() : slug
        const target = { slug, document: '', fields: global.flattenedFields, label }
        if (operation === 'read' && isRead(req)) sendToken(req, await tokenOf(req, target))
        if (operation === 'update' || operation === 'restoreVersion') await checkIfMatch(req, target)
      },
    ],
  },
})
