import { safeHref, textFormat } from 'shared-types'
import type { DocumentReference, RichTextLink, RichTextNode } from 'shared-types'
import { unknownPart } from './unknown-part'

export interface InlineContext {
  /** Where a document lives; nothing when it is not live. */
  link: (target: DocumentReference) => string | undefined
  /** Whose text it is, for errors: `posts/123 body`. */
  where: string
}

/** Outermost first. */
const elements = [
  [textFormat.bold, 'strong'],
  [textFormat.italic, 'em'],
  [textFormat.underline, 'u'],
  [textFormat.strikethrough, 's'],
  [textFormat.subscript, 'sub'],
  [textFormat.superscript, 'sup'],
  [textFormat.code, 'code'],
] as const

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML shows it, in an element or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

/**
 * Words, formats and links as HTML. A string, not components: between two words a template would add or lose a space,
 * and a page has thousands of them. Every character that an editor typed is escaped here.
 */
export const inlineHtml = (nodes: readonly RichTextNode[], context: InlineContext): string =>
  nodes.map((node) => nodeHtml(node, context)).join('')

/** Nodes that stand in a line of text. */
export const isInline = (node: RichTextNode): boolean =>
  ['text', 'linebreak', 'tab', 'link', 'autolink'].includes(node.type)

function nodeHtml(node: RichTextNode, context: InlineContext): string {
  switch (node.type) {
    case 'text':
      return formatted(escapeHtml(node.text), node.format)
    case 'linebreak':
      return '<br>'
    case 'tab':
      return ' '
    case 'link':
    case 'autolink':
      return linked(inlineHtml(node.children, context), node.fields, context)
    default:
      throw unknownPart(context.where, 'node', node.type)
  }
}

const formatted = (html: string, format: number): string =>
  elements
    .filter(([bit]) => format & bit)
    .reduceRight((inner, [, element]) => `<${element}>${inner}</${element}>`, html)

function linked(html: string, fields: RichTextLink, context: InlineContext): string {
  const href = fields.linkType === 'internal' ? context.link(fields.doc) : fields.url
  // A link to a page that is gone, or to an address that runs a script, leaves its words.
  if (!href || !safeHref.safeParse(href).success) return html
  const isElsewhere = /^https?:/i.test(href)
  const rel = isElsewhere || fields.newTab ? ' rel="noopener"' : ''
  const target = fields.newTab ? ' target="_blank"' : ''
  return `<a href="${escapeHtml(href)}"${target}${rel}>${html}</a>`
}
