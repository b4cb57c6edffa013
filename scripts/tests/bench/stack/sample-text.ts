/** A node of a rich text as Payload's editor stores it. */
export interface TextNode {
  type: string
  [key: string]: unknown
}

export interface PostText {
  root: { children: TextNode[]; [key: string]: unknown }
}

/** A heading of level 2 and the nodes below it. */
export type TextSection = readonly TextNode[]

/** The types of nodes that fit into any post; other blocks belong to the post that they were written for. */
const reusable = ['paragraph', 'heading', 'list', 'quote', 'table']

const isReusable = ({ type, fields }: TextNode): boolean =>
  reusable.includes(type) ||
  (type === 'block' && (fields as { blockType?: string } | undefined)?.blockType === 'callout')

/** The sections of written texts, to compose other texts from. */
export function sectionsOf(texts: readonly PostText[]): TextSection[] {
  return texts.flatMap(({ root }) => {
    const sections: TextNode[][] = []
    for (const node of root.children.filter(isReusable)) {
      if (node.type === 'heading' && node.tag === 'h2') sections.push([])
      sections.at(-1)?.push(node)
    }
    return sections.filter((section) => section.length > 1)
  })
}

const element = { version: 1, direction: null, format: '', indent: 0 }
const text = (value: string): TextNode => {
  return { type: 'text', version: 1, detail: 0, format: 0, mode: 'normal', style: '', text: value }
}

/** A paragraph with a link to another post. */
export const linkToPost = (id: string, title: string): TextNode => ({
  ...{ type: 'paragraph', ...element, textFormat: 0, textStyle: '' },
  children: [
    text('More of this is in '),
    {
      ...{ type: 'link', ...element, version: 3, id: id.replaceAll('-', '').slice(0, 24) },
      fields: { linkType: 'internal', newTab: false, doc: { relationTo: 'posts', value: id } },
      children: [text(title)],
    },
    text('.'),
  ],
})
