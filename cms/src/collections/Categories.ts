import type { CollectionConfig } from 'payload'

export const Categories: CollectionConfig = {
  slug: 'categories',
  admin: { group: 'Blog', useAsTitle: 'title' },
  fields: [{ name: 'title', type: 'text', required: true }],
}
