import {
  BlockquoteFeature,
  BlocksFeature,
  BoldFeature,
  EXPERIMENTAL_TableFeature,
  FixedToolbarFeature,
  HeadingFeature,
  HorizontalRuleFeature,
  InlineCodeFeature,
  InlineToolbarFeature,
  ItalicFeature,
  lexicalEditor,
  OrderedListFeature,
  ParagraphFeature,
  StrikethroughFeature,
  SubscriptFeature,
  SuperscriptFeature,
  UnderlineFeature,
  UnorderedListFeature,
  UploadFeature,
} from '@payloadcms/richtext-lexical'
import type { RichTextField } from 'payload'
import { CallToAction } from './blocks/CallToAction'
import { Callout } from './blocks/Callout'
import { CourseCard } from './blocks/CourseCard'
import { Faq } from './blocks/Faq'
import { MediaBlock } from './blocks/MediaBlock'
import { contentModel } from 'shared-types'
import { EditingFeature, keysOfTexts } from './editing/feature'
import { linksInText } from './links-in-text'
import { richTextRules } from './valid-rich-text'

type Options = Pick<RichTextField, 'name' | 'label' | 'required' | 'admin' | 'access'>

/** The editor of posts and pages, with exactly the features that the site can show. */
export const richTextEditor = () =>
  lexicalEditor({
    features: [
      FixedToolbarFeature(),
      InlineToolbarFeature(),
      ParagraphFeature(),
      HeadingFeature({ enabledHeadingSizes: ['h2', 'h3', 'h4'] }),
      BoldFeature(),
      ItalicFeature(),
      UnderlineFeature(),
      StrikethroughFeature(),
      InlineCodeFeature(),
      SubscriptFeature(),
      SuperscriptFeature(),
      UnorderedListFeature(),
      OrderedListFeature(),
      linksInText(),
      BlockquoteFeature(),
      HorizontalRuleFeature(),
      EXPERIMENTAL_TableFeature(),
      UploadFeature({ enabledCollections: ['media'] }),
      BlocksFeature({ blocks: [Callout, MediaBlock, Faq, CourseCard, CallToAction] }),
      EditingFeature({ isPlain: false }),
    ],
  })

/** A text field with that editor. */
export const richText = (options: Options): RichTextField => ({
  ...options,
  type: 'richText',
  admin: { description: keysOfTexts, ...options.admin },
  ...richTextRules(contentModel),
  editor: richTextEditor(),
})
