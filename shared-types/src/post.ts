import { z } from 'zod'
import { day, id, instant, optional, reference, references, slug, text } from './fields'
import { RichTextSchema } from './rich-text'
import { SeoSchema } from './seo'

/** An article of the school's blog. */
export const PostSchema = z.object({
  id,
  title: text,
  slug,
  excerpt: text,
  hero: optional(reference),
  body: RichTextSchema,
  authors: references,
  reviewedBy: optional(reference),
  reviewedOn: optional(day),
  categories: references,
  relatedCourses: references,
  relatedPosts: references,
  publishedAt: instant,
  meta: SeoSchema,
  updatedAt: instant,
})
export type Post = z.output<typeof PostSchema>
