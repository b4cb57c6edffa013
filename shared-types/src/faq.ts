import { z } from 'zod'
import { id, instant, text } from './fields'
import { RichTextSchema } from './rich-text'

export const faqTopics = ['admissions', 'courses', 'costs', 'externships', 'exams', 'online'] as const

/** A frequent question of applicants with its answer. */
export const FaqSchema = z.object({
  id,
  question: text,
  answer: RichTextSchema,
  topic: z.enum(faqTopics),
  updatedAt: instant,
})
export type Faq = z.output<typeof FaqSchema>
