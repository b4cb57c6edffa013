import { type PageClaim, type Waiting, documentKey } from 'shared-types'
import type { Page } from 'site/bundle'
import type { DocumentVersion } from '../content/document-version'
import { pooledFile } from '../releases/file-names'
import type { PageFailure } from '../render/make-page'
import type { PageRecord } from '../render/page-records'
import type { PreparedRelease, RenderedRelease } from '../render/rendered-release'
import { SiteView } from '../render/site-view'
import { unwatched } from '../render/watchdog'
import type { Proposal } from '../validation/document-gate'
import { type TracedChange, describeFailure } from '../validation/failure-causes'
import type { KnownCauses } from '../validation/known-causes'
import { type ReleaseCandidate, type Verdict, checkRelease, findPageFaults } from '../validation/release-gate'
import { type VanishingPages, waitingChanges } from '../validation/vanishing'
import type { HeadRelease } from './head-release'
import { type ComparedView, PageRendering } from './page-rendering'
import { PageClaims, faultOf } from './page-claims'
import type { Dependencies, ReleaseReason, ReleaseRequest } from './release'
import type { Stopwatch } from './stopwatch'

/** The pages of a proposal, rendered and checked. */
export interface CheckedPages {
  release: RenderedRelease
  verdict: Verdict
  /** Pages of the newest release that were checked by newer rules about claims. */
  rechecked: ReadonlyMap<string, PageRecord>
}

/** Why the pages of a proposal must not go live. */
export interface FailedPages {
  failures: readonly PageFailure[]
  /** Whether a page fails without some of the changes, too. */
  fails: (failure: PageFailure, takenBack: readonly TracedChange[]) => Promise<boolean>
  /** Whether the page at a path could be made, or need not be. */
  isMade: (path: string) => boolean
  /** Undefined when not all pages could be rendered. */
  checked?: CheckedPages
}

/** Faults of the release gate whose pages are traced at once. */
const maxFaults = 30

/** Compares, renders and checks the pages of releases, with one bundle of templates. */
export class ReleasePages {
  readonly rendering: PageRendering
  readonly claims: PageClaims
  readonly #dependencies: Dependencies
  readonly #newest: HeadRelease
  readonly #live: () => Iterable<DocumentVersion>
  readonly #causes: KnownCauses
  /** A view of the newest release. */
  #view: SiteView | undefined

