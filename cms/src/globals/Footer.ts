import type { GlobalConfig } from 'payload'
import { globalAccess } from '../access/rules'
import { globalVersions } from '../fields/drafts'
import { linkField } from '../fields/link'

export const Footer: GlobalConfig = {
  slug: 'footer',
  admin: {
    group: 'Site',
    description:
      'The foot of every page. Address, telephone and hours come from the site settings; sentences that the law requires come from the disclosures.',
  },
  access: globalAccess,
  versions: globalVersions,
  fields: [
    {
      name: 'columns',
      type: 'array',
      maxRows: 4,
      labels: { singular: 'Column', plural: 'Columns' },
      fields: [
        { name: 'heading', type: 'text', required: true, maxLength: 40 },
        {
          name: 'links',
          type: 'array',
          maxRows: 10,
          labels: { singular: 'Link', plural: 'Links' },
          fields: [linkField()],
        },
      ],
    },
    {
      name: 'smallPrint',
      type: 'textarea',
      maxLength: 600,
      admin: { description: 'The last line of every page. Optional.' },
    },
  ],
}
