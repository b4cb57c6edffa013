import { z } from 'zod'
import { flag, id, instant, optional, reference, text } from './fields'

/** A quote of a student. The site marks one with `isSample` as a sample. */
export const TestimonialSchema = z.object({
  id,
  quote: text,
  attribution: text,
  course: optional(reference),
  isSample: flag,
  updatedAt: instant,
})
export type Testimonial = z.output<typeof TestimonialSchema>
