import type { TextField } from 'payload'
import { text } from 'payload/shared'
import { parseWebUrl } from 'shared-types'
import { withValueCheck } from './validation'

interface WebAddressOptions extends Pick<TextField, 'name' | 'label' | 'required' | 'access'> {
  description?: string
  width?: string
  condition?: NonNullable<TextField['admin']>['condition']
}

/** Accepts http and https only, as the site does; `javascript:` is refused. */
export function checkWebAddress(value: string): string | true {
  const parsed = parseWebUrl(value)
  if ('url' in parsed && parsed.url.hostname.includes('.')) return true
  if ('url' in parsed || !/^https?:\/\//i.test(value)) {
    return `“${value}” is not an address of a website. It must start with https://, such as https://www.example.org/page.`
  }
  return `“${value}” can't be used: it ${parsed.problem}. Give an address such as https://www.example.org/page.`
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
