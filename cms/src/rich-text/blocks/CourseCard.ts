import type { Block } from 'payload'

/** A course in short, inside a text. */
export const CourseCard: Block = {
  slug: 'courseCard',
  interfaceName: 'CourseCardBlock',
  labels: { singular: 'Course card', plural: 'Course cards' },
  fields: [
    {
      name: 'course',
      type: 'relationship',
      relationTo: 'courses',
      required: true,
      admin: {
        description: 'Length, price and next start come from the course, so they are always current.',
      },
    },
  ],
}
