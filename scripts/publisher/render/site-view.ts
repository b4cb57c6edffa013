import type { Day, DocumentChange, Page, PageRenderer, RenderedPage, Snapshot } from 'site/bundle'
import type { DocumentVersion } from '../content/document-version'
import { DependencyIndex } from './dependency-index'
import type { LoadedBundle } from './bundle'
import { CardProcess } from './card-process'
import type { ScanPage } from './page-scan'
import { type PageRecord, pageRecord } from './page-records'

/** A page that was rendered in this process. */
export interface FreshPage {
  record: PageRecord
  body: RenderedPage['body']
}

/** How a site differs from the page records that it is compared with. */
export interface Difference {
  /** Pages with a dependency whose query has another result now, and new ones. */
  stale: readonly Page[]
  /** Pages that the site no longer has. */
  removed: readonly Page[]
  /** Paths of new pages. */
  added: readonly string[]
}

/** What pages are made of: templates, and content on a day. */
export class SiteView {
  readonly snapshot: Snapshot
  readonly renderer: PageRenderer
  readonly pages: ReadonlyMap<string, Page>
  /** The school's day that it shows. */
  readonly today: Day
  /** Shared by a view and those made from it with `after`: few records change from one to the next. */
  readonly #dependencies: DependencyIndex

  private constructor(
    readonly bundle: LoadedBundle,
    snapshot: Snapshot,
    now: Date,
    previous?: SiteView,
  ) {
    const { site } = bundle
    this.#dependencies = previous ? previous.#dependencies : new DependencyIndex()
    this.today = site.today(snapshot.documents, now)
    this.snapshot = this.today === snapshot.today ? snapshot : site.changeSnapshot(snapshot, [], this.today)
    this.renderer = site.createRenderer(this.snapshot, previous?.renderer)
    this.pages = pagesOf(site.pages(this.snapshot), previous?.pages)
  }

  /** A view of all documents that the site shows. */
  static of(bundle: LoadedBundle, documents: Iterable<DocumentVersion>, now: Date): SiteView {
    const grouped = bundle.site.groupDocuments(documents)
    const today = bundle.site.today(grouped, now)
    return new SiteView(bundle, bundle.site.createSnapshot(grouped, today), now)
  }

  /** The view after some changes. Its cost grows with them, not with the site. */
  after(changes: Iterable<DocumentChange>, now: Date): SiteView {
    const { site } = this.bundle
    return new SiteView(this.bundle, site.changeSnapshot(this.snapshot, changes), now, this)
  }

  /** The school's day at a moment. */
  dayAt(now: Date): Day {
    return this.bundle.site.today(this.snapshot.documents, now)
  }

  /** Exact: a page is stale when one of its dependencies has another fingerprint now. */
  differenceTo(records: ReadonlyMap<string, PageRecord>): Difference {
    this.#dependencies.follow(records)
    const added: string[] = []
    for (const path of this.pages.keys()) if (!records.has(path)) added.push(path)
    const removed: Page[] = []
    for (const [path, { page }] of records) if (!this.pages.has(path)) removed.push(page)
    const stale = [...added, ...this.#dependencies.stalePages(this.renderer)].flatMap(
      (path) => this.pages.get(path) ?? [],
    )
    return { stale, removed, added }
  }

  /** Renders pages one after another, and lets the event loop run in between. */
  async render(pages: readonly Page[], scan: ScanPage): Promise<FreshPage[]> {
    const fresh: FreshPage[] = []
    const cards = new CardProcess(this.bundle)
    try {
      for (const page of pages) {
        const rendered = await this.renderer.render(page, cards.drawCard)
        fresh.push({ record: pageRecord(scan, page, rendered), body: rendered.body })
        if (fresh.length % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
    } finally {
      cards.end()
    }
    return fresh
  }
}

/** The pages by path; the map of before when every page is the same, as after most edits. */
function pagesOf(pages: readonly Page[], before?: ReadonlyMap<string, Page>): ReadonlyMap<string, Page> {
  const old = before?.values()
  const isSame = before?.size === pages.length && pages.every((page) => isSamePage(page, old?.next().value))
  return isSame ? before : new Map(pages.map((page) => [page.path, page]))
}

const isSamePage = (page: Page, other: Page | undefined): boolean =>
  page === other || (page.path === other?.path && page.file === other.file && page.kind === other.kind)
