import type { Field, GlobalConfig } from 'payload'
import { globalAccess } from '../access/rules'
import { globalVersions } from '../fields/drafts'
import { timeField } from '../fields/place-and-time'
import { seoTab } from '../fields/seo'

const headingAndIntro: Field[] = [
  { name: 'heading', type: 'text', maxLength: 100, admin: { description: 'Empty: this part is not shown.' } },
  { name: 'intro', type: 'textarea', maxLength: 400 },
]
const note: Field = {
  name: 'note',
  type: 'textarea',
  maxLength: 400,
  admin: { description: 'Small, below this part. Optional.' },
}

export const Home: GlobalConfig = {
  slug: 'home',
  label: 'Home page',
  admin: {
    group: 'Site',
    description:
      'Courses, prices, start dates and externships come from their own documents; here you write the words around them.',
  },
  access: globalAccess,
  versions: globalVersions,
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          label: 'Top',
          fields: [
            { name: 'headline', type: 'text', required: true, maxLength: 100 },
            { name: 'intro', type: 'textarea', required: true, maxLength: 400 },
          ],
        },
        {
          label: 'A day in class',
          fields: [
            {
              name: 'dayInClass',
              label: false,
              type: 'group',
              fields: [
                ...headingAndIntro,
                {
                  name: 'course',
                  type: 'relationship',
                  relationTo: 'courses',
                  admin: { description: 'The course whose day this is.' },
                },
                {
                  name: 'picture',
                  type: 'upload',
                  relationTo: 'media',
                  filterOptions: { mimeType: { contains: 'image' } },
                },
                {
                  name: 'entries',
                  label: 'Hours of the day',
                  type: 'array',
                  labels: { singular: 'Hour', plural: 'Hours' },
                  fields: [
                    {
                      type: 'row',
                      fields: [
                        timeField({ name: 'time', required: true, width: '20%' }),
                        {
                          name: 'text',
                          type: 'text',
                          required: true,
                          maxLength: 200,
                          admin: { width: '80%' },
                        },
                      ],
                    },
                    {
                      name: 'log',
                      type: 'text',
                      maxLength: 200,
                      admin: { description: 'What a student would write down at this hour. Optional.' },
                    },
                  ],
                },
              ],
            },
          ],
        },
        {
          label: 'Costs',
          fields: [
            {
              name: 'costs',
              label: false,
              type: 'group',
              admin: { description: 'The prices come from the courses.' },
              fields: [...headingAndIntro, note],
            },
          ],
        },
        {
          label: 'Before you enroll',
          fields: [
            {
              name: 'beforeYouEnroll',
              label: false,
              type: 'group',
              fields: [
                ...headingAndIntro,
                {
                  name: 'items',
                  type: 'array',
                  labels: { singular: 'Item', plural: 'Items' },
                  admin: { description: 'What students should know before they sign, in this order.' },
                  fields: [
                    { name: 'title', type: 'text', required: true, maxLength: 100 },
                    { name: 'text', type: 'textarea', required: true, maxLength: 600 },
                  ],
                },
              ],
            },
          ],
        },
        {
          label: 'Externships',
          fields: [{ name: 'externships', label: false, type: 'group', fields: [...headingAndIntro, note] }],
        },
        {
          label: 'Voices and posts',
          fields: [
            { name: 'testimonial', type: 'relationship', relationTo: 'testimonials' },
            {
              name: 'posts',
              type: 'relationship',
              relationTo: 'posts',
              hasMany: true,
              maxRows: 3,
              admin: { description: 'Up to three posts. Empty: the latest three.' },
            },
          ],
        },
        seoTab(),
      ],
    },
  ],
}
