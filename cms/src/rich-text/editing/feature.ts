import { createServerFeature } from '@payloadcms/richtext-lexical'

export interface EditingProps {
  /** Whether the text has paragraphs, lists and links only. */
  isPlain: boolean
}

/** How to write without a mouse: Tab does not leave a text while the caret is in a list. */
export const keysOfTexts =
  'In a list, Tab moves an item in and Shift+Tab out. To leave the text, press Escape, then Tab.'

/** Puts what is pasted or dropped in order, and adds the keys that writers know from other editors. */
export const EditingFeature = createServerFeature<EditingProps, EditingProps, EditingProps>({
  key: 'editing',
  feature: ({ props }) => ({
    ClientFeature: '/rich-text/editing/EditingFeatureClient#EditingFeatureClient',
    clientFeatureProps: props,
    sanitizedServerFeatureProps: props,
  }),
})
