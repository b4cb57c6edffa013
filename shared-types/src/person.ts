import { z } from 'zod'
import { flag, id, instant, list, optional, optionalText, reference, slug, text } from './fields'
import { SeoSchema } from './seo'

export const personRoles = ['author', 'instructor', 'reviewer', 'staff'] as const
export type PersonRole = (typeof personRoles)[number]

/** An author, instructor, clinical reviewer or member of staff. */
export const PersonSchema = z.object({
  id,
  name: text,
  slug,
  roles: list(z.enum(personRoles)),
  credentials: optionalText,
  jobTitle: text,
  bio: text,
  photo: optional(reference),
  isSample: flag,
  meta: SeoSchema,
  updatedAt: instant,
})
export type Person = z.output<typeof PersonSchema>
