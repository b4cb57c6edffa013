import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { leakFinder } from 'shared-types'
import type { Page } from 'site/bundle'
import type { DocumentVersion } from '../content/document-version'
import type { PageFailure } from '../render/make-page'
import { type ScanPage, createPageScanner } from '../render/page-scan'
import {
  type PreparedRelease,
  type RenderedRelease,
  finishPrepared,
  maxStalePages,
  renderFull,
  renderStale,
} from '../render/rendered-release'
import type { Difference, Rendering, SiteView } from '../render/site-view'
import { TemplateFiles } from '../render/template-files'
import type { KnownCauses } from '../validation/known-causes'
import type { HeadRelease } from './head-release'
import type { Dependencies } from './release'

/** What a release shows, and how that differs from what is live. */
export interface ComparedView {
  view: SiteView
  difference: Difference
}

/** Renders the pages of releases with one bundle of templates. */
export class PageRendering {
  readonly files: TemplateFiles
  readonly scan: ScanPage
  readonly #dependencies: Dependencies
  readonly #newest: HeadRelease
  readonly #causes: KnownCauses
  /** Rendered pages that wait for their release. */
  #prepared: PreparedRelease | undefined
  /** Whether the school's mark stands for cards that cannot be drawn, in this release. */
  #showsMarks = false

  /** `prepared`: pages that are rendered already. */
  constructor(
    dependencies: Dependencies,
    newest: HeadRelease,
    causes: KnownCauses,
    prepared?: PreparedRelease,
  ) {
    const { bundle, leakRules } = dependencies
    this.#dependencies = dependencies
    this.#newest = newest
    this.#causes = causes
    this.#prepared = prepared
    this.files = new TemplateFiles(bundle)
    this.scan = createPageScanner({ siteUrl: bundle.site.siteUrl, findLeak: leakFinder(leakRules) })
  }

  /** Renders the stale pages; or all, when those are many or `isFull`. `onFull` is called before that, which takes long. */
  async render(
    { view, difference }: ComparedView,
    documents: () => Iterable<DocumentVersion>,
    isFull: boolean,
    onFull: () => void,
  ): Promise<RenderedRelease> {
    const { records } = this.#newest
    const options = { scan: this.scan, showsMarks: this.#showsMarks }
    if (this.#prepared) {
      this.#keepPages(this.#prepared, view)
      const open = this.withoutKept(await view.differenceTo(this.#prepared.records))
      if (open.stale.length <= maxStalePages)
        return finishPrepared(view, this.#prepared, open, records, options)
      // Too much is missing to be rendered in this process.
      await this.#discard()
    }
    if (!isFull && difference.stale.length <= maxStalePages) return renderStale(view, difference, options)
    onFull()
    this.#prepared = await this.renderAll(view, documents())
    this.#keepPages(this.#prepared, view)
    const { full, records: rendered, failures: all } = this.#prepared
    const failures = all.filter(({ page }) => !rendered.has(page.path))
    return { view, difference, rendered, bodies: new Map(), full, failures }
  }

  /** Renders every page into a new release folder. */
  async renderAll(view: SiteView, documents: Iterable<DocumentVersion>): Promise<PreparedRelease> {
    const { folder, pool, leakRules } = this.#dependencies
    await this.files.addTo(pool)
    return renderFull(view, documents, { folder, leakRules, files: this.files })
  }

  /** Renders one page, to see whether it can be made. */
  renderPage(view: SiteView, page: Page): Promise<Rendering> {
    return view.render([page], this.scan, this.#showsMarks)
  }

  /** Without the stale pages that stay as the newest release has them. */
  withoutKept(difference: Difference): Difference {
    return { ...difference, stale: difference.stale.filter(({ path }) => !this.#causes.keptPages.has(path)) }
  }

  /**
   * Lets the school's mark stand for cards, when a card fails that no document causes: for example while the drawing libraries are
   * being installed. Gives false when the page is no card.
   */
  doWithout({ page }: PageFailure): boolean {
    if (this.#showsMarks || !page.path.endsWith('/card.png')) return false
    this.#showsMarks = true
    return true
  }

  /** Called when the prepared pages are part of a release. */
  accept(): void {
    this.#prepared = undefined
  }

  /**
   * Called when a release is made or given up: deletes rendered pages that it has not used, unless the next release goes on with
   * them, and shows cards again.
   */
  async end({ keepsPages = false } = {}): Promise<void> {
    this.#showsMarks = false
    if (!keepsPages) await this.#discard()
  }

  async #discard(): Promise<void> {
    const prepared = this.#prepared
    this.#prepared = undefined
    if (prepared) await this.#dependencies.folder.abandon(prepared.full)
  }

  /** Copies kept pages from the newest release. */
  #keepPages({ full, records }: PreparedRelease, view: SiteView): void {
    const { number = 0 } = this.#newest.head ?? {}
    for (const path of this.#causes.keptPages) {
      const record = this.#newest.records.get(path)
      const file = view.pages.get(path)?.file
      if (file === undefined || !record || records.get(path) === record) continue
      const target = join(full.root, file)
      mkdirSync(dirname(target), { recursive: true })
      copyFileSync(join(this.#dependencies.folder.webRoot(number), file), target)
      records.set(path, record)
    }
  }
}
