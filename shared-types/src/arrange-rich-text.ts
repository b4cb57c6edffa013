import { isBlank } from './fields'
import {
  childrenOf,
  contentModel,
  type ContentModel,
  findMisplacedNode,
  maxRichTextDepth,
  richTextDepth,
  type UnparsedNode,
} from './rich-text-model'

/**
 * Puts a text from elsewhere in order: no node stands where the model does not allow it, no word is lost, and the words keep
 * their order. Paragraphs inside a quote, heading or list item become lines of it; other blocks are lifted out of lines and of
 * links, whose words stay linked; loose words get a paragraph; nodes that the model does not have give way to their words and
 * children; headings of other levels become h2 to h4. A text that is in order is returned as it is, and so is one that is, or
 * would be, nested more than `maxRichTextDepth` levels deep. Texts inside blocks are not changed.
 */
export function arrangeRichText<Tree extends { root: UnparsedNode }>(
  tree: Tree,
  model: ContentModel = contentModel,
): Tree {
  if (richTextDepth(tree) > maxRichTextDepth) return tree
  const headingTags = newHeadingTags(tree.root)
  if (headingTags.size === 0 && !findMisplacedNode(tree, model)) return tree
  const children = new Arrangement(model, headingTags).childrenIn('root', childrenOf(tree.root))
  const arranged = { ...tree, root: { ...tree.root, children } }
  return richTextDepth(arranged) > maxRichTextDepth ? tree : arranged
}

interface Node extends UnparsedNode {
  type: string
}

/** What Lexical stores of every element. */
const element = { version: 1, direction: null, format: '', indent: 0 }
/** Elements that give other nodes a place. */
const wrappers: Record<string, object> = {
  paragraph: { textFormat: 0, textStyle: '' },
  list: { listType: 'bullet', tag: 'ul', start: 1 },
  listitem: { value: 1 },
  tablecell: { headerState: 0, colSpan: 1, rowSpan: 1, backgroundColor: null },
}
const wrap = (type: string): Node => ({ type, ...element, ...wrappers[type] })
/** The wrapper of a node that stands where there is a choice. All others get a paragraph. */
const wrapperOf: Record<string, string> = { listitem: 'list', tablerow: 'table', tablecell: 'tablerow' }

/** The elements that become lines of an element in which they stand. */
const lineTypes: Record<string, readonly string[]> = {
  listitem: ['paragraph'],
  heading: ['paragraph'],
  quote: ['paragraph', 'quote'],
}

const lineBreak: Node = { type: 'linebreak', version: 1 }

const blockTypes: readonly string[] = contentModel.root
const inlineTypes: readonly string[] = contentModel.paragraph
const isInline = (node: Node): boolean => inlineTypes.includes(node.type)
const wordTypes: readonly string[] = contentModel.link
const isWord = (node: Node): boolean => wordTypes.includes(node.type)

/** Each method returns nodes that are in order inside; its caller finds a place for those that may not stand where they are. */
class Arrangement {
  private readonly known: ReadonlySet<unknown>

  constructor(
    private readonly model: ContentModel,
    private readonly headingTags: ReadonlyMap<unknown, string>,
  ) {
    this.known = new Set(Object.values(model).flat())
  }

  /** Nodes as the children of an element of this type, in which all of them may stand. */
  childrenIn(type: string, nodes: readonly UnparsedNode[]): Node[] {
    return this.place(this.arrangeAll(nodes, type), type)
  }

  private arrangeAll(nodes: readonly UnparsedNode[], parent: string): Node[] {
    return nodes.flatMap((node) => this.arrange(node, parent))
  }

  private arrange(node: UnparsedNode, parent: string): Node[] {
    if (!this.isKnown(node)) return this.dissolve(node, parent)
    const children = childrenOf(node)
    if (this.model[node.type]) return this.build(node, this.arrangeAll(children, node.type))
    return children.length === 0 ? [node] : [withChildren(node, []), ...this.arrangeAll(children, parent)]
  }

  private isKnown(node: UnparsedNode): node is Node {
    return this.known.has(node.type)
  }

  /** The words and children of a node that the model does not have. */
  private dissolve(node: UnparsedNode, parent: string): Node[] {
    const words = typeof node.text === 'string' ? [textNode(node.text, node.format)] : []
    const nodes = [...words, ...wordsOfBlock(node.fields), ...childrenOf(node)]
    // A picture or a line keeps the words on its sides apart.
    if (nodes.length === 0) return blockTypes.includes(String(node.type)) ? [lineBreak] : []
    const isInLine = this.model[parent]?.includes('text') && !(String(node.type) in contentModel)
    return isInLine
      ? this.arrangeAll(nodes, parent)
      : this.build(wrap('paragraph'), this.arrangeAll(nodes, 'paragraph'))
  }

