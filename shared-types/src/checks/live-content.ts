import type { CollectionSlug } from '../collections'
import type { LinkableCollection } from '../link'
import type { FindLeak } from './leaks'
import type { NotLive } from './reference-message'
import type { ContentSlug } from './references'

/** A document by its slug and id, with its title in the admin. */
export interface NamedDocument {
  slug: ContentSlug
  id: string
  title?: string
}

/** The content that a document is checked against: all that is live, as if the document were live too. */
export interface LiveContent {
  siteUrl: string
  isLive: (slug: CollectionSlug, id: string) => boolean
  /** Why a document is not live; undefined when the caller does not know. */
  whyNotLive?: (slug: CollectionSlug, id: string) => NotLive | undefined
  /** The path of a live document's page. */
  pageOf: (slug: LinkableCollection, id: string) => string | undefined
  /** The document whose page is at a path. Of several documents that claim the path, the one that keeps it. */
  pageAt: (path: string) => NamedDocument | undefined
  /** The redirect that starts at a path, and the path of this site that it leads to. */
  redirectAt: (path: string) => { id: string; to?: string } | undefined
  /** Whether a file other than a page is at a path: `/media/rack-0a1b.jpg`. */
  isFile: (path: string) => boolean
  findLeak?: FindLeak
}

/** What links are checked against. */
export type LinkedContent = Omit<LiveContent, 'pageOf'>
