import { block, paragraph, richText, typedLink, words } from './rich-text'

/** A node of each type of the contract, with the fields that `RichTextSchema` reads. */
const nodes: Record<string, (text: string) => Record<string, unknown>> = {
  text: words,
  linebreak: () => ({ type: 'linebreak' }),
  tab: () => ({ type: 'tab' }),
  link: (text) => typedLink(text, 'https://example.org/'),
  autolink: (text) => ({ ...typedLink(text, 'https://example.org/'), type: 'autolink' }),
  paragraph: (text) => paragraph(words(text)),
  heading: (text) => ({ type: 'heading', tag: 'h3', children: [words(text)] }),
  quote: (text) => ({ type: 'quote', children: [words(text)] }),
  list: (text) => ({
    type: 'list',
    listType: 'bullet',
    tag: 'ul',
    start: 1,
    children: [nodeOf('listitem', text)],
  }),
  listitem: (text) => ({ type: 'listitem', value: 1, children: [words(text)] }),
  table: (text) => ({ type: 'table', children: [nodeOf('tablerow', text)] }),
  tablerow: (text) => ({ type: 'tablerow', children: [nodeOf('tablecell', text)] }),
  tablecell: (text) => ({
    type: 'tablecell',
    headerState: 0,
    colSpan: 1,
    rowSpan: 1,
    children: [paragraph(words(text))],
  }),
  upload: () => ({ type: 'upload', relationTo: 'media', value: 'media-rack' }),
  block: (text) => block('callout', { tone: 'note', title: text, body: richText(paragraph(words(text))) }),
  horizontalrule: () => ({ type: 'horizontalrule' }),
}

export const nodeTypes = Object.keys(nodes)

/** A node of a type, with this text where the type has a text. */
export const nodeOf = (type: string, text: string): Record<string, unknown> => nodes[type]?.(text) ?? { type }

/** Whether nodes of a type have children. */
export const isElement = (type: string): boolean => 'children' in nodeOf(type, '')

export const elementTypes = nodeTypes.filter(isElement)

/** Nodes of any type inside nodes of any other, at most `depth` levels. `nextText` gives the text of each node that has one. */
export function randomNodes(
  random: () => number,
  nextText: () => string,
  depth: number,
  types = nodeTypes,
): unknown[] {
  return Array.from({ length: Math.floor(random() * 4) }, () => {
    const type = types[Math.floor(random() * types.length)] ?? 'text'
    const node = nodeOf(type, nextText())
    if (!isElement(type)) return node
    return { ...node, children: depth > 1 ? randomNodes(random, nextText, depth - 1, types) : [] }
  })
}
