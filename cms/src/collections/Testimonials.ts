import type { CollectionConfig } from 'payload'

export const Testimonials: CollectionConfig = {
  slug: 'testimonials',
  admin: { group: 'School', useAsTitle: 'attribution' },
  fields: [{ name: 'attribution', type: 'text', required: true }],
}
