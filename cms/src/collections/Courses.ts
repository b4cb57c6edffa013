import type { CollectionConfig, TextFieldSingleValidation } from 'payload'
import { number, text } from 'payload/shared'
import { checkCourseHours, courseFamilies, scrubColors } from 'shared-types'
import { contentAccess } from '../access/rules'
import { contentIndexes, documentVersions } from '../fields/drafts'
import { withDocumentCheck, withValueCheck } from '../fields/validation'
import { approvalsField } from '../fields/approvals'
import { citedFactsField } from '../fields/cited-fact'
import { deliveryOptions } from '../fields/delivery-modes'
import { linesField } from '../fields/lines'
import { moneyField } from '../fields/money'
import { stateField } from '../fields/place-and-time'
import { richText } from '../rich-text/rich-text'
import { seoTab } from '../fields/seo'
import { slugField } from '../fields/slug'
import { hoursField, wholeNumber } from '../fields/whole-number'

const singleText = text as TextFieldSingleValidation
const checkCode = (value: string) =>
  /^[A-Z]{2,5}$/.test(value) || `“${value}” is not a code. Use two to five capital letters, such as PHL.`
const checkOccupation = (value: string) =>
  /^\d{2}-\d{4}$/.test(value) || `“${value}” is not an occupation code. It looks like 31-9097.`
const checkPositive = (value: number) => value > 0 || 'Give more than zero hours a week.'

const capitalized = (value: string) => value.charAt(0).toUpperCase() + value.slice(1)

