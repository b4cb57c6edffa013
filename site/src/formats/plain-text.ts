import type { RichText, RichTextNode } from 'shared-types'

/** The text without markup: one line for each paragraph, heading, list item, table cell, and text field of a block. */
export function richTextToPlain(richText: RichText): string {
  return lines(richText.root.children)
    .map((line) => line.replace(unevenSpace, ' ').trim())
    .filter(Boolean)
    .join('\n')
}

/** Any white space but a single space. Only matches are replaced, because this runs on every post. */
const unevenSpace = /\s{2,}|[^\S ]/g

/** The text of inline nodes, such as a heading's children. */
export const inlineText = (nodes: readonly RichTextNode[]): string =>
  nodes
    .map((node) => {
      if (node.type === 'text') return node.text
      if (node.type === 'linebreak' || node.type === 'tab') return ' '
      return 'children' in node ? inlineText(node.children) : ''
    })
    .join('')

/** Whether a node stands inside a line of text. */
export const isInline = (node: RichTextNode): boolean =>
  ['text', 'linebreak', 'tab', 'link', 'autolink'].includes(node.type)

function lines(nodes: readonly RichTextNode[]): string[] {
  const result: string[] = []
  let run: RichTextNode[] = []
  const endRun = () => {
    if (run.length > 0) result.push(inlineText(run))
    run = []
  }
  for (const node of nodes) {
    if (isInline(node)) {
      run.push(node)
      continue
    }
    endRun()
    if (node.type === 'block') result.push(...blockLines(node.fields))
    else if ('children' in node) result.push(...lines(node.children))
  }
  endRun()
  return result
}

function blockLines(block: Extract<RichTextNode, { type: 'block' }>['fields']): string[] {
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
