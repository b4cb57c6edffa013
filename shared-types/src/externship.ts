import { z } from 'zod'
import {
  cents,
  flag,
  id,
  instant,
  list,
  optional,
  optionalText,
  reference,
  references,
  slug,
  text,
} from './fields'
import { RichTextSchema } from './rich-text'
import { SeoSchema } from './seo'

/** Supervised practice at a partner's site. `hours`: hours in all. */
export const ExternshipSchema = z.object({
  id,
  title: text,
  slug,
  summary: text,
  partner: optional(reference),
  courses: references,
  setting: text,
  area: optionalText,
  hours: z.int().min(1),
  paid: flag,
  dutiesAllowed: list(z.object({ text })),
  dutiesNotAllowed: list(z.object({ text })),
  eligibility: list(z.object({ text })),
  studentCosts: list(z.object({ label: text, cents, note: optionalText })),
  signedOffBy: optionalText,
  body: optional(RichTextSchema),
  disclaimer: optionalText,
  meta: SeoSchema,
  updatedAt: instant,
})
export type Externship = z.output<typeof ExternshipSchema>
