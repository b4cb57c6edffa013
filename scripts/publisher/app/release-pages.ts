import { type Waiting, documentKey, leakFinder } from 'shared-types'
import type { Page } from 'site/bundle'
import type { DocumentVersion } from '../content/document-version'
import { pooledFile } from '../releases/file-names'
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
import { type Difference, SiteView } from '../render/site-view'
import { TemplateFiles } from '../render/template-files'
import type { Proposal } from '../validation/document-gate'
import { type TracedChange, describeFailure } from '../validation/failure-causes'
import { type ReleaseCandidate, type Verdict, checkRelease, findPageFaults } from '../validation/release-gate'
import { type VanishingPages, waitingChanges } from '../validation/vanishing'
import type { HeadRelease } from './head-release'
import type { Dependencies, ReleaseReason, ReleaseRequest } from './release'
import type { Stopwatch } from './stopwatch'

/** The pages of a proposal, rendered and checked. */
export interface CheckedPages {
  release: RenderedRelease
  verdict: Verdict
}

/** Why the pages of a proposal must not go live. */
export interface FailedPages {
  failures: readonly PageFailure[]
  /** Whether a page fails without some of the changes, too. */
  fails: (failure: PageFailure, takenBack: readonly TracedChange[]) => Promise<boolean>
  /** Undefined when not all pages could be rendered. */
  checked?: CheckedPages
}

/** Faults of the release gate whose pages are traced at once. */
const maxFaults = 30

/** Renders and checks the pages of releases, with one bundle of templates. */
export class ReleasePages {
  readonly files: TemplateFiles
  readonly #dependencies: Dependencies
  readonly #newest: HeadRelease
  readonly #live: () => Iterable<DocumentVersion>
  readonly #scan: ScanPage
  /** A view of the newest release. */
  #view: SiteView | undefined
  /** Rendered pages that wait for their release. */
  #prepared: PreparedRelease | undefined
  /** Whether the school's mark stands for cards that cannot be drawn, in this release. */
  #showsMarks = false

  /** `live` gives what the newest release shows. */
  constructor(
    dependencies: Dependencies,
    newest: HeadRelease,
    live: () => Iterable<DocumentVersion>,
    prepared?: PreparedRelease,
  ) {
    const { bundle, leakRules } = dependencies
    this.#dependencies = dependencies
    this.#newest = newest
    this.#live = live
    this.#prepared = prepared
    this.files = new TemplateFiles(bundle)
    this.#scan = createPageScanner({ siteUrl: bundle.site.siteUrl, findLeak: leakFinder(leakRules) })
  }

  /** The school's day at a moment; undefined before the first release. */
  dayAt(now: Date): string | undefined {
    return this.#newest.head && this.#currentView(now).dayAt(now)
  }

