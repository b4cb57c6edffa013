import type { CollectionConfig } from 'payload'

export const Cohorts: CollectionConfig = {
  slug: 'cohorts',
  admin: { group: 'Courses', useAsTitle: 'code' },
  fields: [{ name: 'code', type: 'text', required: true }],
}
