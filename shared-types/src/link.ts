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

/**
 * A labelled link: to a document, to one of the site's list pages, or to another site. Only the field of its kind is read: the CMS
 * keeps what an editor chose for another kind before, and does not check it.
 */
export const LinkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document'), label: text, document: optional(DocumentReferenceSchema) }),
  z.object({ kind: z.literal('section'), label: text, section: optional(z.enum(sections)) }),
  z.object({
    kind: z.literal('url'),
    label: text,
    url: optional(z.union([webAddress, anyText.regex(/^(mailto|tel):.+/)])),
  }),
])

export type Link = z.output<typeof LinkSchema>

/** A link that the editor may leave empty. The CMS then sends its fields empty; a link without a label becomes undefined. */
export const OptionalLinkSchema = z
  .object({
    label: optionalText,
    kind: z.enum(['document', 'section', 'url']).nullish(),
    document: DocumentReferenceSchema.nullish(),
    section: z.string().nullish(),
    url: z.string().nullish(),
  })
  .nullish()
  .transform((link): unknown => (link?.label && link.kind ? link : undefined))
  .pipe(LinkSchema.optional() as z.ZodType<Link | undefined>)
