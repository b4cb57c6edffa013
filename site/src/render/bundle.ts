import type { ContentVersion } from 'shared-types'
import type { Documents } from '../content/snapshot/documents'
import type { ContentProblem, RawDocument } from '../content/snapshot/parse'
import type { DrawCard } from '../content/queries/cards'
import type { CmsConnection } from '../content/cms/request'
import type { Day, DocumentChange, Snapshot } from '../content/snapshot/snapshot'
import type { DocumentRead } from '../content/snapshot/source'

/** A page, or another file of the site that is rendered from content. */
export interface Page {
  /** `/blog/dea-number/`, `/rss.xml`, `/404.html`. */
  path: string
  /** The file in the built site: `blog/dea-number/index.html`. */
  file: string
  /** A collection's slug, the name of a group such as `redirects` or `blog`, or `site` for all single pages. */
  kind: string
}

/** A query that a page called, by its key, and the fingerprint of its result. */
export interface Dependency {
  key: string
  fingerprint: string
}

export interface RenderedPage {
  /** Bytes for a picture, text for every other file. */
  body: string | Uint8Array
  /** Each key once, in the order of the first calls. */
  dependencies: Dependency[]
}

/** Renders the pages of one snapshot. Query results that the change did not touch are kept from the previous renderer. */
export interface PageRenderer {
  /** The current fingerprint of a query's result; of a query that throws, one that no result has. */
  fingerprint: (key: string) => string
  /**
   * The keys whose results may have changed since the last call, on this renderer or on the previous ones. Only keys of which
   * a renderer has computed a result are watched.
   */
  changedKeys: () => string[]
  /**
   * Renders a page. Throws when its template throws or answers with another status than 200 (404 for `/404.html`), or when its
   * card cannot be drawn. Without `drawCard`, this process draws the cards and takes 130 MB more memory from then on.
   */
  render: (page: Page, drawCard?: DrawCard) => Promise<RenderedPage>
  /** The documents that the last call of `render` has read until now, whether it has returned, thrown, or does not end. */
  documentsRead: () => DocumentRead[]
}

/**
 * The compiled site: templates and queries without any content. It is the only interface between the site and the publisher.
 * `await import('…/server/entry.mjs')` gives it as the export `site`.
 */
export interface SiteBundle {
  /** The URL of the site for visitors, fixed when the bundle was compiled. */
  siteUrl: string
  /** The hash of the versions of all documents that visitors may see now. */
  fetchRevision: (cms: CmsConnection) => Promise<string>
  /** The versions of all documents that visitors may see now. */
  fetchVersions: (cms: CmsConnection) => Promise<ContentVersion[]>
  /** Reads the documents that visitors may see now; others are left out. A global has an empty id. */
  fetchRaw: (
    cms: CmsConnection,
    documents: readonly Pick<ContentVersion, 'slug' | 'id'>[],
  ) => Promise<RawDocument[]>
  /**
   * Reads every document that visitors may see, in batches, so that the caller need not keep all of them as raw data. A list
   * that changes meanwhile is read again: a document may come twice, and a removed one may have come before. Compare with
   * `fetchVersions` to know the current ones.
   */
  fetchAllRaw: (cms: CmsConnection, onBatch: (documents: RawDocument[]) => void) => Promise<void>
  /** The bytes of a media file; undefined when the CMS has no such file for visitors. */
  fetchMedia: (cms: CmsConnection, filename: string) => Promise<Uint8Array | undefined>
  /** Parses a document with its schema: gives plain data for a snapshot, or the problems. */
  parse: (raw: RawDocument) => { value: unknown } | { problems: ContentProblem[] }
  /**
   * Parses a document that its editor has not finished: a value that its schema does not allow is replaced by a visible gap. Gives
   * the problems when that is not possible. `data`: what the value is parsed from.
   */
  parseWithGaps: (
    raw: RawDocument,
  ) => { value: unknown; data: unknown; gaps: ContentProblem[] } | { problems: ContentProblem[] }
  /** Groups the values of `parse` by collection and global. Throws when a required global is missing. */
  groupDocuments: (documents: Iterable<{ slug: string; value: unknown }>) => Documents
  createSnapshot: (documents: Documents, today: Day) => Snapshot
  /** The snapshot after the changes, on a day. Unchanged documents stay the same objects, so their query results are kept. */
  changeSnapshot: (before: Snapshot, changes: Iterable<DocumentChange>, today?: Day) => Snapshot
  /** The day of `now` in the school's time zone. */
  today: (documents: Documents, now: Date) => Day
  /** All pages of the site with this content. */
  pages: (snapshot: Snapshot) => Page[]
  /** The targets of all redirects by their paths. */
  redirects: (snapshot: Snapshot) => Record<string, string>
  /** Redirects that are left out, each with the reason. */
  droppedRedirects: (snapshot: Snapshot) => { id: string; from: string; reason: string }[]
  createRenderer: (snapshot: Snapshot, previous?: PageRenderer) => PageRenderer
  drawCard: DrawCard
  /** A picture for cards that cannot be drawn. */
  cardMark: Uint8Array
  /** The names of the media files that a text links to. */
  mediaFilesIn: (text: string) => string[]
  /** The inline script of a page in a preview: `site/src/preview/frame.ts`. */
  previewScript: string
}

export type {
  CmsConnection,
  ContentProblem,
  Day,
  DocumentChange,
  DocumentRead,
  Documents,
  DrawCard,
  RawDocument,
  Snapshot,
}
