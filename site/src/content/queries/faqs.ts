import type { Faq, RichText } from 'shared-types'
import type { Source } from '../source'
import { live } from './links'

export interface FaqView {
  id: string
  question: string
  answer: RichText
  topic: Faq['topic']
}

/** Questions by their ids, in that order; those that are not live are left out. */
export const faqs = (source: Source, ids: readonly string[]): FaqView[] =>
  live(source.byId.faqs, ids).map(({ id, question, answer, topic }) => ({ id, question, answer, topic }))
