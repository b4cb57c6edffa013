import type { CollectionConfig } from 'payload'

export const Partners: CollectionConfig = {
  slug: 'partners',
  admin: { group: 'Externships', useAsTitle: 'description' },
  fields: [{ name: 'description', type: 'text', required: true }],
}
