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
import { plainContentModel } from 'shared-types'
import { EditingFeature, keysOfTexts } from './editing/feature'
import { linksInText } from './links-in-text'
import { richTextRules } from './valid-rich-text'

type Options = Pick<RichTextField, 'name' | 'label' | 'required' | 'admin' | 'access'>

/** A text field with paragraphs, bold, italic, lists and links: for answers to questions and inside callouts. */
export const plainRichText = (options: Options): RichTextField => ({
  ...options,
  type: 'richText',
  admin: { description: keysOfTexts, ...options.admin },
  ...richTextRules(plainContentModel),
  editor: lexicalEditor({
    features: [
      ParagraphFeature(),
      BoldFeature(),
      ItalicFeature(),
      UnorderedListFeature(),
      OrderedListFeature(),
      linksInText(),
      InlineToolbarFeature(),
      EditingFeature({ isPlain: true }),
    ],
    admin: { hideGutter: true },
  }),
})
