import type { CollectionConfig } from 'payload'
import { internalAccess } from '../access/rules'

export const draftLinksSlug = 'draft-links'

/** A link to the page of a draft, for a reader without an account. */
export interface DraftLink {
  id: string
  slug: string
  /** The id of the document; empty for a global. */
  document: string
  /** The state of the document that it shows: its token, and its fields. Without them it shows the newest state. */
  token?: number | null
  draft?: Record<string, unknown> | null
  /** Of the secret in its address, together with what the link is good for. */
  signature: string
  userId: string
  userName: string
  /** ISO 8601, as the others. */
  madeAt: string
  expiresAt: string
  lastOpenedAt?: string | null
}

/** Only the CMS itself reads and writes it. */
export const DraftLinks: CollectionConfig = {
  slug: draftLinksSlug,
  admin: { hidden: true },
  access: internalAccess,
  timestamps: false,
  lockDocuments: false,
  indexes: [{ fields: ['slug', 'document'] }],
  fields: [
    { name: 'id', type: 'text', required: true },
    { name: 'slug', type: 'text', required: true },
    { name: 'document', type: 'text' },
    { name: 'token', type: 'number' },
    { name: 'draft', type: 'json' },
    { name: 'signature', type: 'text', required: true },
    { name: 'userId', type: 'text', required: true },
    { name: 'userName', type: 'text' },
    { name: 'madeAt', type: 'date', required: true },
    { name: 'expiresAt', type: 'date', required: true, index: true },
    { name: 'lastOpenedAt', type: 'date' },
  ],
}
