import type { DocumentChange, RawDocument, SiteBundle } from 'site/bundle'
import { type Leaf, leavesOf, withLeaves } from './leaves'
import { mark } from './marks'

/** Marks in these would change what the page does, not what it says: addresses, and days. */
const unmarkable = /^(https?:|mailto:|tel:|\/|#)|^\d{4}-\d\d-\d\d(T|$)/
/** A document is parsed again without the marks that its schema does not allow, such as those in a code. */
const maxRounds = 4

export interface MarkedDocument {
  /** Without it, no text carries a mark. */
  change?: DocumentChange
  /** What carries no mark. */
  others: Leaf[]
}

interface MarkOptions {
  /** Whether a text is the id of a document. */
  isId: (text: string) => boolean
  /** The number of the mark in the text at a path, such as `costs.0.label`. */
  numberOf: (field: string) => number
}

/** The document with marks behind its texts. */
export function markDocument(
  site: SiteBundle,
  raw: RawDocument,
  { isId, numberOf }: MarkOptions,
): MarkedDocument {
  const leaves = leavesOf(raw.data)
  const isText = ({ value }: Leaf) =>
    typeof value === 'string' && value.trim() !== '' && !unmarkable.test(value) && !isId(value)
  let texts = leaves.filter(isText)
  for (let round = 0; round < maxRounds && texts.length > 0; round++) {
    const marked = texts.map(({ path, value }) => ({
      path,
      value: `${value}${mark(numberOf(path.join('.')))}`,
    }))
    const parsed = site.parse({ ...raw, data: withLeaves(raw.data, marked) })
    if ('value' in parsed) {
      const carrying = new Set(texts)
      return {
        change: { slug: raw.slug, id: raw.id, value: parsed.value },
        others: leaves.filter((leaf) => !carrying.has(leaf)),
      }
    }
    const refused = parsed.problems.map(({ field }) => field)
    texts = texts.filter(({ path }) => !refused.some((field) => `${path.join('.')}.`.startsWith(`${field}.`)))
  }
  return { others: leaves }
}
