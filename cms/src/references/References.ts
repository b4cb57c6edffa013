import type { CollectionConfig } from 'payload'
import { internalAccess } from '../access/rules'

export const referencesSlug = 'references'

/** A place in a document or global that leads to another document. */
export interface StoredReference {
  id: string
  /** Of the document with the place. */
  slug: string
  /** Its id; empty for a global. */
  document: string
  /** The key of the document that it leads to, or the path on the site that an editor typed. */
  target: string
  /** Payload's path of the field in the form: for a place inside a text, of that text. */
  field: string
  /** `address` for a typed address; inside a text, the type of the node or the block; absent for a field. */
  node?: string | null
  /** The words of a link. */
  words?: string | null
  /** The path of the list or field that may not be empty; absent for one that may. */
  required?: string | null
  /** Whether visitors get it. */
  live: boolean
  /** Whether the newest version has it: the live one, if there is no newer draft. */
  newest: boolean
}

/** What leads to what. Only the CMS itself reads and writes it, in the transaction of each save. */
export const References: CollectionConfig = {
  slug: referencesSlug,
  admin: { hidden: true },
  access: internalAccess,
  timestamps: false,
  lockDocuments: false,
  indexes: [{ fields: ['target', 'slug', 'document'] }, { fields: ['slug', 'document'] }],
  fields: [
    { name: 'slug', type: 'text', required: true },
    { name: 'document', type: 'text' },
    { name: 'target', type: 'text', required: true },
    { name: 'field', type: 'text', required: true },
    { name: 'node', type: 'text' },
    { name: 'words', type: 'text' },
    { name: 'required', type: 'text' },
    { name: 'live', type: 'checkbox', required: true },
    { name: 'newest', type: 'checkbox', required: true },
  ],
}
