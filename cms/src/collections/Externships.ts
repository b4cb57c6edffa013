import type { CollectionConfig } from 'payload'

export const Externships: CollectionConfig = {
  slug: 'externships',
  admin: { group: 'Externships', useAsTitle: 'title' },
  fields: [{ name: 'title', type: 'text', required: true }],
}
