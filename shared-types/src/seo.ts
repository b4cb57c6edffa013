import { z } from 'zod'
import { flag, optional, optionalText, reference, webAddress, optionalFormat } from './fields'

/** The title, description and picture for search engines and shared links. An empty field falls back to the document's own. */
export const SeoSchema = z
  .object({
    title: optionalText,
    description: optionalText,
    image: optional(reference),
    canonical: optionalFormat(webAddress),
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

/** In characters: search engines cut longer titles and descriptions. */
export const seoLimits = { title: { max: 60 }, description: { min: 50, max: 160 } } as const
