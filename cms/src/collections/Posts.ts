import type { CollectionConfig } from 'payload'

export const Posts: CollectionConfig = {
  slug: 'posts',
  admin: { group: 'Blog', useAsTitle: 'title' },
  fields: [{ name: 'title', type: 'text', required: true }],
}