  /** Computes the fingerprint of every dependency, a few at a time, so that the next edit need not. */
  async warmUp(): Promise<void> {
    if (!this.#newest.head) return
    let pages = 0
    for (const { dependencies } of [...this.#newest.records.values()]) {
      // A release may have replaced the view meanwhile.
      const { renderer } = this.#currentView(new Date())
      for (const { key } of dependencies) renderer.fingerprint(key)
      if (++pages % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Renders every page of what is live ahead of time. Throws when a page cannot be made, and names the document if it can. */
  async prepare(now: Date): Promise<PreparedRelease> {
    const view = SiteView.of(this.#dependencies.bundle, this.#live(), now)
    const prepared = await this.#renderFull(view, this.#live())
    const { failures } = prepared
    if (failures.length === 0) return prepared
    await this.#dependencies.folder.abandon(prepared.full)
    throw new Error(await describeFailure(view, failures, this.#live(), { now, scan: this.#scan }))
  }

  /** Deletes rendered pages that no release has used. */
  async abandon(): Promise<void> {
    this.#showsMarks = false
    const prepared = this.#prepared
    this.#prepared = undefined
    if (prepared) await this.#dependencies.folder.abandon(prepared.full)
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

  /** Called when a release is live. */
  accept({ view }: RenderedRelease): void {
    this.#prepared = undefined
    this.#view = view
  }

  /**
   * Renders the pages of a proposal that differ from what is live, or all, and checks them. Renders nothing when changes must wait
   * because too many pages would vanish.
   */
  async make(
    request: ReleaseRequest,
    reason: ReleaseReason,
    proposal: Proposal,
    clock: Stopwatch,
  ): Promise<CheckedPages | FailedPages | { waiting: Waiting }> {
    const { now = new Date() } = request
    const compared = await this.#compare(proposal, now)
    clock.lap('compare')
    if ('reason' in compared) {
      return {
        failures: [compared],
        fails: async (_, takenBack) => 'reason' in (await this.#compare(proposal, now, takenBack)),
      }
    }
    const { waiting, untraced } = this.#findVanishing(request, proposal, compared)
    if (waiting) return { waiting }
    const release = await this.#render(request, reason, proposal, compared)
    clock.lap('render')
    const { view } = release
    const allowed = request.permission?.refused
    const isAllowed =
      allowed?.revision === request.revision && allowed.bundle === this.#dependencies.bundle.hash
    const candidate = this.#candidate(proposal, release, isAllowed ? [] : untraced)
    const fails: FailedPages['fails'] = async ({ page }, takenBack) => {
      const without = view.after(
        takenBack.map(({ before }) => before),
        now,
      )
      return (await this.#faultOf(without, page, candidate)) !== undefined
    }
    if (release.failures.length > 0) return { failures: release.failures, fails }
    const verdict = checkRelease(candidate)
    clock.lap('gate')
    if (verdict.pageFaults.size === 0) return { release, verdict }
    const failures: PageFailure[] = []
    for (const [path, reason] of [...verdict.pageFaults].slice(0, maxFaults)) {
      const page = view.pages.get(path)
      if (page)
        failures.push(
          (await this.#faultOf(view, page, candidate)) ?? { page, reason, reads: [], isEnded: false },
        )
    }
    return { failures, fails, checked: { release, verdict } }
  }

  #currentView(now: Date): SiteView {
    this.#view ??= SiteView.of(this.#dependencies.bundle, this.#live(), now)
    if (this.#view.isBroken) this.#view = this.#view.after([], now)
    return this.#view
  }

  /** A view without some of the changes, and how it differs from what is live; or why there is no such site. */
  async #compare(
    proposal: Proposal,
    now: Date,
    takenBack: readonly TracedChange[] = [],
  ): Promise<{ view: SiteView; difference: Difference } | PageFailure> {
    const out = new Set(takenBack.map(documentKey))
    const isIn = (change: { slug: string; id: string }) => !out.has(documentKey(change))
    const published = proposal.published.filter(isIn)
    const removed = proposal.removed.filter(isIn).map(({ slug, id }) => ({ slug, id }))
    try {
      const view = this.#newest.head
        ? this.#currentView(now).after([...removed, ...published], now)
        : SiteView.of(this.#dependencies.bundle, published, now)
      return { view, difference: await view.differenceTo(this.#newest.records) }
    } catch (error) {
      const page = { path: '/', file: 'index.html', kind: 'site' }
      return { page, reason: (error as Error).message.replace(/\.$/, ''), reads: [], isEnded: false }
    }
  }

  #findVanishing(
    { permission, now = new Date() }: ReleaseRequest,
    proposal: Proposal,
    { view, difference }: { view: SiteView; difference: Difference },
  ): ReturnType<typeof waitingChanges> {
    const { site } = this.#dependencies.bundle
    const changes = [...proposal.removed.map(({ slug, id }) => ({ slug, id })), ...proposal.published]
    return waitingChanges({
      proposal,
      before: this.#newest.records,
      gone: difference.removed,
      redirects: () => site.redirects(view.snapshot),
      pathsWith: (isMade) => {
        const made = changes.filter((change) => isMade(documentKey(change)))
        const { snapshot } = this.#currentView(now)
        return new Set(site.pages(site.changeSnapshot(snapshot, made)).map(({ path }) => path))
      },
      isAllowed: (change) => permission?.covers(change) ?? false,
    })
  }

  async #render(
    request: ReleaseRequest,
    reason: ReleaseReason,
    proposal: Proposal,
    { view, difference }: { view: SiteView; difference: Difference },
  ): Promise<RenderedRelease> {
    const { head, records } = this.#newest
    const options = { scan: this.#scan, showsMarks: this.#showsMarks }
    if (this.#prepared) return finishPrepared(view, this.#prepared, records, options)
    const isFull =
      head?.bundle !== this.#dependencies.bundle.hash ||
      request.isFull ||
      difference.stale.length > maxStalePages
    if (!isFull) return renderStale(view, difference, options)
    request.onFull?.(reason)
    this.#prepared = await this.#renderFull(view, proposal.documents())
    const { full, records: rendered, failures } = this.#prepared
    return { view, difference, rendered, bodies: new Map(), full, failures }
  }

  async #renderFull(view: SiteView, documents: Iterable<DocumentVersion>): Promise<PreparedRelease> {
    const { folder, pool, leakRules } = this.#dependencies
    await this.files.addTo(pool)
    return renderFull(view, documents, { folder, leakRules, files: this.files })
  }

  /** Why visitors must not get a page of a view; undefined when they may, or when there is no such page. */
  async #faultOf(
    view: SiteView,
    { path }: Page,
    candidate: ReleaseCandidate,
  ): Promise<PageFailure | undefined> {
    const page = view.pages.get(path)
    if (!page) return undefined
    const { fresh, failures } = await view.render([page], this.#scan, this.#showsMarks)
    const [made] = fresh
    if (!made) return failures[0]
    const reason = findPageFaults({
      ...candidate,
      rendered: new Map([[path, made.record]]),
      expected: [...view.pages.values()],
      redirects: this.#dependencies.bundle.site.redirects(view.snapshot),
    }).get(path)
    if (reason === undefined) return undefined
    return { page, reason, reads: view.renderer.documentsRead(), isEnded: false }
  }

  #candidate(
    proposal: Proposal,
    { view, rendered, full }: RenderedRelease,
    vanishing: readonly VanishingPages[],
  ): ReleaseCandidate {
    const { site } = this.#dependencies.bundle
    return {
      siteUrl: site.siteUrl,
      before: this.#newest.records,
      rendered,
      isFull: full !== undefined,
      expected: [...view.pages.values()],
      redirects: site.redirects(view.snapshot),
      hasFile: (path) => this.#hasFile(path),
      isTypedPath: proposal.isTypedPath,
      changes: proposal.changes,
      vanishing,
    }
  }

  #hasFile(path: string): boolean {
    const file = pooledFile(path)
    return file ? this.#dependencies.pool.has(file.folder, file.name) : this.files.isPublicFile(path)
  }
}
