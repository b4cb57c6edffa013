import {
  type ContentModel,
  contentModel,
  findMisplacedNode,
  maxRichTextDepth,
  type MisplacedNode,
  plainContentModel,
  richTextDepth,
  RichTextSchema,
} from 'shared-types'
import { hrefProblem } from './links-in-text'

export interface Node {
  type?: unknown
  text?: unknown
  tag?: unknown
  children?: unknown
  fields?: { blockType?: unknown; linkType?: unknown; url?: unknown; body?: unknown } | null
}
type Path = readonly PropertyKey[]
interface PlacedNode {
  node: Node
  /** The keys that lead to the node, such as `['root', 'children', 2]`. */
  path: Path
}

type Issue = NonNullable<ReturnType<typeof RichTextSchema.safeParse>['error']>['issues'][number]

const blockNames: Record<string, string> = {
  callout: 'callout',
  media: 'picture',
  faq: 'list of questions',
  courseCard: 'course card',
  callToAction: 'call to action',
}

const nodeNames: Record<string, string> = {
  text: 'text',
  linebreak: 'line break',
  tab: 'tab',
  paragraph: 'paragraph',
  heading: 'heading',
  quote: 'quote',
  list: 'list',
  listitem: 'list item',
  link: 'link',
  autolink: 'link',
  table: 'table',
  tablerow: 'table row',
  tablecell: 'table cell',
  upload: 'picture',
  horizontalrule: 'horizontal line',
  block: 'block',
}

/** What the nodes that hold less than a text may hold. */
const contents: Record<string, string> = {
  paragraph: 'words and links',
  heading: 'words and links',
  quote: 'words and links',
  link: 'words',
  autolink: 'words',
  list: 'list items',
  listitem: 'words without a paragraph, and blocks',
  table: 'rows',
  tablerow: 'cells',
}

export const isObjectOrList = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/**
 * A message for the editor that says why the site cannot show this text; undefined if it can. `model` says which nodes the text
 * may have.
 */
export function richTextProblem(value: unknown, model: ContentModel): string | undefined {
  if (value === null || value === undefined) return undefined
  return depthProblem(value) ?? misplacedProblem(value, model) ?? schemaProblem(value) ?? linkProblem(value)
}

/** Walking a tree that is much deeper would overflow the stack. */
export const depthProblem = (value: unknown): string | undefined =>
  richTextDepth(value) > maxRichTextDepth
    ? RichTextSchema.safeParse(value).error?.issues[0]?.message
    : undefined

function misplacedProblem(value: unknown, model: ContentModel): string | undefined {
  const found = findMisplacedNode(value, model)
  if (found) return misplacedMessage(found, model)
  for (const { node, path } of nodesOf(value)) {
    const inBody = findMisplacedNode(node.fields?.body, plainContentModel)
    if (inBody) {
      const placed = { ...inBody, path: [...path, 'fields', 'body', ...inBody.path] as MisplacedNode['path'] }
      return misplacedMessage(placed, plainContentModel)
    }
  }
  return undefined
}

function misplacedMessage({ node, parent, path }: MisplacedNode, model: ContentModel): string {
  const type = String(node.type)
  const where = addressOf(path)
  if (!nodeNames[type]) {
    const excerpt = textOf(node)
    return `The site cannot show the “${type}” that is ${placeOf(path)}${excerpt ? ` (“${excerpt}”)` : ''} (${where}). Remove it, or write it as a paragraph, a list, a table or a block.`
  }
  if (!Object.values(model).flat().includes(type)) {
    return `The ${nameOf(node)} cannot stand in this text, which holds only paragraphs, lists and links (${where}). Write it as a paragraph, or take it out.`
  }
  const place = parent === 'root' ? 'directly in the text' : `in a ${nodeNames[parent]}`
  const blocks = model === contentModel ? 'paragraphs and other blocks' : 'paragraphs and lists'
  const held = model[parent] ? `only ${contents[parent] ?? blocks}` : 'nothing'
  return `The ${nameOf(node)} stands ${place}, which holds ${held} (${where}). ${adviceFor(type, parent, model)}`
}

function adviceFor(type: string, parent: string, model: ContentModel): string {
  const [only, ...others] = model[parent] ?? []
  if (only && others.length === 0) return `Put it into a ${nodeNames[only]}.`
  if (!model[parent]?.includes('paragraph'))
    return `Move it out of the ${nodeNames[parent]}, or keep only its words.`
  const around = { listitem: 'list', tablerow: 'table', tablecell: 'table row' }[type] ?? 'paragraph'
  return `Put it into a ${around}.`
}

