import type { CollectionConfig } from 'payload'
import { internalAccess } from '../access/rules'

export const openFormsSlug = 'open-forms'

/** A user who has the form of a document or global open. The form reports it every 20 s. */
export interface OpenForm {
  /** The document key and the id of the user. */
  id: string
  slug: string
  document: string
  userId: string
  userName: string
  /** ISO 8601: the last report. */
  seenAt: string
}

/** Only the CMS itself reads and writes it. */
export const OpenForms: CollectionConfig = {
  slug: openFormsSlug,
  admin: { hidden: true },
  access: internalAccess,
  timestamps: false,
  lockDocuments: false,
  indexes: [{ fields: ['slug', 'document'] }],
  fields: [
    { name: 'id', type: 'text', required: true },
    { name: 'slug', type: 'text', required: true },
    { name: 'document', type: 'text' },
    { name: 'userId', type: 'text', required: true },
    { name: 'userName', type: 'text', required: true },
    { name: 'seenAt', type: 'date', required: true, index: true },
  ],
}
