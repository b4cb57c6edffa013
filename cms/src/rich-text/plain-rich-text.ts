import {
  BoldFeature,
  InlineToolbarFeature,
  ItalicFeature,
  lexicalEditor,
  OrderedListFeature,
  ParagraphFeature,
  UnorderedListFeature,
} from '@payloadcms/richtext-lexical'
import type { RichTextField } from 'payload'
import { linksInText } from './links-in-text'
import { refuseBottomlessTree, validateRichText } from './valid-rich-text'

type Options = Pick<RichTextField, 'name' | 'label' | 'required' | 'admin' | 'access'>

/** Paragraphs, bold, italic, lists and links: for the answer to a question, or the inside of a callout. */
export const plainRichText = (options: Options): RichTextField => ({
  ...options,
  type: 'richText',
  validate: validateRichText,
  hooks: { beforeValidate: [refuseBottomlessTree] },
  editor: lexicalEditor({
    features: [
      ParagraphFeature(),
      BoldFeature(),
      ItalicFeature(),
      UnorderedListFeature(),
      OrderedListFeature(),
      linksInText(),
      InlineToolbarFeature(),
    ],
    admin: { hideGutter: true },
  }),
})
