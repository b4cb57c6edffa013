import type { TextField } from 'payload'
import { text } from 'payload/shared'
import { withDocumentCheck, withValueCheck } from './validation'
import { isTimeZone, type Problem } from 'shared-types'

interface Options extends Pick<TextField, 'name' | 'label' | 'required' | 'defaultValue'> {
  description?: string
  width?: string
}

const checkState = (value: string) =>
  /^[A-Z]{2}$/.test(value) || `“${value}” is not a state. Use its two capital letters, such as VA.`

const checkZip = (value: string) =>
  /^\d{5}(-\d{4})?$/.test(value) || `“${value}” is not a ZIP code. Use five digits, such as 23233.`

const checkTime = (value: string) =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ||
  `“${value}” is not a time. Use a 24-hour clock, such as 08:30 or 17:30.`

const checkTimeZone = (value: string) =>
  isTimeZone(value) || `“${value}” is not a time zone. Use a name such as America/New_York.`

/** The two letters of a US state; lower case is accepted. */
export const stateField = ({ description, width, ...field }: Options): TextField => ({
  ...field,
  type: 'text',
  hooks: {
    beforeValidate: [({ value }) => (typeof value === 'string' ? value.trim().toUpperCase() : value)],
  },
  validate: withValueCheck(text, checkState),
  admin: { description, width, placeholder: 'VA' },
})

/** Five digits, or nine with a hyphen. */
export const zipField = ({ description, width, ...field }: Options): TextField => ({
  ...field,
  type: 'text',
  validate: withValueCheck(text, checkZip),
  admin: { description, width, placeholder: '23233' },
})

/** A time of day on a 24-hour clock, such as 17:30. `check` reads the whole document. */
export const timeField = ({
  description,
  width,
  check,
  ...field
}: Options & { check?: (facts: never) => Problem[] }): TextField => ({
  ...field,
  type: 'text',
  validate: check
    ? withDocumentCheck(withValueCheck(text, checkTime), check)
    : withValueCheck(text, checkTime),
  admin: { description, width, placeholder: '17:30' },
})

/** An IANA time zone such as America/New_York. */
export const timeZoneField = ({ description, width, ...field }: Options): TextField => ({
  ...field,
  type: 'text',
  validate: withValueCheck(text, checkTimeZone),
  admin: { description, width, placeholder: 'America/New_York' },
})
