import { safeHref, textFormat } from 'shared-types'
import type { DocumentReference, RichTextLink } from 'shared-types'
import { escapeHtml } from '../formats/html'
import type { InlineNode } from '../formats/plain-text'
import { unknownNode } from './unknown-node'

export interface InlineContext {
  /** The path of a document; undefined when it is not live. */
  link: (target: DocumentReference) => string | undefined
  /** The document and field of the text, for errors: `posts/123 body`. */
  where: string
}

/** The outermost element first. */
const elements = [
  [textFormat.bold, 'strong'],
  [textFormat.italic, 'em'],
  [textFormat.underline, 'u'],
  [textFormat.strikethrough, 's'],
  [textFormat.subscript, 'sub'],
  [textFormat.superscript, 'sup'],
  [textFormat.code, 'code'],
] as const

/**
 * Renders text, formats and links as an HTML string, and escapes every character that an editor typed. Components are not
 * used for this, because a template may add or lose a space between two words.
 */
export const inlineHtml = (nodes: readonly InlineNode[], context: InlineContext): string =>
  nodes.map((node) => nodeHtml(node, context)).join('')

function nodeHtml(node: InlineNode, context: InlineContext): string {
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
      throw unknownNode(context.where, 'node', node satisfies never)
  }
}

const formatted = (html: string, format: number): string =>
  elements
    .filter(([bit]) => format & bit)
    .reduceRight((inner, [, element]) => `<${element}>${inner}</${element}>`, html)

function linked(html: string, fields: RichTextLink, context: InlineContext): string {
  const href = fields.linkType === 'internal' ? context.link(fields.doc) : fields.url
  // A link to a page that is not live, or to a URL that runs a script, is rendered as its text.
  if (!href || !safeHref.safeParse(href).success) return html
  const isElsewhere = /^https?:/i.test(href)
  const rel = isElsewhere || fields.newTab ? ' rel="noopener"' : ''
  const target = fields.newTab ? ' target="_blank"' : ''
  return `<a href="${escapeHtml(href)}"${target}${rel}>${html}</a>`
}
