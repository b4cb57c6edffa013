import type { ExplainedClaim, FindClaims, PageClaim } from 'shared-types'
import type { Day, DocumentChange, DrawCard, Page, PageRenderer, Snapshot } from 'site/bundle'
import type { DocumentVersion } from '../content/document-version'
import { DependencyIndex } from './dependency-index'
import type { LoadedBundle } from './bundle'
import { CardProcess } from './card-process'
import { type FreshPage, type PageFailure, makePage } from './make-page'
import { type PageRecord, claimFinderOf } from './page-records'
import type { ScanPage } from './page-scan'
import { TimeoutError, underWatchdog } from './watchdog'

/** How a site differs from the page records that it is compared with. */
export interface Difference {
  /** Pages with a dependency whose query has another result now, and new ones. */
  stale: readonly Page[]
  /** Other pages that may be stale, when the comparison ended before it had looked at everything. */
  unchecked: readonly Page[]
  /** Pages that the site no longer has. */
  removed: readonly Page[]
  /** Paths of new pages. */
  added: readonly string[]
}

export interface Rendering {
  fresh: FreshPage[]
  failures: PageFailure[]
}

/** What a view and those made from it with `after` share. */
interface Shared {
  /** Few records change from one view to the next. */
  dependencies: DependencyIndex
  /** A page was ended while it was rendered, which may have left the renderer half changed. */
  isBroken: boolean
}

/** What pages are made of: templates, and content on a day. */
export class SiteView {
  readonly snapshot: Snapshot
  readonly renderer: PageRenderer
  readonly pages: ReadonlyMap<string, Page>
  /** The school's day that it shows. */
  readonly today: Day
  /** By the rules of its content, on its day. */
  readonly findClaims: FindClaims
  readonly #shared: Shared

  private constructor(
    readonly bundle: LoadedBundle,
    snapshot: Snapshot,
    now: Date,
    previous?: SiteView,
  ) {
    const { site } = bundle
    this.#shared = previous ? previous.#shared : { dependencies: new DependencyIndex(), isBroken: false }
    this.today = site.today(snapshot.documents, now)
    this.snapshot = this.today === snapshot.today ? snapshot : site.changeSnapshot(snapshot, [], this.today)
    this.renderer = site.createRenderer(this.snapshot, previous?.renderer)
    this.findClaims = findClaimsOf(this, previous)
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
    const previous = this.isBroken ? undefined : this
    return new SiteView(this.bundle, site.changeSnapshot(this.snapshot, changes), now, previous)
  }

  /** It must not be used any more, except to make others with `after`. */
  get isBroken(): boolean {
    return this.#shared.isBroken
  }

  /** The school's day at a moment. */
  dayAt(now: Date): Day {
    return this.bundle.site.today(this.snapshot.documents, now)
  }

  /**
   * A page is stale when one of its dependencies has another fingerprint now. `enough`: once more pages are known to be stale, the
   * rest need not be compared. Rejects with a `TimeoutError` when a query takes too long.
   */
  async differenceTo(records: ReadonlyMap<string, PageRecord>, enough?: number): Promise<Difference> {
    try {
      return await underWatchdog(() => this.#compare(records, enough))
    } catch (error) {
      this.#shared.isBroken ||= error instanceof TimeoutError
      throw error
    }
  }

  /** Paths of the pages that would change if a document, or all that is in a global, were taken away; of more than `enough`, some. */
  async pagesThatRead(
    { slug, id }: Pick<DocumentChange, 'slug' | 'id'>,
    records: ReadonlyMap<string, PageRecord>,
    enough: number,
  ): Promise<ReadonlySet<string>> {
    const { site } = this.bundle
    const change = { slug, id, value: id === '' ? {} : undefined }
    const without = site.createRenderer(
      site.changeSnapshot(this.snapshot, [change], this.today),
      this.renderer,
    )
    return await underWatchdog(() => {
      this.#shared.dependencies.follow(records)
      return this.#shared.dependencies.stalePages(without, enough).stale
    })
  }

  /** A claim, with what its rule says to editors. */
  explained(claim: PageClaim): ExplainedClaim {
    const { rules } = this.snapshot.documents.globals.claims
    const { reason = '', instead = '' } = rules.find(({ name }) => name === claim.rule) ?? {}
    return { ...claim, reason, instead }
  }

  #compare(records: ReadonlyMap<string, PageRecord>, enough?: number): Difference {
    this.#shared.dependencies.follow(records)
    const added: string[] = []
    for (const path of this.pages.keys()) if (!records.has(path)) added.push(path)
    const removed: Page[] = []
    for (const [path, { page }] of records) if (!this.pages.has(path)) removed.push(page)
    const { stale, unchecked } = this.#shared.dependencies.stalePages(this.renderer, enough)
    const pagesAt = (paths: Iterable<string>) =>
      Array.from(paths).flatMap((path) => this.pages.get(path) ?? [])
    return {
      stale: pagesAt([...added, ...stale]),
      unchecked: pagesAt(unchecked).filter(({ path }) => !stale.has(path)),
      ...{ removed, added },
    }
  }

  /**
   * Renders pages one after another, each in a task of its own. When one takes too long, those after it are not rendered.
   * `showsMarks`: the school's mark stands for a card that cannot be drawn.
   */
  async render(pages: readonly Page[], scan: ScanPage, showsMarks = false): Promise<Rendering> {
    const fresh: FreshPage[] = []
    const failures: PageFailure[] = []
    const cards = new CardProcess(this.bundle)
    const drawOrMark: DrawCard = (card) =>
      cards.drawCard(card).catch((error: unknown) => {
        console.warn(`The card of “${card.title}” could not be drawn, and shows the school’s mark:`, error)
        return this.bundle.site.cardMark
      })
    const drawCard = showsMarks ? drawOrMark : cards.drawCard
    try {
      for (const page of pages) {
        const made = await makePage(this.renderer, page, scan, this.findClaims, drawCard)
        if ('record' in made) fresh.push(made)
        else failures.push(made)
        if ('record' in made || !made.isEnded) continue
        this.#shared.isBroken = true
        break
      }
    } finally {
      cards.end()
    }
    return { fresh, failures }
  }
}

/** The same as that of the view before while the rules and the day are the same: it knows most texts already. */
function findClaimsOf({ snapshot, today }: SiteView, previous: SiteView | undefined): FindClaims {
  const { claims } = snapshot.documents.globals
  const isSame = previous?.today === today && previous.snapshot.documents.globals.claims === claims
  return isSame ? previous.findClaims : claimFinderOf(snapshot)
}

/** The pages by path; the map of before when every page is the same, as after most edits. */
function pagesOf(pages: readonly Page[], before?: ReadonlyMap<string, Page>): ReadonlyMap<string, Page> {
  const old = before?.values()
  const isSame = before?.size === pages.length && pages.every((page) => isSamePage(page, old?.next().value))
  return isSame ? before : new Map(pages.map((page) => [page.path, page]))
}

const isSamePage = (page: Page, other: Page | undefined): boolean =>
  page === other || (page.path === other?.path && page.file === other.file && page.kind === other.kind)
