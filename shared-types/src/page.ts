import { z } from 'zod'
import { id, instant, list, optionalText, references, slug, text } from './fields'
import { LinkSchema } from './link'
import { RichTextSchema } from './rich-text'
import { SeoSchema } from './seo'

/** The blocks of a page, from top to bottom. */
export const PageBlockSchema = z.discriminatedUnion('blockType', [
  z.object({ blockType: z.literal('text'), heading: optionalText, body: RichTextSchema }),
  z.object({
    blockType: z.literal('steps'),
    heading: text,
    intro: optionalText,
    steps: list(z.object({ title: text, text })),
  }),
  z.object({
    blockType: z.literal('courseTable'),
    heading: text,
    intro: optionalText,
    show: z.enum(['costs', 'starts']),
  }),
  z.object({ blockType: z.literal('people'), heading: text, people: references }),
  z.object({ blockType: z.literal('faq'), heading: optionalText, faqs: references }),
  z.object({ blockType: z.literal('callToAction'), heading: text, text: optionalText, link: LinkSchema }),
])
export type PageBlock = z.output<typeof PageBlockSchema>

/** A page that editors build from blocks, such as admissions or tuition. */
export const PageSchema = z.object({
  id,
  title: text,
  slug,
  intro: optionalText,
  layout: list(PageBlockSchema),
  meta: SeoSchema,
  updatedAt: instant,
})
export type Page = z.output<typeof PageSchema>
