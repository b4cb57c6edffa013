import { faqTopics } from 'shared-types'
import type { Faq, RichText } from 'shared-types'
import type { DocumentOf } from '../snapshot/documents'
import { order } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
import { live } from './links'

export interface FaqView {
  id: string
  question: string
  answer: RichText
  topic: Faq['topic']
}

/** The questions with these ids, in that order; questions that are not live are left out. */
export const faqs = (source: Source, ids: readonly string[]): FaqView[] =>
  live(source.byId.faqs, ids).map(faqView)

/** All questions by topic, in the order of the topics; a topic without questions is left out. */
export const questions = (source: Source): { topic: Faq['topic']; faqs: FaqView[] }[] =>
  faqTopics
    .map((topic) => ({
      topic,
      faqs: source.all.faqs
        .filter((faq) => faq.topic === topic)
        .toSorted((a, b) => order(a.question, b.question) || order(a.id, b.id))
        .map(faqView),
    }))
    .filter((group) => group.faqs.length > 0)

const faqView = ({ id, question, answer, topic }: DocumentOf<'faqs'>): FaqView => ({
  id,
  question,
  answer,
  topic,
})
