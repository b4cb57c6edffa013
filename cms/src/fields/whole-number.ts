import type { NumberField, NumberFieldSingleValidation } from 'payload'
import { number } from 'payload/shared'
import { withValueCheck } from './validation'

interface WholeNumberOptions extends Pick<
  NumberField,
  'name' | 'label' | 'required' | 'defaultValue' | 'min'
> {
  description?: string
  width?: string
  position?: 'sidebar'
}

const checkWhole = (value: number) => Number.isSafeInteger(value) || `${value} is not a whole number.`

/** A whole number, at least `min` (0). */
export const wholeNumber = ({ description, width, position, min = 0, ...field }: WholeNumberOptions) =>
  ({
    ...field,
    type: 'number',
    min,
    validate: withValueCheck(number as NumberFieldSingleValidation, checkWhole),
    admin: { description, width, position, step: 1 },
  }) satisfies NumberField

const checkHours = (value: number) => value >= 0 || 'Hours cannot be negative.'

/** A number of hours, in steps of half an hour in the form. */
export const hoursField = ({ description, width, ...field }: WholeNumberOptions): NumberField => ({
  ...field,
  type: 'number',
  validate: withValueCheck(number as NumberFieldSingleValidation, checkHours),
  admin: { description, width, step: 0.5 },
})
