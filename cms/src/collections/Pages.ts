import type { CollectionConfig } from 'payload'
import { contentAccess } from '../access/rules'
import { pageBlocks } from '../blocks/page-blocks'
import { contentIndexes, documentVersions } from '../fields/drafts'
import { seoTab } from '../fields/seo'
import { slugField } from '../fields/slug'

export const Pages: CollectionConfig = {
  slug: 'pages',
  admin: {
    group: 'Site',
    useAsTitle: 'title',
    defaultColumns: ['title', 'slug', '_status', 'updatedAt'],
    listSearchableFields: ['title', 'slug'],
    description: 'The school’s own pages, such as admissions or tuition.',
  },
  access: contentAccess,
  defaultSort: 'title',
  trash: true,
  versions: documentVersions,
  indexes: contentIndexes,
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          label: 'Page',
          fields: [
            { name: 'title', type: 'text', required: true, maxLength: 100 },
            {
              name: 'intro',
              type: 'textarea',
              maxLength: 400,
              admin: { description: 'One or two sentences below the title. Optional.' },
            },
            {
              name: 'layout',
              label: 'Parts of the page',
              type: 'blocks',
              blocks: pageBlocks,
              labels: { singular: 'Part', plural: 'Parts' },
              admin: { description: 'From top to bottom. Drag a part to move it.' },
            },
          ],
        },
        seoTab(),
      ],
    },
    slugField('pages'),
  ],
}
