import type { ArrayField, UploadField } from 'payload'
import { staffOnlyField } from '../access/rules'
import { dayField } from './day'

/** A file that only staff see: it is not published with the document. */
export const evidenceField = (name: string, label: string): UploadField => ({
  name,
  label,
  type: 'upload',
  relationTo: 'media',
  access: staffOnlyField,
  admin: { description: 'Internal: a PDF or a picture. Visitors never get it from here.' },
})

/** What others have granted: who, what, and how the school can prove it. `access`: of the whole list. */
export const approvalsField = (description: string, access?: ArrayField['access']): ArrayField => ({
  name: 'approvals',
  type: 'array',
  labels: { singular: 'Approval', plural: 'Approvals' },
  access,
  admin: {
    description,
    initCollapsed: true,
    components: { RowLabel: '/admin/form/RowLabel#RowLabel' },
  },
  fields: [
    {
      type: 'row',
      fields: [
        { name: 'body', type: 'text', required: true, maxLength: 160, admin: { width: '60%' } },
        {
          name: 'status',
          type: 'select',
          required: true,
          defaultValue: 'none',
          options: [
            { value: 'none', label: 'None' },
            { value: 'applied', label: 'Applied for' },
            { value: 'approved', label: 'Approved' },
          ],
          admin: { width: '40%' },
        },
      ],
    },
    {
      type: 'row',
      fields: [
        {
          name: 'reference',
          type: 'text',
          maxLength: 120,
          admin: { width: '60%', description: 'Number or date of the letter.' },
        },
        dayField({ name: 'expires', width: '40%', description: 'You are reminded 60 days before.' }),
      ],
    },
    {
      type: 'row',
      fields: [
        {
          name: 'what',
          type: 'text',
          maxLength: 160,
          access: staffOnlyField,
          admin: { width: '60%', description: 'Internal: “The certificate to operate”, “Accreditation”.' },
        },
        {
          name: 'owner',
          type: 'relationship',
          relationTo: 'users',
          access: staffOnlyField,
          admin: { width: '40%', description: 'Internal: who renews it.' },
        },
      ],
    },
    evidenceField('evidence', 'Evidence'),
  ],
})
