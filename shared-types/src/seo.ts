import { z } from 'zod'
import { flag, optional, optionalText, reference, webAddress } from './fields'

/** How search engines and shared links show a page. Each field falls back to the document's own. */
export const SeoSchema = z
  .object({
    title: optionalText,
    description: optionalText,
    image: optional(reference),
    canonical: optional(webAddress),
    noindex: flag,
  })
  .nullish()
  .transform((seo) => seo ?? { noindex: false })

export type Seo = {
  title?: string
  description?: string
  image?: string
  canonical?: string
  noindex: boolean
}

/** Search results cut a title at about 60 characters and a description at about 155. */
export const seoLimits = { title: { max: 60 }, description: { min: 50, max: 160 } } as const
