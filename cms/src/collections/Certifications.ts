import type { CollectionConfig } from 'payload'
import { contentAccess } from '../access/rules'
import { contentIndexes, documentVersions } from '../fields/drafts'
import { checkFactDays } from '../fields/cited-fact'
import { dayField } from '../fields/day'
import { richText } from '../rich-text/rich-text'
import { seoTab } from '../fields/seo'
import { slugField } from '../fields/slug'
import { webAddressField } from '../fields/web-address'
import { wholeNumber } from '../fields/whole-number'

export const Certifications: CollectionConfig = {
  slug: 'certifications',
  admin: {
    group: 'Courses',
    useAsTitle: 'title',
    defaultColumns: ['title', 'abbreviation', 'certifier', 'verifyBy', '_status'],
    listSearchableFields: ['title', 'abbreviation', 'certifier'],
    description:
      'The exams of national bodies that the courses prepare for. Their facts change: check them with the body.',
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
          label: 'Exam',
          fields: [
            {
              type: 'row',
              fields: [
                {
                  name: 'title',
                  type: 'text',
                  required: true,
                  maxLength: 120,
                  admin: { width: '70%', description: 'The full name: Certified Phlebotomy Technician.' },
                },
                {
                  name: 'abbreviation',
                  type: 'text',
                  required: true,
                  maxLength: 12,
                  admin: { width: '30%', description: 'CPT' },
                },
              ],
            },
            { name: 'summary', type: 'textarea', required: true, maxLength: 400 },
            {
              type: 'row',
              fields: [
                {
                  name: 'certifier',
                  label: 'Certifying body',
                  type: 'text',
                  required: true,
                  maxLength: 120,
                  admin: { width: '50%' },
                },
                webAddressField({
                  name: 'certifierUrl',
                  label: 'Official page',
                  required: true,
                  width: '50%',
                  description: 'The body’s own page about this exam. Shown with every fact.',
                }),
              ],
            },
            {
              type: 'row',
              fields: [
                wholeNumber({ name: 'questions', min: 1, width: '25%', description: 'All questions.' }),
                wholeNumber({
                  name: 'scoredQuestions',
                  min: 1,
                  width: '25%',
                  description: 'Those that count.',
                }),
                wholeNumber({ name: 'minutes', min: 1, width: '25%', description: 'Time for the exam.' }),
                {
                  name: 'passingScore',
                  type: 'text',
                  maxLength: 80,
                  admin: { width: '25%', description: '390 on a scale from 200 to 500' },
                },
              ],
            },
            {
              name: 'requirements',
              type: 'textarea',
              maxLength: 600,
              admin: { description: 'What the body requires before a student may take the exam.' },
            },
            {
              name: 'feeNote',
              type: 'textarea',
              maxLength: 300,
              admin: { description: 'Fees change often: better a link to the body than a figure.' },
            },
            richText({ name: 'body', label: 'More about this exam' }),
          ],
        },
        seoTab(),
      ],
    },
    slugField('certifications'),
    dayField({
      name: 'checkedOn',
      required: true,
      position: 'sidebar',
      description: 'The day on which these facts were compared with the official page.',
    }),
    dayField({
      name: 'verifyBy',
      required: true,
      position: 'sidebar',
      description: 'After this day the site no longer shows the facts. Check them before then.',
      check: checkFactDays('checkedOn', 'verifyBy'),
    }),
  ],
}
