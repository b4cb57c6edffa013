import type { NumberField } from 'payload'
import { number } from 'payload/shared'
import { withValueCheck } from './validation'

interface MoneyOptions extends Pick<NumberField, 'name' | 'label' | 'required'> {
  description?: string
  width?: string
}

/** A million dollars: more than any price of a school. */
const mostCents = 100_000_000

const checkCents = (cents: number) => {
  if (cents < 0) return 'A price cannot be negative. For a discount, lower the price that it applies to.'
  if (cents > mostCents) return 'A price of more than $1,000,000 must be a slip: look for a digit too many.'
  return Number.isSafeInteger(cents) || 'A price is dollars and whole cents, such as 1450.00.'
}

/** An amount in US dollars: editors see dollars, and the database holds whole cents, so that sums are exact. */
export const moneyField = ({ description, width, ...field }: MoneyOptions): NumberField => ({
  ...field,
  type: 'number',
  validate: withValueCheck(number, checkCents),
  admin: { description, width, components: { Field: '/admin/form/DollarField#DollarField' } },
})
