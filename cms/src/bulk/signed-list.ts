import { createHmac, timingSafeEqual } from 'node:crypto'
import { APIError, type PayloadRequest } from 'payload'
import { documentKey } from 'shared-types'
import { type DocumentToken, tokensSlug } from '../saves/DocumentTokens'
import { describeEdits, type EditSummary, editsOfManySince, summaryOf } from '../saves/edit-log'
import type { WriteTarget } from '../saves/if-match'
import type { SignedList } from './bulk-action'

type Collection = Pick<WriteTarget, 'slug' | 'fields'>

/** Of each of the documents, in the transaction of the request. */
async function tokensOf(req: PayloadRequest, slug: string, ids: string[]): Promise<number[]> {
  const keys = ids.map((id) => documentKey({ slug, id }))
  const { docs } = await req.payload.db.find<DocumentToken>({
    collection: tokensSlug,
    req,
    where: { id: { in: keys } },
    limit: 0,
    pagination: false,
  })
  const tokens = new Map(docs.map(({ id, token }) => [id, token]))
  return keys.map((key) => tokens.get(key) ?? 0)
}

function signatureOf({ payload, user }: PayloadRequest, slug: string, ids: string[], tokens: number[]) {
  const list = JSON.stringify([slug, String(user?.id), ids, tokens])
  return createHmac('sha256', payload.secret).update(`bulk list ${list}`).digest('base64url')
}

export async function signList(req: PayloadRequest, slug: string, ids: string[]): Promise<SignedList> {
  const tokens = await tokensOf(req, slug, ids)
  return { ids, tokens, signature: signatureOf(req, slug, ids, tokens) }
}

/** The token of each document. Throws unless the list is one that `signList` made for this user. */
export function verifyList(req: PayloadRequest, slug: string, list: SignedList): Map<string, number> {
  const { ids, tokens, signature } = list
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(req, slug, ids, tokens))]
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    throw new APIError(
      'Nothing was changed: the list of documents is not one that the CMS made for you. Load the list again, and choose them there.',
      400,
      null,
      true,
    )
  }
  return new Map(ids.map((id, index) => [id, tokens[index]!]))
}

/** The edits since, of each document that has changed, by its id. Empty for one whose edits are not kept. */
export async function changedSinceList(
  req: PayloadRequest,
  { slug, fields }: Collection,
  listed: ReadonlyMap<string, number>,
): Promise<Map<string, EditSummary[]>> {
  const ids = [...listed.keys()]
  const tokens = await tokensOf(req, slug, ids)
  const changed = ids.filter((id, index) => tokens[index] !== listed.get(id))
  if (changed.length === 0) return new Map()
  const since = new Map(changed.map((id) => [id, listed.get(id)!]))
  const edits = await editsOfManySince(req, slug, since)
  return new Map(
    changed.map((id) => [
      id,
      edits.filter(({ document }) => document === id).map((edit) => summaryOf(edit, fields)),
    ]),
  )
}

/** In a sentence. */
export const describeChange = (edits: readonly EditSummary[]) =>
  edits.length > 0
    ? `${describeEdits(edits)}.`
    : 'It has changed, and it is not known any more who changed it.'
