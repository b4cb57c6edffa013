import type { ArrayField, GlobalConfig, TextareaField, TextareaFieldValidation } from 'payload'
import { array, text, textarea } from 'payload/shared'
import { claimLevels, claimPhrasesProblem, claimRules, claimWordLists, wordListsOf } from 'shared-types'
import { admins, staff } from '../access/rules'
import { dayField } from '../fields/day'
import { globalVersions } from '../fields/drafts'
import { withValueCheck } from '../fields/validation'
import { webAddressField } from '../fields/web-address'
import { staffOrPublisher } from '../access/publisher'

/** A form sends 0 instead of an empty list. */
type Rows<Row> = Row[] | 0 | null | undefined

interface ClaimsData {
  lists?: Rows<{ name?: string | null; words?: string | null }>
}

const checkPhrases: TextareaFieldValidation = async (value, options) => {
  const result = await textarea(value, options)
  if (result !== true) return result
  const { lists } = options.data as ClaimsData
  return claimPhrasesProblem(value, wordListsOf(lists || [])) ?? true
}

const checkListName = (value: string) =>
  /^[a-z][a-z-]*$/.test(value) ||
  `“${value}” can't stand in {braces}. Use lower-case letters and hyphens only.`

/** Findings name a rule, and phrases a list: each name stands for one. */
const withUniqueNames = (field: ArrayField): ArrayField => ({
  ...field,
  validate: async (rows, options) => {
    const result = await array(rows, options)
    if (result !== true) return result
    const names = ((rows as Rows<{ name?: string | null }>) || []).map(({ name }) => name?.trim())
    const twice = names.find((name, place) => name && names.indexOf(name) !== place)
    return twice ? `Two are called “${twice}”. Give one of them another name.` : true
  },
})

const phrasesField = (
  field: Pick<TextareaField, 'label' | 'name' | 'required'> & { description: string },
): TextareaField => {
  const { description, ...rest } = field
  return {
    ...rest,
    type: 'textarea',
    maxLength: 8000,
    validate: checkPhrases,
    admin: { description, rows: 6 },
  }
}

/** What no page may say. Editors read it, so that they know what may be said; visitors do not. */
export const Claims: GlobalConfig = {
  slug: 'claims',
  label: 'Claims',
  admin: {
    group: 'Site',
    description:
      'What the site must not say. The publisher looks for it on each page before the page goes live: texts, titles, descriptions, alternative texts, menus, cards and feeds. Only administrators change it. What is live already stays, and is reported.',
  },
  access: { read: staffOrPublisher, readVersions: staff, update: admins },
  versions: globalVersions,
  fields: [
    {
      name: 'trial',
      type: 'ui',
      label: 'Trial of the rules',
      admin: { components: { Field: '/admin/checks/ClaimTrial#ClaimTrial' } },
    },
    withUniqueNames({
      name: 'rules',
      type: 'array',
      maxRows: 100,
      labels: { singular: 'Rule', plural: 'Rules' },
      defaultValue: claimRules,
      admin: {
        description:
          'One phrase a line. Words match whole words: “job|jobs” is one or the other, “guarant*” each word that begins so, “..” up to three words between, “...” up to ten, “!not” no such word there, “!..not” none in the next four words, “^” the beginning of the sentence, “{job}” a word of the list below, “&” both in any order.',
        initCollapsed: true,
        components: { RowLabel: '/admin/form/RowLabel#RowLabel' },
      },
      fields: [
        {
          type: 'row',
          fields: [
            { name: 'name', type: 'text', required: true, maxLength: 100, admin: { width: '50%' } },
            {
              name: 'level',
              type: 'select',
              required: true,
              defaultValue: 'blocks',
              options: [
                { value: claimLevels[0], label: 'Blocks: what says so does not go live' },
                { value: claimLevels[1], label: 'Warns: it goes live, and is reported' },
                { value: claimLevels[2], label: 'Advises: there are better words' },
              ],
              admin: { width: '50%' },
            },
          ],
        },
        { name: 'enabled', label: 'Switched on', type: 'checkbox', defaultValue: true },
        phrasesField({
          name: 'phrases',
          required: true,
          description: 'A sentence with one of these is a claim.',
        }),
        phrasesField({
          name: 'allowed',
          description: 'A sentence with one of these is none. Whole sentences can be allowed, too.',
        }),
        {
          name: 'reason',
          type: 'textarea',
          required: true,
          maxLength: 500,
          admin: { description: 'Why the site must not say it. The editor reads this.' },
        },
        {
          name: 'instead',
          label: 'What may be said instead',
          type: 'textarea',
          required: true,
          maxLength: 500,
        },
        {
          type: 'row',
          fields: [
            {
              name: 'source',
              type: 'text',
              maxLength: 200,
              admin: { width: '50%', description: 'The law or the agreement that says so.' },
            },
            webAddressField({ name: 'url', label: 'Address of the source', required: false, width: '50%' }),
          ],
        },
        dayField({
          name: 'validFrom',
          label: 'Valid from',
          description: 'Optional. Before this day the rule finds nothing.',
        }),
      ],
    }),
    withUniqueNames({
      name: 'lists',
      label: 'Word lists',
      type: 'array',
      maxRows: 100,
      labels: { singular: 'Word list', plural: 'Word lists' },
      defaultValue: claimWordLists.map((list) => ({ ...list })),
      admin: {
        description:
          'Lists that phrases name, such as {job}. Built in are {number}, {percent}, {money} and {year}.',
        initCollapsed: true,
        components: { RowLabel: '/admin/form/RowLabel#RowLabel' },
      },
      fields: [
        {
          name: 'name',
          type: 'text',
          required: true,
          maxLength: 40,
          validate: withValueCheck(text, checkListName),
        },
        {
          name: 'words',
          type: 'textarea',
          required: true,
          maxLength: 8000,
          admin: { description: 'One a line. An entry may have several words, and end with *.', rows: 6 },
        },
      ],
    }),
  ],
}
