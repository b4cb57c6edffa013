import { z } from 'zod'
import { optional, text, reference, webAddress } from './fields'

/** Collections whose documents have a page of their own, and so can be linked to. */
export const linkableCollections = [
  'posts',
  'courses',
  'externships',
  'certifications',
  'people',
  'categories',
  'pages',
] as const

export type LinkableCollection = (typeof linkableCollections)[number]

/** The site's own list pages, which are not documents. */
export const sections = ['home', 'courses', 'blog', 'externships', 'certifications', 'people'] as const

export type Section = (typeof sections)[number]

/** A reference to a document that has a page. */
export const DocumentReferenceSchema = z.object({
  relationTo: z.enum(linkableCollections),
  value: reference,
})

export type DocumentReference = z.output<typeof DocumentReferenceSchema>

/** A labelled link: to a document, to one of the site's list pages, or to another site. */
export const LinkSchema = z.object({
  label: text,
  kind: z.enum(['document', 'section', 'url']),
  document: optional(DocumentReferenceSchema),
  section: optional(z.enum(sections)),
  url: optional(z.union([webAddress, z.string().regex(/^(mailto|tel):.+/)])),
})

export type Link = z.output<typeof LinkSchema>
