import type { Block } from 'payload'

/** Questions from the collection, on a page or inside a text. */
export const Faq: Block = {
  slug: 'faq',
  interfaceName: 'FaqBlock',
  labels: { singular: 'Questions and answers', plural: 'Questions and answers' },
  fields: [
    { name: 'heading', type: 'text', maxLength: 100, admin: { description: 'Optional.' } },
    {
      name: 'faqs',
      label: 'Questions',
      type: 'relationship',
      relationTo: 'faqs',
      hasMany: true,
      required: true,
      minRows: 1,
      admin: {
        description:
          'In the order in which they are shown. A question can stand on many pages; correct it once.',
      },
    },
  ],
}
