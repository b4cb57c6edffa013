import { contentModel } from 'shared-types'
import type { RichText, RichTextBlock, RichTextChild, RichTextNode } from 'shared-types'

/** The text without markup: one line for each paragraph, heading, list item, table cell, and text field of a block. */
export function richTextToPlain(richText: RichText): string {
  return lines(richText.root.children)
    .map((line) => line.replace(unevenSpace, ' ').trim())
    .filter(Boolean)
    .join('\n')
}

/** Any white space but a single space. Only matches are replaced, because this runs on every post. */
const unevenSpace = /\s{2,}|[^\S ]/g

/** A node that stands inside a line of text. */
export type InlineNode = RichTextChild<'paragraph'>

/** The text of inline nodes, such as a heading's children. */
export const inlineText = (nodes: readonly InlineNode[]): string =>
  nodes
    .map((node) => {
      if (node.type === 'text') return node.text
      return 'children' in node ? inlineText(node.children) : ' '
    })
    .join('')

const isInline = (node: RichTextNode): node is InlineNode =>
  (contentModel.paragraph as readonly string[]).includes(node.type)

/** A part of a node's children: inline nodes that stand beside each other, or one node that stands on its own. */
export type NodeRun<Node extends RichTextNode> =
  { inline: InlineNode[] } | { block: Exclude<Node, InlineNode> }

/** The children of a node in their order, with neighboring inline nodes in one run. */
export function runsOf<Node extends RichTextNode>(nodes: readonly Node[]): NodeRun<Node>[] {
  const runs: NodeRun<Node>[] = []
  for (const node of nodes) {
    const last = runs.at(-1)
    if (!isInline(node)) runs.push({ block: node as Exclude<Node, InlineNode> })
    else if (last && 'inline' in last) last.inline.push(node)
    else runs.push({ inline: [node] })
  }
  return runs
}

/** The text of nodes of any type on one line, such as the paragraphs and lists of a table cell. */
export const textOnOneLine = (nodes: readonly RichTextNode[]): string =>
  lines(nodes).join(' ').replace(/\s+/g, ' ').trim()

const lines = (nodes: readonly RichTextNode[]): string[] =>
  runsOf(nodes).flatMap((run) => {
    if ('inline' in run) return [inlineText(run.inline)]
    if (run.block.type === 'block') return blockLines(run.block.fields)
    return 'children' in run.block ? lines(run.block.children) : []
  })

function blockLines(block: RichTextBlock): string[] {
  switch (block.blockType) {
    case 'callout':
      return [block.title ?? '', ...lines(block.body.root.children)]
    case 'callToAction':
      return [block.heading, block.text ?? '']
    case 'faq':
      return [block.heading ?? '']
    case 'media':
      return [block.caption ?? '']
    case 'courseCard':
      return []
  }
}
