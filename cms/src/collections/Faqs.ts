import type { CollectionConfig } from 'payload'

export const Faqs: CollectionConfig = {
  slug: 'faqs',
  admin: { group: 'School', useAsTitle: 'question' },
  fields: [{ name: 'question', type: 'text', required: true }],
}
