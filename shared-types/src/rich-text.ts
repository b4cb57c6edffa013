import { z } from 'zod'
import { arrangeRichText } from './arrange-rich-text'
import { anyText, flag, optionalText, reference, references, text } from './fields'
import { DocumentReferenceSchema, LinkSchema } from './link'
import {
  childrenOf,
  type ContentModel,
  contentModel,
  findMisplacedNode,
  maxRichTextDepth,
  richTextDepth,
  type UnparsedNode,
} from './rich-text-model'

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

/** Each type of node with its own fields. It has no alignment and no indentation, because the editor offers neither. */
const nodeFields = {
  text: z.object({ type: z.literal('text'), text: anyText, format: z.int().default(0) }),
  linebreak: z.object({ type: z.literal('linebreak') }),
  tab: z.object({ type: z.literal('tab') }),
  horizontalrule: z.object({ type: z.literal('horizontalrule') }),
  paragraph: z.object({ type: z.literal('paragraph') }),
  heading: z.object({ type: z.literal('heading'), tag: z.enum(['h2', 'h3', 'h4']) }),
  quote: z.object({ type: z.literal('quote') }),
  list: z.object({
    type: z.literal('list'),
    listType: z.enum(['bullet', 'number', 'check']),
    start: z.int().default(1),
  }),
  listitem: z.object({ type: z.literal('listitem'), checked: z.boolean().optional() }),
  link: z.object({ type: z.literal('link'), fields: LinkFieldsSchema }),
  autolink: z.object({ type: z.literal('autolink'), fields: LinkFieldsSchema }),
  table: z.object({ type: z.literal('table') }),
  tablerow: z.object({ type: z.literal('tablerow') }),
  tablecell: z.object({
    type: z.literal('tablecell'),
    headerState: z.int().default(0),
    colSpan: z.int().default(1),
    rowSpan: z.int().default(1),
  }),
  upload: z.object({ type: z.literal('upload'), relationTo: z.literal('media'), value: reference }),
  block: z.object({ type: z.literal('block'), fields: z.lazy(() => RichTextBlockSchema) }),
}

type NodeType = keyof typeof nodeFields
type ParentType = keyof typeof contentModel
type ChildType<Parent extends ParentType> = (typeof contentModel)[Parent][number]

/** A node of Lexical's tree of one of these types, with the fields that the site reads. */
export type RichTextNode<Type extends NodeType = NodeType> = {
  [T in Type]: T extends ParentType
    ? z.output<(typeof nodeFields)[T]> & { children: RichTextNode<ChildType<T>>[] }
    : z.output<(typeof nodeFields)[T]>
}[Type]
/** A node that may stand in a node of this type. */
export type RichTextChild<Parent extends ParentType> = RichTextNode<ChildType<Parent>>
export type RichTextLink = z.output<typeof LinkFieldsSchema>

const isParent = (type: string): type is ParentType => type in contentModel

const nodeSchemas = Object.fromEntries(
  Object.entries<z.ZodObject>(nodeFields).map(([type, schema]) => [
    type,
    isParent(type) ? schema.extend({ children: childrenSchema(type) }) : schema,
  ]),
) as Record<NodeType, z.ZodObject<{ type: z.ZodLiteral<string> }>>

function childrenSchema(parent: ParentType) {
  const [first, ...others]: readonly [NodeType, ...NodeType[]] = contentModel[parent]
  return z.array(
    z.lazy(() =>
      z.discriminatedUnion('type', [nodeSchemas[first], ...others.map((type) => nodeSchemas[type])]),
    ),
  )
}

/** A rich-text field: Lexical's tree. */
export interface RichText {
  root: { children: RichTextChild<'root'>[] }
}

const TreeSchema = z.object({
  root: z.object({ children: childrenSchema('root') }),
}) as unknown as z.ZodType<RichText>

/**
 * Reads Lexical's tree. A text that the CMS stored before a rule of the content model existed is put in order. The error for an
 * unknown node or block contains its path.
 */
export const RichTextSchema: z.ZodType<RichText, unknown> = z
  .unknown()
  .refine((value) => richTextDepth(value) <= maxRichTextDepth, {
    abort: true,
    error: `This text is nested more than ${maxRichTextDepth} levels deep. Take some of its lists out of each other.`,
  })
  .transform((value) =>
    findMisplacedNode(value, contentModel) ? arrangeStoredText(value as { root: UnparsedNode }) : value,
  )
  .pipe(TreeSchema)

/**
 * Puts a text of the CMS in order with `arrangeRichText`. A text is returned as it is if it would lose a node that is unknown or has
 * no words, such as a picture in an answer: it would be published incomplete without an error.
 */
export const arrangeStoredText = <Tree extends { root: UnparsedNode }>(
  tree: Tree,
  model: ContentModel = contentModel,
): Tree =>
  wouldLoseNode(tree.root, new Set(Object.values(model).flat())) ? tree : arrangeRichText(tree, model)

const wouldLoseNode = (parent: UnparsedNode, kept: ReadonlySet<string>): boolean =>
  childrenOf(parent).some((node) => {
    const type = String(node.type)
    const isLost = childrenOf(node).length === 0 && !kept.has(type)
    return isLost || !(type in nodeFields) || wouldLoseNode(node, kept)
  })
