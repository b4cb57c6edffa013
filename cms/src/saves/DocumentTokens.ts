import type { CollectionConfig, PayloadRequest } from 'payload'
import { internalAccess } from '../access/rules'

export const tokensSlug = 'document-tokens'

/** The token of a document or global: a number that each write of it raises. */
export interface DocumentToken {
  /** Its document key. */
  id: string
  token: number
  /** The token that it had when the newest version was last the live one. */
  liveToken?: number | null
  /** The id of its newest edit. */
  edit: string
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
  ],
}

/** A request, or the server itself. */
export type Reader = Pick<PayloadRequest, 'payload'> & Partial<PayloadRequest>

/** In the transaction of the request, if it has one. */
export function findToken(req: Reader, key: string): Promise<DocumentToken | null> {
  return req.payload.db.findOne<DocumentToken>({
    collection: tokensSlug,
    req,
    where: { id: { equals: key } },
  })
}