  /** `live` gives what the newest release shows. */
  constructor(
    dependencies: Dependencies,
    newest: HeadRelease,
    live: () => Iterable<DocumentVersion>,
    causes: KnownCauses,
    prepared?: PreparedRelease,
  ) {
    this.#dependencies = dependencies
    this.#newest = newest
    this.#live = live
    this.#causes = causes
    this.claims = new PageClaims(dependencies, newest)
    this.rendering = new PageRendering(dependencies, newest, causes, prepared)
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
    const view = await unwatched(() => SiteView.of(this.#dependencies.bundle, this.#live(), now))
    const prepared = await this.rendering.renderAll(view, this.#live())
    const { failures } = prepared
    if (failures.length === 0) return prepared
    await this.#dependencies.folder.abandon(prepared.full)
    const { scan } = this.rendering
    throw new Error(await describeFailure(view, failures, this.#live(), { now, scan }))
  }

  /** Called when a release is live. */
  accept({ view }: RenderedRelease): void {
    this.rendering.accept()
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
        isMade: () => false,
        fails: async (_, takenBack) => 'reason' in (await this.#compare(proposal, now, takenBack)),
      }
    }
    const { waiting, untraced } = this.#findVanishing(request, proposal, compared)
    if (waiting) return { waiting }
    const isFull = request.isFull || this.#newest.head?.bundle !== this.#dependencies.bundle.hash
    const release = await this.rendering.render(compared, proposal.documents, isFull, () =>
      request.onFull?.(reason),
    )
    clock.lap('render')
    const { view, rendered, difference } = release
    const allowed = request.permission?.refused
    const isAllowed =
      allowed?.revision === request.revision && allowed.bundle === this.#dependencies.bundle.hash
    const candidate = this.#candidate(proposal, release, isAllowed ? [] : untraced)
    // Reading the live pages again is needed only to compare with them, and for those that stay.
    const isCompared = !release.full || [...rendered.values()].some(({ claims }) => claims)
    const live = isCompared ? await this.claims.live(view) : this.#newest.records
    const isNewClaim = this.claims.newIn(live)
    clock.lap('claims')
    const fails: FailedPages['fails'] = async ({ page }, takenBack) => {
      const without = view.after(
        takenBack.map(({ before }) => before),
        now,
      )
      return (await this.#faultOf(without, page, candidate, isNewClaim)) !== undefined
    }
    const open = new Set(release.full ? view.pages.keys() : difference.stale.map(({ path }) => path))
    const isMade = (path: string) => rendered.has(path) || !open.has(path)
    if (release.failures.length > 0) return { failures: release.failures, fails, isMade }
    const verdict = checkRelease(candidate)
    clock.lap('gate')
    const rechecked = live === this.#newest.records ? new Map<string, PageRecord>() : live
    const checked = { release, verdict, rechecked }
    const faults = new Map(verdict.pageFaults)
    for (const [path, { claims = [] }] of rendered) {
      const claim = claims.find(isNewClaim)
      if (claim && !faults.has(path)) faults.set(path, faultOf(claim))
    }
    if (faults.size === 0) return checked
    const failures: PageFailure[] = []
    for (const [path, reason] of [...faults].slice(0, maxFaults)) {
      const page = view.pages.get(path)
      if (page)
        failures.push(
          (await this.#faultOf(view, page, candidate, isNewClaim)) ?? {
            page,
            reason,
            reads: [],
            isEnded: false,
          },
        )
    }
    return { failures, fails, isMade, checked }
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
  ): Promise<ComparedView | PageFailure> {
    const out = new Set(takenBack.map(documentKey))
    const isIn = (change: { slug: string; id: string }) => !out.has(documentKey(change))
    const published = proposal.published.filter(isIn)
    const removed = proposal.removed.filter(isIn).map(({ slug, id }) => ({ slug, id }))
    try {
      const view = this.#newest.head
        ? this.#currentView(now).after([...removed, ...published], now)
        : SiteView.of(this.#dependencies.bundle, published, now)
      return { view, difference: this.rendering.withoutKept(await view.differenceTo(this.#newest.records)) }
    } catch (error) {
      const page = { path: '/', file: 'index.html', kind: 'site' }
      return { page, reason: (error as Error).message.replace(/\.$/, ''), reads: [], isEnded: false }
    }
  }

  #findVanishing(
    { permission, now = new Date() }: ReleaseRequest,
    proposal: Proposal,
    { view, difference }: ComparedView,
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

  /** Why visitors must not get a page of a view; undefined when they may, or when there is no such page. */
  async #faultOf(
    view: SiteView,
    { path }: Page,
    candidate: ReleaseCandidate,
    isNewClaim: (claim: PageClaim) => boolean,
  ): Promise<PageFailure | undefined> {
    const page = view.pages.get(path)
    if (!page) return undefined
    const { fresh, failures } = await this.rendering.renderPage(view, page)
    const [made] = fresh
    if (!made) return failures[0]
    const reason = findPageFaults({
      ...candidate,
      rendered: new Map([[path, made.record]]),
      expected: [...view.pages.values()],
      redirects: this.#dependencies.bundle.site.redirects(view.snapshot),
    }).get(path)
    const reads = view.renderer.documentsRead()
    if (reason !== undefined) return { page, reason, reads, isEnded: false }
    const claim = made.record.claims?.find(isNewClaim)
    return claim && { page, reason: faultOf(claim), reads, isEnded: false, claim: view.explained(claim) }
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
      keptPages: this.#causes.keptPages,
      vanishing,
    }
  }

  #hasFile(path: string): boolean {
    const file = pooledFile(path)
    return file
      ? this.#dependencies.pool.has(file.folder, file.name)
      : this.rendering.files.isPublicFile(path)
  }
}
