import { z } from 'zod'
import { anyText, flag, optionalText, reference, references, text } from './fields'
import { DocumentReferenceSchema, LinkSchema } from './link'

/** The bits of Lexical's text format (https://github.com/facebook/lexical, LexicalConstants.ts). */
export const textFormat = {
  bold: 1,
  italic: 2,
  strikethrough: 4,
  underline: 8,
  code: 16,
  subscript: 32,
  superscript: 64,
} as const

/** An address that an editor may type into a link. Refuses `javascript:` and every other scheme. */
export const safeHref = anyText
  .trim()
  .regex(
    /^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)/i,
    'an address that starts with https:, mailto:, tel:, / or #',
  )

const CalloutSchema = z.object({
  blockType: z.literal('callout'),
  tone: z.enum(['note', 'tip', 'warning']),
  title: optionalText,
  get body() {
    return RichTextSchema
  },
})
const MediaBlockSchema = z.object({
  blockType: z.literal('media'),
  media: reference,
  caption: optionalText,
})
const FaqBlockSchema = z.object({
  blockType: z.literal('faq'),
  heading: optionalText,
  faqs: references,
})
const CourseCardSchema = z.object({
  blockType: z.literal('courseCard'),
  course: reference,
})
const CallToActionSchema = z.object({
  blockType: z.literal('callToAction'),
  heading: text,
  text: optionalText,
  link: LinkSchema,
})

/** The blocks that an editor can insert between paragraphs. */
export const RichTextBlockSchema = z.discriminatedUnion('blockType', [
  CalloutSchema,
  MediaBlockSchema,
  FaqBlockSchema,
  CourseCardSchema,
  CallToActionSchema,
])
export type RichTextBlock = z.output<typeof RichTextBlockSchema>

const LinkFieldsSchema = z.discriminatedUnion('linkType', [
  z.object({ linkType: z.literal('internal'), doc: DocumentReferenceSchema, newTab: flag }),
  z.object({ linkType: z.literal('custom'), url: safeHref, newTab: flag }),
])

const children = () => z.array(z.lazy(() => RichTextNodeSchema))

/** A node of the tree. It has no alignment and no indentation, because the editor offers neither. */
export const RichTextNodeSchema: z.ZodType<RichTextNode> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: anyText, format: z.int().default(0) }),
  z.object({ type: z.literal('linebreak') }),
  z.object({ type: z.literal('tab') }),
  z.object({ type: z.literal('horizontalrule') }),
  z.object({ type: z.literal('paragraph'), children: children() }),
  z.object({ type: z.literal('heading'), tag: z.enum(['h2', 'h3', 'h4']), children: children() }),
  z.object({ type: z.literal('quote'), children: children() }),
  z.object({
    type: z.literal('list'),
    listType: z.enum(['bullet', 'number', 'check']),
    start: z.int().default(1),
    children: children(),
  }),
  z.object({ type: z.literal('listitem'), checked: z.boolean().optional(), children: children() }),
  z.object({ type: z.literal('link'), fields: LinkFieldsSchema, children: children() }),
  z.object({ type: z.literal('autolink'), fields: LinkFieldsSchema, children: children() }),
  z.object({ type: z.literal('table'), children: children() }),
  z.object({ type: z.literal('tablerow'), children: children() }),
  z.object({
    type: z.literal('tablecell'),
    headerState: z.int().default(0),
    colSpan: z.int().default(1),
    rowSpan: z.int().default(1),
    children: children(),
  }),
  z.object({ type: z.literal('upload'), relationTo: z.literal('media'), value: reference }),
  z.object({ type: z.literal('block'), fields: z.lazy(() => RichTextBlockSchema) }),
]) as z.ZodType<RichTextNode>

interface WithChildren {
  children: RichTextNode[]
}
export type RichTextLink = z.output<typeof LinkFieldsSchema>

/** A node of Lexical's tree, with the fields that the site reads. */
export type RichTextNode =
  | { type: 'text'; text: string; format: number }
  | { type: 'linebreak' | 'tab' | 'horizontalrule' }
  | ({ type: 'paragraph' | 'quote' | 'table' | 'tablerow' } & WithChildren)
  | ({ type: 'heading'; tag: 'h2' | 'h3' | 'h4' } & WithChildren)
  | ({ type: 'list'; listType: 'bullet' | 'number' | 'check'; start: number } & WithChildren)
  | ({ type: 'listitem'; checked?: boolean } & WithChildren)
  | ({ type: 'link' | 'autolink'; fields: RichTextLink } & WithChildren)
  | ({ type: 'tablecell'; headerState: number; colSpan: number; rowSpan: number } & WithChildren)
  | { type: 'upload'; relationTo: 'media'; value: string }
  | { type: 'block'; fields: RichTextBlock }

/** In levels of nodes. Recursive functions would exhaust the stack on a tree much deeper than this; real texts are not. */
export const maxRichTextDepth = 100

/** The number of nested levels of objects, up to `maxRichTextDepth` + 1. Without recursion, so that any depth is safe. */
export function richTextDepth(value: unknown): number {
  let depth = 0
  let level: unknown[] = [value]
  while (level.length > 0 && depth <= maxRichTextDepth) {
    const below = level.flatMap((item) =>
      item && typeof item === 'object' ? Object.values(item).filter((v) => v && typeof v === 'object') : [],
    )
    depth += level.some((item) => !Array.isArray(item)) ? 1 : 0
    level = below
  }
  return depth
}

/** A rich-text field: Lexical's tree. */
export interface RichText {
  root: WithChildren
}

/** Parses Lexical's tree. The error for an unknown node or block contains its path. */
export const RichTextSchema: z.ZodType<RichText, unknown> = z
  .unknown()
  .refine((value) => richTextDepth(value) <= maxRichTextDepth, {
    abort: true,
    error: `This text is nested more than ${maxRichTextDepth} levels deep. Take some of its lists out of each other.`,
  })
  .pipe(z.object({ root: z.object({ children: z.array(RichTextNodeSchema) }) }) as z.ZodType<RichText>)