/** Where a program finds a node: `root.children[2].children[0]`. */
export const addressOf = (path: Path): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1)

function schemaProblem(value: unknown): string | undefined {
  const issue = RichTextSchema.safeParse(value).error?.issues[0]
  return issue && describe(value, issue)
}

function describe(value: unknown, issue: Issue): string {
  let current: unknown = value
  const nodes: Node[] = []
  const rest: PropertyKey[] = []
  for (const key of issue.path) {
    current = isObjectOrList(current) ? current[key as string] : undefined
    if (isObjectOrList(current) && !Array.isArray(current) && 'type' in current) {
      nodes.push(current)
      rest.length = 0
    } else rest.push(key)
  }
  const node = nodes.at(-1)
  if (!node) return 'This text is damaged. Write it anew, or restore a version.'

  const type = String(node.type)
  const named = nameOf(node)
  const field = rest.filter((key) => key !== 'fields').join('.')
  const place = placeOf(issue.path)

  if (type === 'heading') {
    return `The ${named} is an ${String(node.tag).toUpperCase()}. Inside a text only headings 2, 3 and 4 are possible: choose one of those.`
  }
  if (type === 'link' || type === 'autolink') {
    return field === 'url'
      ? `The ${named} leads to “${String(node.fields?.url ?? '')}”. It needs ${issue.message.replace(/^Invalid.*/, 'an address that starts with https:, mailto:, tel:, / or #')}.`
      : `The ${named} leads nowhere. Choose a document or type an address.`
  }
  if (type === 'block') {
    const blockType = String(node.fields?.blockType)
    const name = blockNames[blockType]
    if (!name) return `The site does not know the block “${blockType}” (${place}). Remove it.`
    return current === undefined || current === null || current === ''
      ? `The ${name} (${place}) is not complete: fill in its ${field || 'fields'}.`
      : `The ${name} (${place}) has something in its ${field || 'fields'} that the site cannot use. Correct it.`
  }
  if (type === 'upload') return `The picture that is ${place} is missing. Choose another, or remove it.`
  return `The ${named} (${place}) is damaged${field ? ` at “${field}”` : ''}. Remove it and write it anew.`
}

/** The first link that browsers cannot open, in an editor's words. Lexical's own message does not say which link or why. */
function linkProblem(value: unknown): string | undefined {
  for (const { node } of nodesOf(value)) {
    const url = node.fields?.linkType === 'custom' ? node.fields.url : undefined
    const problem = typeof url === 'string' ? hrefProblem(url) : undefined
    if (problem) return `The ${nameOf(node)} leads to “${String(url)}”, which ${problem}. Correct it.`
  }
  return undefined
}

/** All nodes in the text's order, with those of texts inside blocks. */
export function* nodesOf(tree: unknown, path: Path = []): Generator<PlacedNode> {
  if (isObjectOrList(tree)) yield* nodesBelow(tree.root, [...path, 'root'])
}

function* nodesBelow(parent: unknown, path: Path): Generator<PlacedNode> {
  if (!isObjectOrList(parent) || !Array.isArray(parent.children)) return
  for (const [index, node] of parent.children.entries()) {
    if (!isObjectOrList(node)) continue
    const placed: PlacedNode = { node, path: [...path, 'children', index] }
    yield placed
    yield* nodesBelow(node, placed.path)
    yield* nodesOf(placed.node.fields?.body, [...placed.path, 'fields', 'body'])
  }
}

/** `heading “Costs”`. */
export function nameOf(node: Node): string {
  const name =
    node.type === 'block' ? blockNames[String(node.fields?.blockType)] : nodeNames[String(node.type)]
  const excerpt = textOf(node)
  return `${name ?? `“${String(node.type)}”`}${excerpt ? ` “${excerpt}”` : ''}`
}

/** The position among the text's top-level nodes, counted from 1. */
const placeOf = (path: Path): string => {
  const index = path.find((key) => typeof key === 'number')
  return `part ${index === undefined ? 1 : Number(index) + 1} of this text`
}

function textOf(node: Node): string {
  const parts: string[] = []
  const nodes: unknown[] = [node]
  for (let next = nodes.shift(); next !== undefined && parts.join('').length < 60; next = nodes.shift()) {
    if (!isObjectOrList(next)) continue
    if (typeof next.text === 'string') parts.push(next.text)
    if (Array.isArray(next.children)) nodes.unshift(...(next.children as unknown[]))
  }
  const text = parts.join('').trim()
  return text.length > 50 ? `${text.slice(0, 49)}…` : text
}
