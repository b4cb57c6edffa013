import type { Block } from 'payload'

export const PeopleBlock: Block = {
  slug: 'people',
  interfaceName: 'PeopleBlock',
  labels: { singular: 'People', plural: 'People' },
  fields: [
    { name: 'heading', type: 'text', required: true, maxLength: 100 },
    {
      name: 'people',
      type: 'relationship',
      relationTo: 'people',
      hasMany: true,
      required: true,
      minRows: 1,
      admin: { description: 'In the order in which they are shown.' },
    },
  ],
}
