import type { CollectionConfig } from 'payload'
import { contentAccess } from '../access/rules'
import { contentIndexes, documentVersions } from '../fields/drafts'
import { linesField } from '../fields/lines'
import { moneyField } from '../fields/money'
import { richText } from '../rich-text/rich-text'
import { seoTab } from '../fields/seo'
import { slugField } from '../fields/slug'
import { wholeNumber } from '../fields/whole-number'

export const Externships: CollectionConfig = {
  slug: 'externships',
  admin: {
    group: 'Externships',
    useAsTitle: 'title',
    defaultColumns: ['title', 'partner', 'hours', 'paid', '_status', 'updatedAt'],
    listSearchableFields: ['title', 'setting', 'summary'],
    description: 'Supervised practice at a partner’s site.',
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
          label: 'Externship',
          fields: [
            { name: 'title', type: 'text', required: true, maxLength: 120 },
            { name: 'summary', type: 'textarea', required: true, maxLength: 400 },
            {
              type: 'row',
              fields: [
                {
                  name: 'setting',
                  type: 'text',
                  required: true,
                  maxLength: 120,
                  admin: { width: '50%', description: 'The kind of place: community pharmacy.' },
                },
                {
                  name: 'area',
                  type: 'text',
                  maxLength: 120,
                  admin: { width: '50%', description: 'Where, roughly: Henrico and Richmond.' },
                },
              ],
            },
            {
              type: 'row',
              fields: [
                wholeNumber({ name: 'hours', required: true, min: 1, width: '50%' }),
                {
                  name: 'paid',
                  type: 'checkbox',
                  defaultValue: false,
                  admin: { width: '50%', description: 'Students get a wage for these hours.' },
                },
              ],
            },
            {
              name: 'partner',
              type: 'relationship',
              relationTo: 'partners',
              admin: {
                description:
                  'Visitors see its name only when an agreement is signed and allows it; otherwise its description.',
              },
            },
            { name: 'courses', type: 'relationship', relationTo: 'courses', hasMany: true },
            richText({ name: 'body', label: 'More about this externship' }),
          ],
        },
        {
          label: 'Duties and conditions',
          fields: [
            linesField({ name: 'dutiesAllowed', line: 'Duty', label: 'What students do' }),
            linesField({ name: 'dutiesNotAllowed', line: 'Duty', label: 'What students do not do' }),
            linesField({
              name: 'eligibility',
              line: 'Condition',
              description:
                'What a student must have before the first day: grades, background check, immunizations.',
            }),
            {
              name: 'studentCosts',
              label: 'What it costs the student',
              type: 'array',
              labels: { singular: 'Cost', plural: 'Costs' },
              admin: { initCollapsed: true, components: { RowLabel: '/admin/form/RowLabel#RowLabel' } },
              fields: [
                {
                  type: 'row',
                  fields: [
                    { name: 'label', type: 'text', required: true, maxLength: 120, admin: { width: '60%' } },
                    moneyField({ name: 'cents', label: 'Amount in dollars', required: true, width: '40%' }),
                  ],
                },
                { name: 'note', type: 'text', maxLength: 200 },
              ],
            },
            {
              name: 'signedOffBy',
              type: 'text',
              maxLength: 160,
              admin: { description: 'Who signs a student’s hours: the site’s supervising pharmacist.' },
            },
            {
              name: 'disclaimer',
              type: 'textarea',
              maxLength: 600,
              admin: { description: 'What cannot be promised: a place, a date, a job.' },
            },
          ],
        },
        seoTab(),
      ],
    },
    slugField('externships'),
  ],
}
