import type { Block } from 'payload'
import { linkField } from '../../fields/link'

/** A sentence and a button, on a page or inside a text. */
export const CallToAction: Block = {
  slug: 'callToAction',
  interfaceName: 'CallToActionBlock',
  labels: { singular: 'Call to action', plural: 'Calls to action' },
  fields: [
    { name: 'heading', type: 'text', required: true, maxLength: 100 },
    { name: 'text', type: 'textarea', maxLength: 300, admin: { description: 'One or two sentences.' } },
    linkField(),
  ],
}
