import type { CollectionConfig } from 'payload'

export const People: CollectionConfig = {
  slug: 'people',
  admin: { group: 'School', useAsTitle: 'name' },
  fields: [{ name: 'name', type: 'text', required: true }],
}
