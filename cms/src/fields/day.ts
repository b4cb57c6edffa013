import type { DateField, FieldHook } from 'payload'
import { date } from 'payload/shared'
import type { Problem } from 'shared-types'
import { withDocumentCheck } from './validation'

interface DayOptions extends Pick<
  DateField,
  'name' | 'label' | 'required' | 'index' | 'access' | 'defaultValue'
> {
  description?: string
  width?: string
  position?: 'sidebar'
  /** A check of the whole document that may name this field. */
  check?: (facts: never) => Problem[]
}

/** The day of a stored or sent value, as `2027-01-11`: the first ten characters of every form that it may have. */
export const dayOf = (value: unknown): string | undefined => {
  const text = value instanceof Date ? value.toISOString() : value
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}(T|$)/.test(text) ? text.slice(0, 10) : undefined
}

/** In this form the picker of `DayField` and Payload's filters of lists store a day. */
const storeAsNoon: FieldHook = ({ value }) => {
  const day = dayOf(value)
  return day === undefined ? value : `${day}T12:00:00.000Z`
}

/** A day without time or time zone, stored as noon in UTC. */
export const dayField = ({ description, width, position, check, ...field }: DayOptions): DateField => ({
  ...field,
  type: 'date',
  admin: {
    description,
    width,
    position,
    date: { pickerAppearance: 'dayOnly', displayFormat: 'MMM d, yyyy' },
    components: { Field: '/admin/form/DateFields#DayField', Cell: '/admin/form/DateFields#DayCell' },
  },
  hooks: { beforeValidate: [storeAsNoon] },
  ...(check ? { validate: withDocumentCheck(date, check) } : {}),
})
