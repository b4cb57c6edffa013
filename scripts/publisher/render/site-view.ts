import type { PageRenderer, Day, DocumentChange, Page, RenderedPage, Snapshot } from 'site/bundle'
import { AskedQuestions } from './query-dependencies'
import type { LoadedBundle } from './bundle'
import { DrawingProcess } from './card-process'
import type { DocumentVersion } from '../content/document-version'
import type { ReadPage } from './page-scan'
import { type PageRecord, pageRecord } from './page-records'

/** A page that was rendered in this process. */
export interface FreshPage {
  record: PageRecord
  body: RenderedPage['body']
}

/** How a site differs from the page records that it is compared with. */
export interface Difference {
  /** Pages whose answers differ, and new ones. */
  stale: readonly Page[]
  /** Pages that the site has no more. */
  removed: readonly Page[]
  /** Paths of new pages. */
  added: readonly string[]
}

/** What pages are made of: templates, and content on a day. */
export class SiteView {
  readonly snapshot: Snapshot
  readonly answers: PageRenderer
  readonly pages: ReadonlyMap<string, Page>
  /** The school's day that it shows. */
  readonly today: Day
  /** Handed on from view to view: from one to the next few records change. */
  readonly #asked: AskedQuestions

  private constructor(
    readonly bundle: LoadedBundle,
    snapshot: Snapshot,
    now: Date,
    previous?: SiteView,
  ) {
    const { site } = bundle
    this.#asked = previous ? previous.#asked : new AskedQuestions()
    this.today = site.today(snapshot.documents, now)
    this.snapshot = this.today === snapshot.today ? snapshot : site.changeSnapshot(snapshot, [], this.today)
    this.answers = site.createRenderer(this.snapshot, previous?.answers)
    this.pages = pagesOf(site.pages(this.snapshot), previous?.pages)
  }

  /** Of everything that is live. */
  static of(bundle: LoadedBundle, documents: Iterable<DocumentVersion>, now: Date): SiteView {
    const gathered = bundle.site.groupDocuments(documents)
    const today = bundle.site.today(gathered, now)
    return new SiteView(bundle, bundle.site.createSnapshot(gathered, today), now)
  }

  /** After some changes. Costs what they cost, not what the site costs. */
  after(changes: Iterable<DocumentChange>, now: Date): SiteView {
    const { site } = this.bundle
    return new SiteView(this.bundle, site.changeSnapshot(this.snapshot, changes), now, this)
  }

  /** The school's day at a moment. */
  dayAt(now: Date): Day {
    return this.bundle.site.today(this.snapshot.documents, now)
  }

  /** Exact: a page is stale when a question that it asked has another answer now. */
  differenceTo(records: ReadonlyMap<string, PageRecord>): Difference {
    this.#asked.follow(records)
    const added: string[] = []
    for (const path of this.pages.keys()) if (!records.has(path)) added.push(path)
    const removed: Page[] = []
    for (const [path, { page }] of records) if (!this.pages.has(path)) removed.push(page)
    const stale = [...added, ...this.#asked.stalePages(this.answers)].flatMap(
      (path) => this.pages.get(path) ?? [],
    )
    return { stale, removed, added }
  }

  /** Renders pages one after another, and lets others have their turn between them. */
  async render(pages: readonly Page[], read: ReadPage): Promise<FreshPage[]> {
    const fresh: FreshPage[] = []
    const drawing = new DrawingProcess(this.bundle)
    try {
      for (const page of pages) {
        const rendered = await this.answers.render(page, drawing.drawCard)
        fresh.push({ record: pageRecord(read, page, rendered), body: rendered.body })
        if (fresh.length % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
    } finally {
      drawing.end()
    }
    return fresh
  }
}

/** By path: the same map when every page is the same, as after most edits. */
function pagesOf(pages: readonly Page[], before?: ReadonlyMap<string, Page>): ReadonlyMap<string, Page> {
  const old = before?.values()
  const isSame = before?.size === pages.length && pages.every((page) => isSamePage(page, old?.next().value))
  return isSame ? before : new Map(pages.map((page) => [page.path, page]))
}

const isSamePage = (page: Page, other: Page | undefined): boolean =>
  page === other || (page.path === other?.path && page.file === other.file && page.kind === other.kind)
