import type { CollectionConfig } from 'payload'

export const Pages: CollectionConfig = {
  slug: 'pages',
  admin: { group: 'Site', useAsTitle: 'title' },
  fields: [{ name: 'title', type: 'text', required: true }],
}
