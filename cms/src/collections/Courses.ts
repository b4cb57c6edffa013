import type { CollectionConfig } from 'payload'

export const Courses: CollectionConfig = {
  slug: 'courses',
  admin: { group: 'Courses', useAsTitle: 'title' },
  fields: [{ name: 'title', type: 'text', required: true }],
}
