import { z } from 'zod'
import { id, instant, optionalText, text, webAddress, optionalFormat } from './fields'

/** A place where classes meet. */
export const LocationSchema = z.object({
  id,
  name: text,
  street: text,
  city: text,
  state: z.string().regex(/^[A-Z]{2}$/, 'a state like VA'),
  zip: z.string().regex(/^\d{5}(-\d{4})?$/, 'a ZIP code like 23233'),
  directions: optionalText,
  mapUrl: optionalFormat(webAddress),
  updatedAt: instant,
})
export type Location = z.output<typeof LocationSchema>
