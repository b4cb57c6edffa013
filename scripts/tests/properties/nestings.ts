import { type ContentModel, contentModel, plainContentModel, RichTextBlockSchema } from 'shared-types'

type Node = Record<string, unknown>

const blocks = RichTextBlockSchema.options.map(({ shape }) => shape.blockType.value)

/** Each node of a rich text inside each other in which it may stand: `listitem > callout`. */
export const nestings: readonly string[] = [
  ...nestingsOfModel(contentModel),
  ...nestingsOfModel(plainContentModel).map(inPlainText),
]

function nestingsOfModel(model: ContentModel): string[] {
  return Object.entries(model).flatMap(([parent, children]) =>
    children.flatMap((child) => (child === 'block' ? blocks : [child]).map((name) => `${parent} > ${name}`)),
  )
}

/** Of a text that may hold only paragraphs, lists and links. */
function inPlainText(nesting: string): string {
  return `plain text: ${nesting}`
}

/** Those in the texts of a document, with those of the texts inside its blocks. */
export function nestingsOf(value: unknown, isPlain: boolean): string[] {
  if (typeof value !== 'object' || value === null) return []
  if (!('root' in value)) return Object.values(value).flatMap((inner) => nestingsOf(inner, isPlain))
  const below = (parent: Node, name: string): string[] =>
    ((parent.children ?? []) as Node[]).flatMap((node) => {
      const { blockType } = (node.fields ?? {}) as Node
      const nesting = `${name} > ${String(blockType ?? node.type)}`
      return [
        isPlain ? inPlainText(nesting) : nesting,
        ...below(node, String(node.type)),
        ...nestingsOf(node.fields, true),
      ]
    })
  return below(value.root as Node, 'root')
}
