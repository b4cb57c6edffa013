import type { CollectionConfig } from 'payload'
import { contentAccess, staffOnlyField } from '../access/rules'
import { contentIndexes, documentVersions } from '../fields/drafts'
import { seoTab } from '../fields/seo'
import { slugField } from '../fields/slug'

export const Categories: CollectionConfig = {
  slug: 'categories',
  labels: { singular: 'Category', plural: 'Categories' },
  admin: {
    group: 'Blog',
    useAsTitle: 'title',
    defaultColumns: ['title', 'slug', '_status', 'updatedAt'],
    listSearchableFields: ['title', 'slug', 'description'],
    description: 'The subjects of the blog. Each has a page that lists its posts.',
  },
  access: contentAccess,
  trash: true,
  versions: documentVersions,
  indexes: contentIndexes,
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          label: 'Category',
          fields: [
            { name: 'title', type: 'text', required: true, maxLength: 60 },
            {
              name: 'description',
              type: 'textarea',
              maxLength: 300,
              admin: { description: 'One or two sentences at the top of the category’s page.' },
            },
          ],
        },
        seoTab(),
      ],
    },
    slugField('categories'),
    {
      name: 'needsReview',
      label: 'Needs a clinical reviewer',
      type: 'checkbox',
      defaultValue: false,
      access: staffOnlyField,
      admin: {
        position: 'sidebar',
        description: 'Publishing a post of this category without a reviewer asks why. Not shown on the site.',
      },
    },
  ],
}
