import type { CertificationSchema, CourseSchema, ExternshipSchema, PersonSchema } from 'shared-types'
import type { z } from 'zod'
import type { Block } from './rich-text'

/** The fields that an editor types, without those that Payload adds and without relations to other documents. */
type Typed<Schema extends z.ZodType, Relations extends string> = Omit<
  z.input<Schema>,
  'id' | 'updatedAt' | 'meta' | Relations
>

export interface Seo {
  title: string
  description: string
}

export interface CourseContent extends Typed<
  typeof CourseSchema,
  'overview' | 'picture' | 'certifications' | 'externship' | 'faqs' | 'position'
> {
  meta: Seo
  overview: Block[]
  /** The name of a picture of pictures.ts; the other relations are slugs and keys. */
  picture: string
  certifications: string[]
  externship?: string
  faqs: string[]
}

export interface ExternshipContent extends Typed<typeof ExternshipSchema, 'partner' | 'courses' | 'body'> {
  meta: Seo
  partner: string
  courses: string[]
  body: Block[]
}

export interface CertificationContent extends Typed<
  typeof CertificationSchema,
  'body' | 'checkedOn' | 'verifyBy'
> {
  meta: Seo
  body: Block[]
}

export interface PersonContent extends Typed<typeof PersonSchema, 'photo' | 'isSample'> {
  meta: Seo
}

export interface PostContent {
  slug: string
  title: string
  excerpt: string
  /** A picture of pictures.ts. */
  hero: string
  authors: string[]
  /** Clinical posts only: the reviewer. The review is dated some days before the publication. */
  reviewedBy?: string
  categories: string[]
  relatedCourses: string[]
  relatedPosts: string[]
  publishedDaysAgo: number
  meta: Seo
  body: Block[]
}
