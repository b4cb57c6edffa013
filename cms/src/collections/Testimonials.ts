import type { CollectionConfig } from 'payload'
import { contentAccess, staffOnlyField } from '../access/rules'
import { evidenceField } from '../fields/approvals'
import { dayField } from '../fields/day'
import { contentIndexes, documentVersions } from '../fields/drafts'

export const Testimonials: CollectionConfig = {
  slug: 'testimonials',
  admin: {
    group: 'School',
    useAsTitle: 'attribution',
    defaultColumns: ['attribution', 'quote', 'course', 'isSample', '_status'],
    listSearchableFields: ['attribution', 'quote'],
    description: 'What students said, in their own words and with their consent.',
  },
  access: contentAccess,
  trash: true,
  versions: documentVersions,
  indexes: contentIndexes,
  fields: [
    {
      name: 'quote',
      type: 'textarea',
      required: true,
      maxLength: 600,
      admin: { description: 'Without quotation marks; the site sets them. No promise of a job or a wage.' },
    },
    {
      name: 'attribution',
      label: 'Who said it',
      type: 'text',
      required: true,
      maxLength: 120,
      admin: { description: 'As the person agreed to be named: “Dana R., class of 2026”.' },
    },
    { name: 'course', type: 'relationship', relationTo: 'courses' },
    {
      name: 'isSample',
      label: 'Sample',
      type: 'checkbox',
      defaultValue: false,
      admin: { description: 'Invented for demonstration; the site shows the word sample.' },
    },
    {
      type: 'collapsible',
      label: 'Consent',
      fields: [
        {
          type: 'row',
          fields: [
            {
              name: 'consent',
              label: 'The person agreed',
              type: 'checkbox',
              defaultValue: false,
              access: staffOnlyField,
              admin: { width: '34%', description: 'Internal. In writing, to these words and this name.' },
            },
            dayField({
              name: 'consentOn',
              label: 'Agreed on',
              width: '33%',
              description: 'Internal.',
              access: staffOnlyField,
            }),
            dayField({
              name: 'confirmedUntil',
              width: '33%',
              description: 'Internal: until when the consent counts. You are reminded 60 days before.',
              access: staffOnlyField,
            }),
          ],
        },
        evidenceField('consentFile', 'Consent in writing'),
        {
          name: 'consentNote',
          type: 'textarea',
          maxLength: 600,
          access: staffOnlyField,
          admin: { description: 'Internal: when and how the person agreed, and where that is filed.' },
        },
      ],
    },
  ],
}
