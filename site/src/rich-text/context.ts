import type { headingsByNode } from './headings'

/** What every part of one text knows. */
export interface RichTextContext {
  where: string
  headings?: ReturnType<typeof headingsByNode>
  openFaqs: readonly string[]
}
