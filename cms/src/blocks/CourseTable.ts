import type { Block } from 'payload'

export const CourseTable: Block = {
  slug: 'courseTable',
  interfaceName: 'CourseTableBlock',
  labels: { singular: 'Table of courses', plural: 'Tables of courses' },
  fields: [
    { name: 'heading', type: 'text', required: true, maxLength: 100 },
    { name: 'intro', type: 'textarea', maxLength: 300 },
    {
      name: 'show',
      type: 'radio',
      required: true,
      defaultValue: 'costs',
      options: [
        { value: 'costs', label: 'What each course costs' },
        { value: 'starts', label: 'When each course starts' },
      ],
      admin: { description: 'Every live course is listed; figures and dates come from the courses.' },
    },
  ],
}