export const Courses: CollectionConfig = {
  slug: 'courses',
  admin: {
    group: 'Courses',
    useAsTitle: 'title',
    defaultColumns: ['title', 'code', 'delivery', 'durationWeeks', '_status', 'updatedAt'],
    listSearchableFields: ['title', 'code', 'summary'],
    description: 'The programs that the school teaches. Start dates have their own list.',
  },
  access: contentAccess,
  defaultSort: 'position',
  trash: true,
  versions: documentVersions,
  indexes: contentIndexes,
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          label: 'Course',
          fields: [
            {
              type: 'row',
              fields: [
                { name: 'title', type: 'text', required: true, maxLength: 100, admin: { width: '70%' } },
                {
                  name: 'code',
                  type: 'text',
                  required: true,
                  validate: withValueCheck(singleText, checkCode),
                  admin: { width: '30%', description: 'Two to five capital letters: PHL.' },
                },
              ],
            },
            {
              name: 'summary',
              type: 'textarea',
              required: true,
              maxLength: 300,
              admin: { description: 'What a student can do after this course, in one or two sentences.' },
            },
            {
              name: 'audience',
              label: 'Who it is for',
              type: 'textarea',
              required: true,
              maxLength: 400,
            },
            {
              name: 'hardPart',
              label: 'The hard part',
              type: 'textarea',
              maxLength: 400,
              admin: { description: 'What students find difficult, said honestly. Optional.' },
            },
            {
              name: 'picture',
              type: 'upload',
              relationTo: 'media',
              filterOptions: { mimeType: { contains: 'image' } },
            },
            richText({ name: 'overview', label: 'About this course' }),
            linesField({
              name: 'outcomes',
              line: 'Outcome',
              description: 'What a student can do afterwards. Each line finishes “You will be able to …”.',
            }),
          ],
        },
        {
          label: 'Hours and modules',
          fields: [
            {
              type: 'row',
              fields: [
                wholeNumber({ name: 'durationWeeks', label: 'Weeks', required: true, min: 1, width: '25%' }),
                {
                  ...hoursField({ name: 'hoursPerWeek', required: true, width: '25%' }),
                  validate: withValueCheck(number, checkPositive),
                },
                {
                  ...wholeNumber({
                    name: 'clockHours',
                    required: true,
                    min: 1,
                    width: '25%',
                    description: 'All hours together, with lab and externship.',
                  }),
                  validate: withDocumentCheck(
                    wholeNumber({ name: 'clockHours', min: 1 }).validate,
                    checkCourseHours,
                  ),
                },
                {
                  name: 'delivery',
                  label: 'Taught',
                  type: 'select',
                  required: true,
                  options: deliveryOptions,
                  admin: { width: '25%' },
                },
              ],
            },
            {
              name: 'hoursNote',
              label: 'Note on hours',
              type: 'textarea',
              maxLength: 300,
              admin: {
                description:
                  'Needed when the hours of the modules do not add up to the clock hours: say why.',
              },
            },
            {
              name: 'modules',
              type: 'array',
              labels: { singular: 'Module', plural: 'Modules' },
              admin: {
                description: 'In the order in which they are taught. Their hours add up to the clock hours.',
                initCollapsed: true,
                components: { RowLabel: '/admin/form/RowLabel#RowLabel' },
              },
              fields: [
                {
                  type: 'row',
                  fields: [
                    { name: 'title', type: 'text', required: true, maxLength: 120, admin: { width: '70%' } },
                    {
                      name: 'weeks',
                      type: 'text',
                      maxLength: 30,
                      admin: { width: '30%', description: '1 to 3' },
                    },
                  ],
                },
                { name: 'topics', type: 'textarea', maxLength: 600 },
                {
                  type: 'row',
                  fields: [
                    hoursField({ name: 'classHours', defaultValue: 0, width: '33%' }),
                    hoursField({ name: 'labHours', defaultValue: 0, width: '33%' }),
                    hoursField({
                      name: 'siteHours',
                      label: 'Externship hours',
                      defaultValue: 0,
                      width: '33%',
                      description: 'At a partner’s site.',
                    }),
                  ],
                },
              ],
            },
          ],
        },
        {
          label: 'Requirements',
          fields: [
            {
              name: 'prerequisites',
              type: 'group',
              label: 'Before the course',
              fields: [
                {
                  type: 'row',
                  fields: [
                    wholeNumber({ name: 'minimumAge', min: 14, width: '30%' }),
                    {
                      name: 'education',
                      type: 'text',
                      maxLength: 160,
                      admin: { width: '70%', description: 'High school diploma or GED' },
                    },
                  ],
                },
                linesField({ name: 'others', line: 'Requirement', label: 'Other requirements' }),
              ],
            },
            {
              name: 'certifications',
              type: 'relationship',
              relationTo: 'certifications',
              hasMany: true,
              admin: { description: 'The exams that this course prepares for.' },
            },
            { name: 'externship', type: 'relationship', relationTo: 'externships' },
          ],
        },
        {
          label: 'Costs',
          fields: [
            {
              name: 'costs',
              type: 'array',
              labels: { singular: 'Cost', plural: 'Costs' },
              admin: {
                description:
                  'Everything that a student pays, also to others. The total is worked out from these lines.',
                initCollapsed: true,
                components: { RowLabel: '/admin/form/RowLabel#RowLabel' },
              },
              fields: [
                {
                  type: 'row',
                  fields: [
                    { name: 'label', type: 'text', required: true, maxLength: 120, admin: { width: '60%' } },
                    moneyField({ name: 'cents', label: 'Amount in dollars', required: true, width: '40%' }),
                  ],
                },
                {
                  type: 'row',
                  fields: [
                    {
                      name: 'paidTo',
                      type: 'select',
                      required: true,
                      defaultValue: 'school',
                      options: [
                        { value: 'school', label: 'The school' },
                        { value: 'third-party', label: 'Somebody else' },
                      ],
                      admin: { width: '40%' },
                    },
                    {
                      name: 'payee',
                      type: 'text',
                      maxLength: 120,
                      admin: {
                        width: '60%',
                        description: 'Who gets the money: the Board of Pharmacy, the exam body.',
                        condition: (_, cost: { paidTo?: string }) => cost?.paidTo === 'third-party',
                      },
                    },
                  ],
                },
                {
                  type: 'row',
                  fields: [
                    {
                      name: 'included',
                      type: 'checkbox',
                      defaultValue: false,
                      admin: {
                        width: '50%',
                        description: 'The price of the course covers it, so it adds nothing.',
                      },
                    },
                    { name: 'refundable', type: 'checkbox', defaultValue: false, admin: { width: '50%' } },
                  ],
                },
              ],
            },
            {
              name: 'paymentPlan',
              type: 'group',
              admin: { description: 'Leave empty when there is none.' },
              fields: [
                {
                  type: 'row',
                  fields: [
                    moneyField({ name: 'deposit', width: '25%' }),
                    wholeNumber({
                      name: 'installments',
                      label: 'Number of payments',
                      min: 1,
                      width: '25%',
                    }),
                    moneyField({ name: 'installment', label: 'Each payment', width: '25%' }),
                    moneyField({ name: 'fee', label: 'Fee for the plan', width: '25%' }),
                  ],
                },
                { name: 'note', type: 'textarea', maxLength: 300 },
              ],
            },
            { name: 'refundPolicy', type: 'textarea', maxLength: 1000 },
          ],
        },
        {
          label: 'Career and approvals',
          fields: [
            {
              name: 'occupationCode',
              type: 'text',
              validate: withValueCheck(singleText, checkOccupation),
              admin: { description: 'The code of the occupation in federal statistics: 31-9097.' },
            },
            citedFactsField(
              'careerFacts',
              'Figures about the occupation, with their source. No promise of a job or a wage.',
            ),
            approvalsField('Only what is in writing. “None” is an honest answer.'),
            {
              name: 'stateNotes',
              type: 'array',
              labels: { singular: 'State', plural: 'States' },
              admin: {
                description: 'What is different for students who will work in a state.',
                initCollapsed: true,
                components: { RowLabel: '/admin/form/RowLabel#RowLabel' },
              },
              fields: [
                stateField({ name: 'state', required: true }),
                { name: 'note', type: 'textarea', required: true, maxLength: 600 },
              ],
            },
            {
              name: 'faqs',
              label: 'Questions',
              type: 'relationship',
              relationTo: 'faqs',
              hasMany: true,
              admin: { description: 'Shown on the course’s page, in this order.' },
            },
          ],
        },
        seoTab(),
      ],
    },
    slugField('courses'),
    {
      name: 'family',
      type: 'select',
      required: true,
      options: courseFamilies.map((value) => ({ value, label: capitalized(value) })),
      admin: { position: 'sidebar' },
    },
    {
      name: 'scrubColor',
      type: 'select',
      required: true,
      options: scrubColors.map((value) => ({ value, label: capitalized(value) })),
      admin: { position: 'sidebar', description: 'The color of the course’s pages. One for each course.' },
    },
    wholeNumber({
      name: 'position',
      required: true,
      defaultValue: 0,
      position: 'sidebar',
      description: 'The place in lists: 0 comes first.',
    }),
  ],
}
