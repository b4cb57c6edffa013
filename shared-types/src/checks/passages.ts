import { isRichText } from './addresses'
import { type FormValues, isValues } from './form-values'

/** A text for readers, as it stands in one field or in one block of a rich text. */
export interface Passage {
  /** Payload's path of the field to open. For a passage inside a rich text, the path of that rich text. */
  field: string
  text: string
  kind: 'field' | 'heading' | 'paragraph' | 'item' | 'cell' | 'label'
  /** Of a heading: 2 for `h2`. */
  level?: number
  /** The passage stands in a block of a rich text, such as a callout. */
  isInBlock?: boolean
}

/** Fields whose texts are for machines, or for editors only. */
const unread = new Set([
  'id',
  'slug',
  'url',
  'canonical',
  'filename',
  'blockName',
  'from',
  'address',
  'sizes',
  'consentNote',
  'contactNotes',
])

/** Every text of a document that visitors may read, in the order of its fields. */
export function passagesOf(document: unknown): Passage[] {
  const found: Passage[] = []
  walk(document, '', found)
  return found
}

function walk(value: unknown, field: string, found: Passage[]): void {
  if (typeof value === 'string') found.push({ field, text: value, kind: 'field' })
  else if (Array.isArray(value)) value.forEach((item, index) => walk(item, `${field}.${index}`, found))
  else if (isValues(value)) {
    if (isRichText(value)) return walkNodes(nodesIn(value.root), { field, kind: 'paragraph' }, found)
    for (const [name, inner] of Object.entries(value)) {
      // An address of the site's own is a group of texts, one of a redirect a text.
      if (unread.has(name) && !isValues(inner)) continue
      walk(inner, field ? `${field}.${name}` : name, found)
    }
  }
}

type Place = Pick<Passage, 'field' | 'isInBlock'> & { kind: 'paragraph' | 'cell' }

const kinds: Partial<Record<string, Passage['kind']>> = { heading: 'heading', listitem: 'item' }
const inline = new Set(['text', 'linebreak', 'tab', 'link', 'autolink'])

function walkNodes(nodes: readonly FormValues[], place: Place, found: Passage[]): void {
  for (const node of nodes) {
    const type = String(node.type)
    const children = nodesIn(node)
    if (type === 'block') walkBlock(node.fields, place, found)
    else if (['paragraph', 'heading', 'quote', 'listitem'].includes(type)) {
      const { field, isInBlock } = place
      const text = wordsIn(children.filter((child) => inline.has(String(child.type))))
      const level = type === 'heading' ? Number(String(node.tag).slice(1)) : undefined
      found.push({ field, text, kind: kinds[type] ?? place.kind, level, isInBlock })
      walkNodes(
        children.filter((child) => !inline.has(String(child.type))),
        place,
        found,
      )
    } else walkNodes(children, type === 'tablecell' ? { ...place, kind: 'cell' } : place, found)
  }
}

function walkBlock(value: unknown, place: Place, found: Passage[]): void {
  if (!isValues(value)) return
  const inBlock = { ...place, isInBlock: true }
  for (const [name, inner] of Object.entries(value)) {
    if (unread.has(name)) continue
    if (typeof inner === 'string') {
      found.push({ field: place.field, text: inner, kind: 'label', isInBlock: true })
    } else if (isValues(inner) && isRichText(inner)) walkNodes(nodesIn(inner.root), inBlock, found)
    else walkBlock(inner, place, found)
  }
}

const nodesIn = (node: unknown): FormValues[] =>
  isValues(node) && Array.isArray(node.children) ? node.children.filter(isValues) : []

const wordsIn = (nodes: readonly FormValues[]): string =>
  nodes
    .map((node) =>
      typeof node.text === 'string'
        ? node.text
        : node.type === 'link' || node.type === 'autolink'
          ? wordsIn(nodesIn(node))
          : '\n',
    )
    .join('')
