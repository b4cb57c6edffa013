import type { GlobalConfig } from 'payload'
import { globalAccess } from '../access/rules'
import { globalVersions } from '../fields/drafts'
import { linkField } from '../fields/link'

export const Header: GlobalConfig = {
  slug: 'header',
  admin: { group: 'Site', description: 'The links at the top of every page.' },
  access: globalAccess,
  versions: globalVersions,
  fields: [
    {
      name: 'links',
      type: 'array',
      maxRows: 7,
      labels: { singular: 'Link', plural: 'Links' },
      admin: { description: 'In this order. More than seven do not fit.' },
      fields: [linkField()],
    },
  ],
}
