import { z } from 'zod'
import { flag, id, instant, optional, reference, text } from './fields'

/** What a student said; a sample is shown with the word sample. */
export const TestimonialSchema = z.object({
  id,
  quote: text,
  attribution: text,
  course: optional(reference),
  isSample: flag,
  updatedAt: instant,
})
export type Testimonial = z.output<typeof TestimonialSchema>
