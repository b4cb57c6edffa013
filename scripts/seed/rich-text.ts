import { textFormat } from 'shared-types'
import { documentOfTarget, type IdOf, linkTo, stableId } from './references'

/** One node as Payload's Lexical editor stores it. */
export interface LexicalNode {
  type: string
  version: number
  [key: string]: unknown
}

export interface LexicalState {
  [key: string]: unknown
  root: {
    type: string
    children: LexicalNode[]
    direction: null
    format: ''
    indent: number
    version: number
  }
}

interface Writing {
  idOf: IdOf
  /** An id for the next link or block of this text. */
  nextId: () => string
}

/** A part of a text: a function that needs the ids of the documents that the text mentions. */
export type Block = (writing: Writing) => LexicalNode

const element = { version: 1, direction: null, format: '', indent: 0 } as const

/**
 * A rich-text value. `name` is unique among the texts of the school: the ids of links and blocks come from it, so that
 * two runs write the same text.
 */
export function richText(name: string, blocks: readonly Block[], idOf: IdOf): LexicalState {
  let count = 0
  const writing: Writing = { idOf, nextId: () => stableId(`${name} ${count++}`) }
  return root(blocks, writing)
}

const root = (blocks: readonly Block[], writing: Writing): LexicalState => ({
  root: { type: 'root', ...element, children: blocks.map((block) => block(writing)) },
})

export const p =
  (text: string): Block =>
  (writing) =>
    paragraph(text, writing)

const heading =
  (tag: 'h2' | 'h3') =>
  (text: string): Block =>
  (writing) => ({ type: 'heading', ...element, tag, children: inline(text, writing) })

export const h2 = heading('h2')
export const h3 = heading('h3')

export const quote =
  (text: string): Block =>
  (writing) => ({ type: 'quote', ...element, children: inline(text, writing) })

const list =
  (listType: 'bullet' | 'number', tag: 'ul' | 'ol') =>
  (...items: string[]): Block =>
  (writing) => ({
    type: 'list',
    ...element,
    listType,
    start: 1,
    tag,
    children: items.map((item, index) => ({
      type: 'listitem',
      ...element,
      value: index + 1,
      children: inline(item, writing),
    })),
  })

export const ul = list('bullet', 'ul')
export const ol = list('number', 'ol')

/** A table whose first row and first column are headers. */
export const table =
  (head: readonly string[], ...rows: (readonly string[])[]): Block =>
  (writing) => ({
    type: 'table',
    ...element,
    children: [head, ...rows].map((cells, row) => ({
      type: 'tablerow',
      ...element,
      children: cells.map((cell, column) => ({
        type: 'tablecell',
        ...element,
        backgroundColor: null,
        colSpan: 1,
        rowSpan: 1,
        // Lexical's bits: 1 for a header of its column, 2 for a header of its row.
        headerState: (row === 0 ? 1 : 0) | (column === 0 ? 2 : 0),
        children: [paragraph(cell, writing)],
      })),
    })),
  })

/** A picture of pictures.ts, by its name. */
export const picture =
  (name: string): Block =>
  ({ idOf, nextId }) => ({
    type: 'upload',
    version: 3,
    format: '',
    id: nextId(),
    fields: {},
    relationTo: 'media',
    value: idOf('media', name),
  })

export const pictureWithCaption = (name: string, caption: string): Block =>
  block('media', ({ idOf }) => ({ media: idOf('media', name), caption }))

export const callout = (tone: 'note' | 'tip' | 'warning', title: string, ...blocks: Block[]): Block =>
  block('callout', (writing) => ({ tone, title, body: root(blocks, writing) }))

/** Questions of faqs.ts, by their keys. */
export const questions = (heading: string, ...keys: string[]): Block =>
  block('faq', ({ idOf }) => ({ heading, faqs: keys.map((key) => idOf('faqs', key)) }))

export const courseCard = (slug: string): Block =>
  block('courseCard', ({ idOf }) => ({ course: idOf('courses', slug) }))

export const callToAction = (heading: string, text: string, label: string, target: string): Block =>
  block('callToAction', ({ idOf }) => ({ heading, text, link: linkTo(label, target)(idOf) }))

const block =
  (blockType: string, fields: (writing: Writing) => Record<string, unknown>): Block =>
  (writing) => ({
    type: 'block',
    version: 2,
    format: '',
    fields: { id: writing.nextId(), blockName: '', blockType, ...fields(writing) },
  })

function paragraph(text: string, writing: Writing): LexicalNode {
  const children = inline(text, writing)
  // The editor keeps the format of the first text on the paragraph itself.
  const first = children[0]
  const format = first?.type === 'text' ? first.format : 0
  return { type: 'paragraph', ...element, textFormat: format, textStyle: '', children }
}

const inlinePattern = /\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`|\[(.+?)\]\((.+?)\)/g

/** `**bold**`, `*italic*`, `` `code` `` and `[text](target)`, the last with any of the others inside. */
function inline(source: string, writing: Writing): LexicalNode[] {
  const nodes: LexicalNode[] = []
  let end = 0
  for (const match of source.matchAll(inlinePattern)) {
    const [whole, bold, italic, code, label, target] = match
    if (match.index > end) nodes.push(text(source.slice(end, match.index)))
    end = match.index + whole.length
    if (bold !== undefined) nodes.push(text(bold, textFormat.bold))
    else if (italic !== undefined) nodes.push(text(italic, textFormat.italic))
    else if (code !== undefined) nodes.push(text(code, textFormat.code))
    else if (label !== undefined && target !== undefined) nodes.push(link(label, target, writing))
  }
  if (end < source.length) nodes.push(text(source.slice(end)))
  return nodes
}

const text = (value: string, format = 0): LexicalNode => ({
  type: 'text',
  version: 1,
  detail: 0,
  format,
  mode: 'normal',
  style: '',
  text: value,
})

function link(label: string, target: string, writing: Writing): LexicalNode {
  const found = documentOfTarget(target)
  const id = writing.nextId()
  const fields = found
    ? {
        linkType: 'internal',
        newTab: false,
        doc: { relationTo: found.relationTo, value: writing.idOf(found.relationTo, found.key) },
      }
    : { linkType: 'custom', newTab: false, url: target }
  return { type: 'link', ...element, version: 3, id, fields, children: inline(label, writing) }
}
