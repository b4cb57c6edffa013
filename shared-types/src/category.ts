import { z } from 'zod'
import { id, instant, optionalText, slug, text } from './fields'
import { SeoSchema } from './seo'

/** A category of blog posts. */
export const CategorySchema = z.object({
  id,
  title: text,
  slug,
  description: optionalText,
  meta: SeoSchema,
  updatedAt: instant,
})
export type Category = z.output<typeof CategorySchema>
