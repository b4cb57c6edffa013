import type { CollectionConfig, PayloadRequest } from 'payload'
import { internalAccess } from '../access/rules'
import { cachedReads } from '../database/read-cache'

export const tokensSlug = 'document-tokens'

/** The token of a document or global: a number that each write of it raises. */
export interface DocumentToken {
  /** Its document key. */
  id: string
  token: number
  /** The token that it had when the newest version was last the live one. */
  liveToken?: number | null
  /** The id of its newest edit; empty without one. */
  edit: string
  /** In the trash: `updatedAt` of the version that was live before, if one was. */
  trashedLive?: string | null
  /** ISO 8601: when what it leads to was listed anew. */
  listedAt?: string | null
}

/** Only the CMS itself reads and writes it. A document that was not written since the collection exists has no row: its token is 0. */
export const DocumentTokens: CollectionConfig = {
  slug: tokensSlug,
  admin: { hidden: true },
  access: internalAccess,
  timestamps: false,
  lockDocuments: false,
  fields: [
    { name: 'id', type: 'text', required: true },
    { name: 'token', type: 'number', required: true },
    { name: 'liveToken', type: 'number' },
    { name: 'edit', type: 'text', required: true },
    { name: 'trashedLive', type: 'text' },
    { name: 'listedAt', type: 'text' },
  ],
}

/** A request, or the server itself. */
export type Reader = Pick<PayloadRequest, 'payload'> & Partial<PayloadRequest>

/** In the transaction of the request, if it has one. */
export function findToken(req: Reader, key: string): Promise<DocumentToken | null> {
  return cachedReads(req).findOne<DocumentToken>({ collection: tokensSlug, where: { id: { equals: key } } })
}

/** Writes the row and leaves the token as it is: a transaction that writes the document at the same time collides with this one. */
export async function touchToken(req: PayloadRequest, key: string): Promise<void> {
  const options = { collection: tokensSlug, req, returning: false } as const
  const listedAt = new Date().toISOString()
  if (await findToken(req, key)) await req.payload.db.updateOne({ ...options, id: key, data: { listedAt } })
  else {
    const data = { id: key, token: 0, edit: '', listedAt }
    await req.payload.db.create({ ...options, customID: key, data })
  }
}
