import { type ContentSlug, documentPath, isLinkable } from 'shared-types'

/** A version of a document, parsed as the contract says. A global has an empty id. */
export interface DocumentVersion {
  slug: ContentSlug
  id: string
  updatedAt: string
  value: unknown
}

/** The path of a document's page, when its collection has pages. */
export const pagePath = ({ slug, value }: DocumentVersion): string | undefined =>
  isLinkable(slug) ? documentPath(slug, (value as { slug: string }).slug) : undefined
