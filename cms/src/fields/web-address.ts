import type { TextField } from 'payload'
import { text } from 'payload/shared'
import { withValueCheck } from './validation'

interface WebAddressOptions extends Pick<TextField, 'name' | 'label' | 'required' | 'access'> {
  description?: string
  width?: string
  condition?: NonNullable<TextField['admin']>['condition']
}

/** Accepts http and https only, as the site does; `javascript:` is refused. */
export function checkWebAddress(value: string): string | true {
  try {
    const { protocol, hostname } = new URL(value)
    if (/^https?:$/.test(protocol) && hostname.includes('.') && /^https?:\/\//i.test(value)) return true
  } catch {
    // Not a URL at all: the same message.
  }
  return `“${value}” is not an address of a website. It must start with https://, such as https://www.example.org/page.`
}

/** The address of a page on another site. */
export const webAddressField = ({
  description,
  width,
  condition,
  ...field
}: WebAddressOptions): TextField => ({
  ...field,
  type: 'text',
  validate: withValueCheck(text, checkWebAddress),
  hooks: { beforeValidate: [({ value }) => (typeof value === 'string' ? value.trim() : value)] },
  admin: { description, width, condition, placeholder: 'https://' },
})
