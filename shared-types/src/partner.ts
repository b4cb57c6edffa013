import { z } from 'zod'
import { id, instant, optional, optionalText, text, webAddress } from './fields'

/**
 * A place that takes students. The CMS gives the name and website to the public only when an agreement is signed and
 * the partner may be named; otherwise the site says `description`.
 */
export const PartnerSchema = z.object({
  id,
  name: optionalText,
  description: text,
  website: optional(webAddress),
  updatedAt: instant,
})
export type Partner = z.output<typeof PartnerSchema>
