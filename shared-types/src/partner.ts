import { z } from 'zod'
import { id, instant, optionalText, text, webAddress, optionalFormat } from './fields'

/**
 * An organization that takes students for externships. The CMS sends `name` and `website` to visitors only when the agreement is
 * signed and allows it; otherwise the site shows `description`.
 */
export const PartnerSchema = z.object({
  id,
  name: optionalText,
  description: text,
  website: optionalFormat(webAddress),
  updatedAt: instant,
})
export type Partner = z.output<typeof PartnerSchema>
