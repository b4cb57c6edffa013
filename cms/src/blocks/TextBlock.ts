import type { Block } from 'payload'
import { richText } from '../rich-text/rich-text'

export const TextBlock: Block = {
  slug: 'text',
  interfaceName: 'TextBlock',
  labels: { singular: 'Text', plural: 'Texts' },
  fields: [
    { name: 'heading', type: 'text', maxLength: 100, admin: { description: 'Optional.' } },
    richText({ name: 'body', label: 'Text', required: true }),
  ],
}
