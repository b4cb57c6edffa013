/*
 * Which node of a rich text may stand in which. The schema, the validation in the CMS, the arranging of pasted and imported texts,
 * and the types that the site renders all follow from these tables.
 */

const wordTypes = ['text', 'linebreak', 'tab'] as const
/** Nodes that stand inside a line of text. */
const inlineTypes = [...wordTypes, 'link', 'autolink'] as const
/** Nodes that stand on their own in a list item. A paragraph does not: Lexical joins its words with those beside it. */
const itemBlockTypes = ['heading', 'quote', 'list', 'table', 'upload', 'block', 'horizontalrule'] as const
/** Nodes that stand on their own. */
const blockTypes = ['paragraph', ...itemBlockTypes] as const

/** The types of nodes that may stand in a node, by its type. A type without an entry has no children. */
export interface ContentModel {
  root: readonly string[]
  [type: string]: readonly string[]
}

/** The texts of posts and pages. */
export const contentModel = {
  root: blockTypes,
  paragraph: inlineTypes,
  heading: inlineTypes,
  quote: inlineTypes,
  link: wordTypes,
  autolink: wordTypes,
  list: ['listitem'],
  listitem: [...inlineTypes, ...itemBlockTypes],
  table: ['tablerow'],
  tablerow: ['tablecell'],
  tablecell: blockTypes,
} as const satisfies ContentModel

/** The answers to questions, and the texts of callouts: paragraphs, lists and links only. */
export const plainContentModel = {
  root: ['paragraph', 'list'],
  paragraph: inlineTypes,
  link: wordTypes,
  autolink: wordTypes,
  list: ['listitem'],
  listitem: [...inlineTypes, 'list'],
} as const satisfies ContentModel

/** A node of Lexical's tree before it is parsed. */
export interface UnparsedNode {
  type?: unknown
  children?: unknown
  [field: string]: unknown
}

export interface MisplacedNode {
  /** The keys that lead to the node, such as `['root', 'children', 2]`. */
  path: (number | string)[]
  node: UnparsedNode
  /** The type of the node that it stands in. */
  parent: string
}

const isObject = (value: unknown): value is UnparsedNode => typeof value === 'object' && value !== null

/** In levels of nodes. Recursive functions would exhaust the stack on a tree much deeper than this; real texts are not. */
export const maxRichTextDepth = 100

/** The number of nested levels of objects, up to `maxRichTextDepth` + 1. Without recursion, so that any depth is safe. */
export function richTextDepth(value: unknown): number {
  let depth = 0
  let level: unknown[] = [value]
  while (level.length > 0 && depth <= maxRichTextDepth) {
    const below = level.flatMap((item) =>
      item && typeof item === 'object' ? Object.values(item).filter((v) => v && typeof v === 'object') : [],
    )
    depth += level.some((item) => !Array.isArray(item)) ? 1 : 0
    level = below
  }
  return depth
}

/** The children of a node; empty if it has none. */
export const childrenOf = ({ children }: UnparsedNode): UnparsedNode[] =>
  Array.isArray(children) ? children.filter(isObject) : []

/** The first node, in the text's order, that the model does not allow where it stands. Texts inside blocks are not searched. */
export function findMisplacedNode(tree: unknown, model: ContentModel): MisplacedNode | undefined {
  const root = isObject(tree) ? tree.root : undefined
  if (!isObject(root)) return undefined
  const found = misplacedIn(root, 'root', model)
  return found && { ...found, path: ['root', ...found.path] }
}

function misplacedIn(
  parent: UnparsedNode,
  parentType: string,
  model: ContentModel,
): MisplacedNode | undefined {
  if (!Array.isArray(parent.children)) return undefined
  const allowed = model[parentType]
  for (const [index, node] of parent.children.entries()) {
    // The schema refuses what is no object.
    if (!isObject(node)) continue
    const type = String(node.type)
    const found = allowed?.includes(type)
      ? misplacedIn(node, type, model)
      : { path: [], node, parent: parentType }
    if (found) return { ...found, path: ['children', index, ...found.path] }
  }
  return undefined
}
