/*
 * Rich text for tests, as the CMS sends it: a tree of Lexical's nodes, with the fields that `RichTextSchema` reads.
 */

export const words = (text: string, format = 0) => ({ type: 'text', text, format })

export const paragraph = (...children: unknown[]) => ({ type: 'paragraph', children })

export const heading = (tag: 'h2' | 'h3' | 'h4', text: string) => ({
  type: 'heading',
  tag,
  children: [words(text)],
})

export const richText = (...children: unknown[]) => ({ root: { type: 'root', children } })

export const block = (blockType: string, fields: Record<string, unknown>) => ({
  type: 'block',
  fields: { blockType, ...fields },
})

/** A link to a document of the collection `relationTo`. */
export const documentLink = (text: string, relationTo: string, value: string) => ({
  type: 'link',
  fields: { linkType: 'internal', doc: { relationTo, value }, newTab: false },
  children: [words(text)],
})

/** A link to an address that an editor typed. */
export const typedLink = (text: string, url: string) => ({
  type: 'link',
  fields: { linkType: 'custom', url, newTab: false },
  children: [words(text)],
})
