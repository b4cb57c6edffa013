import { z } from 'zod'
import { id, instant, optional } from './fields'
import { DocumentReferenceSchema } from './link'
import { safeHref } from './rich-text'

/** An old address and where it leads now: a document, or an address. */
export const RedirectSchema = z.object({
  id,
  from: z.string().regex(/^\/\S*$/, 'a path like /old-page/'),
  kind: z.enum(['document', 'address']),
  document: optional(DocumentReferenceSchema),
  address: optional(safeHref),
  updatedAt: instant,
})
export type Redirect = z.output<typeof RedirectSchema>
