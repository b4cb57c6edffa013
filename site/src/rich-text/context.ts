import type { headingsByNode } from './headings'

/** What the components of one rich text pass down to each other. */
export interface RichTextContext {
  /** The document and field of the text, for errors: `posts/123 body`. */
  where: string
  /** The anchor of each heading; absent when the text has no anchors. */
  headings?: ReturnType<typeof headingsByNode>
  /** Ids of the FAQ questions whose answers are being rendered around this text. */
  openFaqs: readonly string[]
}
