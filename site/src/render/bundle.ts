import type { ContentVersion } from 'shared-types'
import type { Documents } from '../content/snapshot/documents'
import type { ContentProblem, RawDocument } from '../content/snapshot/parse'
import type { DrawCard } from '../content/queries/cards'
import type { CmsConnection } from '../content/cms/request'
import type { Day, DocumentChange, Snapshot } from '../content/snapshot/snapshot'

/** A file of the site that is rendered from content. */
export interface Page {
  /** The address: `/blog/dea-number/`, `/rss.xml`, `/404.html`. */
  path: string
  /** The file in the built site: `blog/dea-number/index.html`. */
  file: string
  /** Pages of one kind come and go together: a collection's slug, `redirects`, `blog`, or `site` for all single pages. */
  kind: string
}

/** A query that a page called, by its key, and the fingerprint of its result. */
export interface Dependency {
  key: string
  fingerprint: string
}

export interface RenderedPage {
  /** A picture is bytes, everything else is text. */
  body: string | Uint8Array
  /** Each key once, in the order of the first calls. */
  dependencies: Dependency[]
}

/** Answers of one snapshot. Keeps what it can of the answers of the snapshot before. */
export interface PageRenderer {
  /** The fingerprint of the answer to a question now, by the key that a page recorded. */
  fingerprint: (key: string) => string
  /**
   * Keys whose answers may be others than when this was asked the last time, of these answers or of those that they were
   * made from. Only keys whose fingerprint was asked for are looked after.
   */
  changedKeys: () => string[]
  /**
   * Renders a page. Throws when a template throws, or answers anything but 200 (404 for `/404.html`). Without `drawCard` a card
   * is drawn in this process, which from then on is 130 MB larger.
   */
  render: (page: Page, drawCard?: DrawCard) => Promise<RenderedPage>
}

/**
 * The compiled site: templates, content module and files, without any content. Whoever publishes or previews knows the site
 * only through this. `await import('…/server/entry.mjs')` gives it as the export `site`.
 */
export interface SiteBundle {
  /** Where visitors reach the site, fixed when it was compiled. */
  siteUrl: string
  fetchRevision: (cms: CmsConnection) => Promise<string>
  /** Which version of which document visitors may see now. */
  fetchVersions: (cms: CmsConnection) => Promise<ContentVersion[]>
  /** Those of the documents that visitors may see now; the others are left out. A global has an empty id. */
  fetchRaw: (
    cms: CmsConnection,
    documents: readonly Pick<ContentVersion, 'slug' | 'id'>[],
  ) => Promise<RawDocument[]>
  /**
   * Every document, in batches as they arrive, so that nobody has to hold them all as text. While somebody publishes, a
   * list is read again: a document then comes twice, and one that has gone may have come. The versions say what is true.
   */
  fetchAllRaw: (cms: CmsConnection, onBatch: (documents: RawDocument[]) => void) => Promise<void>
  /** The bytes of a media file; nothing when the CMS has no such file for visitors. */
  fetchMedia: (cms: CmsConnection, filename: string) => Promise<Uint8Array | undefined>
  /** Reads a document as the contract says: plain data for a snapshot, or why it cannot be shown. */
  parse: (raw: RawDocument) => { value: unknown } | { problems: ContentProblem[] }
  /** Documents by collection and global, from what `parse` gave. Throws when a global is missing. */
  groupDocuments: (documents: Iterable<{ slug: string; value: unknown }>) => Documents
  createSnapshot: (documents: Documents, today: Day) => Snapshot
  /** The snapshot after some changes, on a day. What has not changed stays the same object, so that its answers are cheap. */
  changeSnapshot: (before: Snapshot, changes: Iterable<DocumentChange>, today?: Day) => Snapshot
  /** The day in the school's time zone. Throws when the time zone does not exist. */
  today: (documents: Documents, now: Date) => Day
  /** Every page that the site has with this content. */
  pages: (snapshot: Snapshot) => Page[]
  /** Old addresses and where they lead. */
  redirects: (snapshot: Snapshot) => Record<string, string>
  /** Redirects that are left out, each with the reason. */
  droppedRedirects: (snapshot: Snapshot) => { id: string; from: string; reason: string }[]
  createRenderer: (snapshot: Snapshot, previous?: PageRenderer) => PageRenderer
  drawCard: DrawCard
  /** Names of the media files that a text leads to. */
  mediaFilesIn: (text: string) => string[]
}

export type { CmsConnection, ContentProblem, Day, DocumentChange, Documents, DrawCard, RawDocument, Snapshot }
