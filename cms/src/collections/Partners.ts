import type { CollectionBeforeReadHook, CollectionConfig } from 'payload'
import { contentAccess, isStaff, notSearchableByVisitors, staffOnlyField } from '../access/rules'
import { contentIndexes, documentVersions } from '../fields/drafts'
import { dayField } from '../fields/day'
import { webAddressField } from '../fields/web-address'

/**
 * Hides the name from visitors unless a signed agreement allows its use. A hook and not a rule of the field: the rule
 * would need fields that visitors may not read, and Payload may have removed those before it calls the rule.
 */
const hideNameWithoutAgreement: CollectionBeforeReadHook = ({ doc, overrideAccess, req }) => {
  if (overrideAccess || isStaff(req.user)) return doc
  if (doc.mayUseName === true && doc.agreementStatus === 'signed') return doc
  return { ...doc, name: undefined, website: undefined }
}

export const Partners: CollectionConfig = {
  slug: 'partners',
  admin: {
    group: 'Externships',
    useAsTitle: 'description',
    defaultColumns: ['description', 'name', 'agreementStatus', 'mayUseName', '_status'],
    listSearchableFields: ['description', 'name'],
    description: 'Places that take students. Visitors never see what is marked as internal.',
  },
  access: contentAccess,
  trash: true,
  versions: documentVersions,
  indexes: contentIndexes,
  // The hook needs both, also when a request selects other fields.
  forceSelect: { agreementStatus: true, mayUseName: true },
  hooks: { beforeRead: [hideNameWithoutAgreement] },
  fields: [
    {
      name: 'description',
      type: 'text',
      required: true,
      maxLength: 160,
      admin: {
        description:
          'What visitors read instead of the name: “A regional pharmacy chain”. Do not name the partner here.',
      },
    },
    {
      type: 'row',
      fields: [
        {
          name: 'name',
          type: 'text',
          maxLength: 120,
          access: notSearchableByVisitors,
          admin: {
            width: '50%',
            description: 'Visitors see it only when the agreement is signed and the name may be used.',
          },
        },
        webAddressField({
          name: 'website',
          width: '50%',
          access: notSearchableByVisitors,
          description: 'Shown together with the name.',
        }),
      ],
    },
    {
      type: 'row',
      fields: [
        {
          name: 'agreementStatus',
          type: 'select',
          required: true,
          defaultValue: 'none',
          access: staffOnlyField,
          options: [
            { value: 'none', label: 'None' },
            { value: 'in-talks', label: 'In talks' },
            { value: 'signed', label: 'Signed' },
            { value: 'expired', label: 'Expired' },
          ],
          admin: { width: '33%', description: 'Internal.' },
        },
        dayField({
          name: 'agreementExpires',
          width: '33%',
          description: 'Internal.',
          access: staffOnlyField,
        }),
        {
          name: 'mayUseName',
          label: 'We may use the name',
          type: 'checkbox',
          defaultValue: false,
          access: staffOnlyField,
          admin: { width: '33%', description: 'Internal. Tick only when the agreement says so in writing.' },
        },
      ],
    },
    {
      name: 'contactNotes',
      type: 'textarea',
      maxLength: 2000,
      access: staffOnlyField,
      admin: { description: 'Internal: who to call, what was agreed.' },
    },
  ],
}
