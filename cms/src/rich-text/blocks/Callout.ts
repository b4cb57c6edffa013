import type { Block } from 'payload'
import { plainRichText } from '../plain-rich-text'

/** A box with a note, a tip or a warning, inside a text. */
export const Callout: Block = {
  slug: 'callout',
  interfaceName: 'CalloutBlock',
  labels: { singular: 'Callout', plural: 'Callouts' },
  fields: [
    {
      name: 'tone',
      type: 'select',
      required: true,
      defaultValue: 'note',
      options: [
        { value: 'note', label: 'Note: good to know' },
        { value: 'tip', label: 'Tip: saves time or money' },
        { value: 'warning', label: 'Warning: goes wrong otherwise' },
      ],
    },
    {
      name: 'title',
      type: 'text',
      maxLength: 100,
      admin: { description: 'Optional. A few words in bold above the text.' },
    },
    plainRichText({ name: 'body', label: 'Text', required: true }),
  ],
}
