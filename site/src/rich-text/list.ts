import type { RichTextNode } from 'shared-types'
import { isInline } from './inline'

type ItemNode = Extract<RichTextNode, { type: 'listitem' }>

export interface ListItem {
  checked?: boolean
  inline: RichTextNode[]
  /** Lists and other parts inside the item, below its words. */
  nested: RichTextNode[]
}

/** Lexical keeps a nested list in an item of its own; HTML keeps it inside the item that it belongs to. */
export function readList(nodes: readonly RichTextNode[]): ListItem[] {
  const items: ListItem[] = []
  for (const node of nodes.filter((child): child is ItemNode => child.type === 'listitem')) {
    const inline = node.children.filter(isInline)
    const nested = node.children.filter((child) => !isInline(child))
    const previous = items.at(-1)
    if (previous && inline.length === 0 && nested.every((child) => child.type === 'list')) {
      previous.nested.push(...nested)
    } else {
      items.push({ checked: node.checked, inline, nested })
    }
  }
  return items
}
