import { slugify } from 'shared-types'
import type { RichText, RichTextNode } from 'shared-types'
import { inlineText } from '../formats/plain-text'

/** A heading of a rich text, for a table of contents. */
export interface Heading {
  /** The anchor: `text-how-the-check-digit-works`. */
  id: string
  text: string
  level: 2 | 3 | 4
}

type HeadingNode = RichTextNode<'heading'>

const levels = { h2: 2, h3: 3, h4: 4 } as const

/**
 * The headings of a text in document order, without those inside blocks. Every anchor begins with the prefix, so that a
 * heading never gets the id of another element of the page.
 */
export const richTextHeadings = (richText: RichText, prefix = 'text-'): Heading[] => [
  ...headingsByNode(richText, prefix).values(),
]

/** The same headings by node: the text takes its anchors from here, so they match the table of contents. */
export function headingsByNode(richText: RichText, prefix = 'text-'): Map<HeadingNode, Heading> {
  const found = new Map<HeadingNode, Heading>()
  const taken = new Set<string>()
  for (const node of richText.root.children) {
    if (node.type !== 'heading') continue
    const text = inlineText(node.children).replace(/\s+/g, ' ').trim()
    if (!text) continue
    const base = `${prefix}${slugify(text) || 'heading'}`
    let id = base
    for (let count = 2; taken.has(id); count++) id = `${base}-${count}`
    taken.add(id)
    found.set(node, { id, text, level: levels[node.tag] })
  }
  return found
}
