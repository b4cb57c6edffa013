import type { CollectionConfig } from 'payload'

export const Locations: CollectionConfig = {
  slug: 'locations',
  admin: { group: 'School', useAsTitle: 'name' },
  fields: [{ name: 'name', type: 'text', required: true }],
}
