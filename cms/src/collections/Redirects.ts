import type { CollectionConfig } from 'payload'

export const Redirects: CollectionConfig = {
  slug: 'redirects',
  admin: { group: 'Site', useAsTitle: 'from' },
  fields: [{ name: 'from', type: 'text', required: true }],
}
