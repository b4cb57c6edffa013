import type { CollectionConfig } from 'payload'
import { type PersonRole, personRoles } from 'shared-types'
import { contentAccess } from '../access/rules'
import { contentIndexes, documentVersions } from '../fields/drafts'
import { seoTab } from '../fields/seo'
import { slugField } from '../fields/slug'

const roleLabels: Record<PersonRole, string> = {
  author: 'Author',
  instructor: 'Instructor',
  reviewer: 'Clinical reviewer',
  staff: 'Staff',
}

export const People: CollectionConfig = {
  slug: 'people',
  labels: { singular: 'Person', plural: 'People' },
  admin: {
    group: 'School',
    useAsTitle: 'name',
    defaultColumns: ['name', 'jobTitle', 'roles', '_status', 'updatedAt'],
    listSearchableFields: ['name', 'jobTitle', 'credentials'],
    description:
      'Who writes, teaches and reviews. Each has a page. To let somebody sign in here, add a user.',
  },
  access: contentAccess,
  defaultSort: 'name',
  trash: true,
  versions: documentVersions,
  indexes: contentIndexes,
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          label: 'Person',
          fields: [
            {
              type: 'row',
              fields: [
                { name: 'name', type: 'text', required: true, maxLength: 100, admin: { width: '60%' } },
                {
                  name: 'credentials',
                  type: 'text',
                  maxLength: 80,
                  admin: {
                    width: '40%',
                    description: 'Letters after the name: RN, CPhT. Only what is verified.',
                  },
                },
              ],
            },
            { name: 'jobTitle', type: 'text', required: true, maxLength: 120 },
            {
              name: 'roles',
              label: 'What this person does here',
              type: 'select',
              hasMany: true,
              options: personRoles.map((value) => ({ value, label: roleLabels[value] })),
            },
            { name: 'bio', label: 'About', type: 'textarea', required: true, maxLength: 1500 },
            {
              name: 'photo',
              type: 'upload',
              relationTo: 'media',
              filterOptions: { mimeType: { contains: 'image' } },
            },
            {
              name: 'isSample',
              label: 'Sample person',
              type: 'checkbox',
              defaultValue: false,
              admin: { description: 'Invented for demonstration; the site says so.' },
            },
          ],
        },
        seoTab(),
      ],
    },
    slugField('people', 'name'),
  ],
}
