import type { Faq, RichText } from 'shared-types'
import type { Snapshot } from '../snapshot'
import { live } from './links'

export interface FaqView {
  id: string
  question: string
  answer: RichText
  topic: Faq['topic']
}

/** Questions by their ids, in that order; those that are not live are left out. */
export const faqs = (snapshot: Snapshot, ids: readonly string[]): FaqView[] =>
  live(snapshot.byId.faqs, ids).map(({ id, question, answer, topic }) => ({ id, question, answer, topic }))
