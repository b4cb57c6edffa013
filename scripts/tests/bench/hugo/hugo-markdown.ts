import { textFormat } from 'shared-types'
import type { TextNode } from '../stack/sample-text'

/** Returns the path of a document's page. */
export type AddressOf = (collection: string, id: string) => string

const childrenOf = (node: TextNode): TextNode[] => (node.children as TextNode[] | undefined) ?? []

/** Converts a rich text to Markdown as an author would write it for Hugo; a callout becomes a shortcode. */
export const markdownOf = (root: TextNode, addressOf: AddressOf): string =>
  childrenOf(root)
    .map((node) => block(node, addressOf))
    .filter(Boolean)
    .join('\n\n')

function block(node: TextNode, addressOf: AddressOf): string {
  const text = () => inline(childrenOf(node), addressOf)
  switch (node.type) {
    case 'paragraph':
      return text()
    case 'heading':
      return `${'#'.repeat(Number(String(node.tag).slice(1)))} ${text()}`
    case 'quote':
      return `> ${text()}`
    case 'list':
      return childrenOf(node)
        .map((item) => `${node.listType === 'number' ? '1.' : '-'} ${inline(childrenOf(item), addressOf)}`)
        .join('\n')
    case 'table':
      return table(node, addressOf)
    case 'block':
      return callout(node.fields as Record<string, unknown>, addressOf)
    default:
      return ''
  }
}

function table(node: TextNode, addressOf: AddressOf): string {
  const rows = childrenOf(node).map((row) => {
    const cells = childrenOf(row).map((cell) =>
      childrenOf(cell)
        .map((paragraph) => inline(childrenOf(paragraph), addressOf))
        .join(' '),
    )
    return `| ${cells.join(' | ')} |`
  })
  const columns = childrenOf(childrenOf(node)[0] ?? node).length
  return [rows[0], `|${' --- |'.repeat(columns)}`, ...rows.slice(1)].join('\n')
}

/** The only block that the generated posts have; a few pages of the sample school have others, which are left out. */
function callout(fields: Record<string, unknown>, addressOf: AddressOf): string {
  if (fields.blockType !== 'callout') return ''
  const { root } = fields.body as { root: TextNode }
  const title = JSON.stringify(fields.title ?? '')
  return `{{< callout tone="${String(fields.tone)}" title=${title} >}}\n${markdownOf(root, addressOf)}\n{{< /callout >}}`
}

function inline(nodes: readonly TextNode[], addressOf: AddressOf): string {
  return nodes
    .map((node) => {
      if (node.type === 'linebreak') return '\\\n'
      if (node.type === 'text') return formatted(String(node.text), Number(node.format))
      const fields = node.fields as { url?: string; doc?: { relationTo: string; value: string } } | undefined
      const text = inline(childrenOf(node), addressOf)
      if (!fields) return text
      const { doc } = fields
      return `[${text}](${doc ? addressOf(doc.relationTo, doc.value) : fields.url})`
    })
    .join('')
}

function formatted(text: string, format: number): string {
  const escaped = text.replace(/[\\`*_[\]<>#|]/g, String.raw`\$&`)
  if (format & textFormat.code) return `\`${text}\``
  if (format & textFormat.bold) return `**${escaped}**`
  if (format & textFormat.italic) return `*${escaped}*`
  return escaped
}
