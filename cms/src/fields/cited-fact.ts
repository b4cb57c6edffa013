import type { ArrayField, DateFieldValidation } from 'payload'
import { date } from 'payload/shared'
import { checkFactDates, type Problem } from 'shared-types'
import { dayField, dayOf } from './day'
import { webAddressField } from './web-address'

/**
 * A document check for two fields: the fact in them was right on the day `from`, and must be verified again by `until`.
 */
export const checkFactDays =
  (from: string, until: string) =>
  (facts: Record<string, unknown>): Problem[] =>
    checkFactDates({ from: dayOf(facts[from]), until: dayOf(facts[until]), field: until })

const validateVerifyBy: DateFieldValidation = async (value, options) => {
  const result = await date(value, options)
  if (result !== true) return result
  const { asOf } = options.siblingData as { asOf?: unknown }
  const problems = checkFactDates({ from: dayOf(asOf), until: dayOf(value), field: 'verifyBy' })
  return problems[0]?.message ?? true
}

/** Figures from other sources. Each names its source, and the site stops showing it after its verify-by day. */
export const citedFactsField = (name: string, description: string): ArrayField => ({
  name,
  type: 'array',
  labels: { singular: 'Fact', plural: 'Facts' },
  admin: { description, initCollapsed: true, components: { RowLabel: '/admin/form/RowLabel#RowLabel' } },
  fields: [
    {
      type: 'row',
      fields: [
        { name: 'label', type: 'text', required: true, maxLength: 120, admin: { width: '50%' } },
        {
          name: 'value',
          type: 'text',
          required: true,
          maxLength: 200,
          admin: { width: '50%', description: 'As the source gives it, with place and years.' },
        },
      ],
    },
    {
      type: 'row',
      fields: [
        { name: 'source', type: 'text', required: true, maxLength: 160, admin: { width: '50%' } },
        webAddressField({ name: 'url', label: 'Address of the source', required: true, width: '50%' }),
      ],
    },
    {
      type: 'row',
      fields: [
        dayField({
          name: 'asOf',
          label: 'As of',
          required: true,
          width: '50%',
          description: 'The day of the figure.',
        }),
        {
          ...dayField({
            name: 'verifyBy',
            required: true,
            width: '50%',
            description: 'After this day the site no longer shows it. Check it before then.',
          }),
          validate: validateVerifyBy,
        },
      ],
    },
  ],
})
