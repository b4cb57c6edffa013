import type { CollectionConfig } from 'payload'
import { internalAccess } from '../access/rules'

export const findingsSlug = 'live-findings'

/** What the checks find in a document or global that is live, or when they have to look again. */
export interface StoredFinding {
  id: string
  /**
   * One of `attentionGroups`. `later`: the document is checked again on the day `due`. `all`: all documents are to be checked again, because
   * many of them depend on a change. `leaving`: the document with the key `document` is scheduled to leave the site at
   * the moment `message`, and what links to it, or to its page at the path `field`, was checked since.
   */
  group: string
  /** Of the document. */
  slug: string
  /** Its id; empty for a global. */
  document: string
  title?: string | null
  rule?: string | null
  /** Payload's path of the field in the form. */
  field?: string | null
  message?: string | null
  /** The day since which it is due, or is known; as `2027-01-11`. */
  due: string
}

/** What needs attention. Only the CMS itself reads and writes it, in the transaction of each save. */
export const LiveFindings: CollectionConfig = {
  slug: findingsSlug,
  admin: { hidden: true },
  access: internalAccess,
  timestamps: false,
  lockDocuments: false,
  indexes: [{ fields: ['group', 'due'] }, { fields: ['slug', 'document'] }],
  fields: [
    { name: 'group', type: 'text', required: true },
    { name: 'slug', type: 'text', required: true },
    { name: 'document', type: 'text' },
    { name: 'title', type: 'text' },
    { name: 'rule', type: 'text' },
    { name: 'field', type: 'text' },
    { name: 'message', type: 'textarea' },
    { name: 'due', type: 'text', required: true },
  ],
}
