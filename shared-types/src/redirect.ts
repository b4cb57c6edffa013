import { z } from 'zod'
import { id, instant, optional } from './fields'
import { DocumentReferenceSchema } from './link'
import { safeHref } from './rich-text'

/** A redirect from an old path to the page of a document (`kind: 'document'`) or to an address. */
export const RedirectSchema = z.object({
  id,
  from: z.string().regex(/^\/\S*$/, 'a path like /old-page/'),
  kind: z.enum(['document', 'address']),
  document: optional(DocumentReferenceSchema),
  address: optional(safeHref),
  updatedAt: instant,
})
export type Redirect = z.output<typeof RedirectSchema>
