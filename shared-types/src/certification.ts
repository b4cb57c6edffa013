import { z } from 'zod'
import { day, id, instant, optional, optionalText, slug, text, webAddress } from './fields'
import { RichTextSchema } from './rich-text'
import { SeoSchema } from './seo'

/** An exam of a national body, with facts that the school checked with that body on `checkedOn`. `minutes`: its length. */
export const CertificationSchema = z.object({
  id,
  title: text,
  abbreviation: text,
  slug,
  summary: text,
  certifier: text,
  certifierUrl: webAddress,
  questions: optional(z.int().min(1)),
  scoredQuestions: optional(z.int().min(1)),
  minutes: optional(z.int().min(1)),
  passingScore: optionalText,
  requirements: optionalText,
  feeNote: optionalText,
  body: optional(RichTextSchema),
  checkedOn: day,
  verifyBy: day,
  meta: SeoSchema,
  updatedAt: instant,
})
export type Certification = z.output<typeof CertificationSchema>
