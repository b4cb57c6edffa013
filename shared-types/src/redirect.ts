import { z } from 'zod'
import { id, instant, optional, optionalText } from './fields'
import { DocumentReferenceSchema } from './link'

/**
 * A redirect from an old path to the page of a document (`kind: 'document'`) or to an address, which `checkRedirectPlan` parses: the
 * CMS keeps what an editor typed before choosing a document, and does not check it.
 */
export const RedirectSchema = z.object({
  id,
  from: z.string().regex(/^\/\S*$/, 'a path like /old-page/'),
  kind: z.enum(['document', 'address']),
  document: optional(DocumentReferenceSchema),
  address: optionalText,
  updatedAt: instant,
})
export type Redirect = z.output<typeof RedirectSchema>