  /** An element with arranged nodes as its children: in several parts if one of them may not stand in it. */
  private build(node: Node, nodes: Node[]): Node[] {
    const { type } = node
    if (type === 'link' || type === 'autolink') {
      // No two nodes may have the same id.
      return nodes.every(isWord)
        ? [withChildren(node, nodes)]
        : this.linkWords({ ...node, id: undefined }, nodes)
    }
    const lines = lineTypes[type]
    const children = lines ? joinLines(nodes, lines) : nodes
    const isLine = this.model[type]?.every((child) => inlineTypes.includes(child))
    if (!isLine) return [withChildren(node, this.place(children, type))]
    const tag = this.headingTags.get(node.tag)
    return splitAround(tag ? { ...node, tag } : node, children)
  }

  /** Links the words of nodes. A link among them keeps its own words. */
  private linkWords(link: Node, nodes: Node[]): Node[] {
    return runsOf(nodes, isWord).flatMap((run) => {
      if (isWord(run[0])) return hasWords(run) ? [withChildren(link, run)] : run
      return run.map((node) =>
        isInline(node) || !this.model[node.type]
          ? node
          : withChildren(node, this.linkWords(link, childrenOf(node) as Node[])),
      )
    })
  }

  /** Wraps the nodes that may not stand in an element of this type. */
  private place(nodes: Node[], type: string): Node[] {
    const allowed = this.model[type] ?? []
    const groupOf = (node: Node) => (isInline(node) ? 'inline' : node.type in wrapperOf ? node.type : node)
    return runsOf(nodes, groupOf).flatMap((run) => {
      const [first] = run
      if (allowed.includes(first.type)) return run
      if (isInline(first) && !hasWords(run)) return []
      const [only, ...others] = allowed
      const wrapper = only && others.length === 0 ? only : (wrapperOf[first.type] ?? 'paragraph')
      return this.place(this.build(wrap(wrapper), run), type)
    })
  }
}

type Run = [Node, ...Node[]]

/** Neighbors with the same key, together. */
function runsOf(nodes: readonly Node[], keyOf: (node: Node) => unknown): Run[] {
  const runs: Run[] = []
  for (const node of nodes) {
    const run = runs.at(-1)
    if (run && keyOf(run[0]) === keyOf(node)) run.push(node)
    else runs.push([node])
  }
  return runs
}

/** The words of paragraphs in the place of the paragraphs, with a line break between two lines. */
function joinLines(nodes: readonly Node[], lines: readonly string[]): Node[] {
  const joined: Node[] = []
  let wasLine = false
  for (const node of nodes) {
    const isLine = lines.includes(node.type)
    const [first, ...rest] = isLine ? (childrenOf(node) as Node[]) : [node]
    if (!first) continue
    const last = joined.at(-1)
    if ((isLine || wasLine) && last && isInline(last) && isInline(first)) {
      joined.push(lineBreak)
    }
    joined.push(first, ...rest)
    wasLine = isLine
  }
  return joined
}

/** The inline nodes in elements such as this one, between the nodes that are not inline. */
const splitAround = (node: Node, nodes: Node[]): Node[] =>
  nodes.every(isInline)
    ? [withChildren(node, nodes)]
    : runsOf(nodes, isInline).flatMap((run) => {
        if (!isInline(run[0])) return run
        return hasWords(run) ? [withChildren(node, run)] : []
      })

function withChildren(node: Node, children: Node[]): Node {
  const copy: Node = { ...node, children }
  // Lexical would make paragraphs of the words of a quote that is marked so.
  delete copy.shadowRoot
  return copy
}

const hasWords = (nodes: readonly UnparsedNode[]): boolean =>
  nodes.some((node) => (typeof node.text === 'string' && !isBlank(node.text)) || hasWords(childrenOf(node)))

const textNode = (text: string, format: unknown = 0): Node => ({
  type: 'text',
  version: 1,
  text,
  format: typeof format === 'number' ? format : 0,
  detail: 0,
  mode: 'normal',
  style: '',
})

/** The words of a block in the order in which the site shows them. */
function wordsOfBlock(fields: unknown): UnparsedNode[] {
  const { title, body, heading, text, caption, link } = (fields ?? {}) as Record<string, unknown>
  const paragraphs = (...words: unknown[]) =>
    words
      .filter((value) => typeof value === 'string')
      .map((value) => ({ ...wrap('paragraph'), children: [textNode(value)] }))
  const { root } = (body ?? {}) as { root?: UnparsedNode }
  const { label } = (link ?? {}) as { label?: unknown }
  return [...paragraphs(title), ...childrenOf(root ?? {}), ...paragraphs(heading, text, caption, label)]
}

/** The tags that headings get, by the tags that they have, in the same order; empty if the site has all of them. */
function newHeadingTags(root: UnparsedNode): Map<unknown, string> {
  const tags = new Set<string>()
  const nodes = [root]
  for (const node of nodes) {
    if (node.type === 'heading' && /^h[1-6]$/.test(String(node.tag))) tags.add(String(node.tag))
    nodes.push(...childrenOf(node))
  }
  const isShown = [...tags].every((tag) => /^h[234]$/.test(tag))
  return new Map(isShown ? [] : [...tags].toSorted().map((tag, rank) => [tag, `h${Math.min(rank + 2, 4)}`]))
}
