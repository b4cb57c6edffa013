/** What the dashboard lists, in this order. */
export const attentionGroups = [
  'checks',
  'facts',
  'reviews',
  'approvals',
  'testimonials',
  'starts',
  'courses',
  'pictures',
] as const
export type AttentionGroup = (typeof attentionGroups)[number]

/** Something that needs attention, in an editor's words. */
export interface AttentionLine {
  title: string
  /** Where it leads: the field of the document's form; a page, if no document is known. */
  href: string
  field?: string
  message: string
  /** The day since which it is due or known, or until which it is right; as `2027-01-11`. */
  due?: string
}

export interface AttentionLines {
  group: AttentionGroup | 'claims'
  count: number
  /** The longest due first; all of them only on request. */
  lines: AttentionLine[]
}

export interface Attention {
  /** Not before all documents were checked once. */
  isComplete: boolean
  groups: AttentionLines[]
}
