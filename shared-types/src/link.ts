import { z } from 'zod'
import { anyText, optional, optionalText, reference, text, webAddress } from './fields'

/** Collections whose documents have a page of their own, so that a link can lead to them. */
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

/** Whether a collection's documents have pages of their own. */
export const isLinkable = (slug: string): slug is LinkableCollection =>
  (linkableCollections as readonly string[]).includes(slug)

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
  url: optional(z.union([webAddress, anyText.regex(/^(mailto|tel):.+/)])),
})

export type Link = z.output<typeof LinkSchema>

/** A link that the editor may leave empty. The CMS then sends its fields empty; a link without a label becomes undefined. */
export const OptionalLinkSchema = LinkSchema.extend({
  label: optionalText,
  kind: optional(LinkSchema.shape.kind),
})
  .nullish()
  .transform((link): Link | undefined =>
    link?.label && link.kind ? { ...link, label: link.label, kind: link.kind } : undefined,
  )
