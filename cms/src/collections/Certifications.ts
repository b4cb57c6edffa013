import type { CollectionConfig } from 'payload'

export const Certifications: CollectionConfig = {
  slug: 'certifications',
  admin: { group: 'Courses', useAsTitle: 'title' },
  fields: [{ name: 'title', type: 'text', required: true }],
}
