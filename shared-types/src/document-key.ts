/** A document of a collection, or a global: that has an empty id. */
export interface DocumentIdentity {
  /** The collection's or the global's slug. */
  slug: string
  id: string
}

/**
 * One string for one document, such as `posts/12`; `header/` for a global. The CMS stores it in `releases`
 * (`documents.key`), so its form never changes.
 */
export const documentKey = ({ slug, id }: { slug: string; id: number | string }): string => `${slug}/${id}`
