import type { LexicalNode, LexicalState } from './rich-text'

interface Part {
  type: string
  text: string
  tag?: unknown
}

/** The paragraphs, headings, list items, cells and labels of a text, in order; callouts included, other documents not. */
export function partsOf(state: LexicalState): Part[] {
  const parts: Part[] = []
  const visit = (node: LexicalNode) => {
    const fields = (node.fields ?? {}) as Record<string, unknown>
    if (node.type === 'block') {
      for (const name of ['title', 'heading', 'text', 'caption']) {
        if (typeof fields[name] === 'string') parts.push({ type: name, text: fields[name] })
      }
      if (fields.body) parts.push(...partsOf(fields.body as LexicalState))
      return
    }
    if (['paragraph', 'heading', 'listitem', 'quote'].includes(node.type)) {
      parts.push({ type: node.type, tag: node.tag, text: textOf(node) })
      return
    }
    childrenOf(node).forEach(visit)
  }
  state.root.children.forEach(visit)
  return parts
}

/** Every node of a text, those inside callouts too. */
export function nodesOf(state: LexicalState): LexicalNode[] {
  return state.root.children.flatMap(function all(node): LexicalNode[] {
    const body = (node.fields as { body?: LexicalState } | undefined)?.body
    return [node, ...childrenOf(node).flatMap(all), ...(body ? nodesOf(body) : [])]
  })
}

const childrenOf = (node: LexicalNode) => (node.children ?? []) as LexicalNode[]
const textOf = (node: LexicalNode): string => String(node.text ?? '') + childrenOf(node).map(textOf).join('')
