import { hash } from 'node:crypto'
import {
  type DocumentProblem,
  type LeakRules,
  type ReleaseReport,
  documentKey,
  leakFinder,
} from 'shared-types'
import type { RawDocument } from 'site/bundle'
import type { ContentChange } from '../content/cms-content'
import { compressed } from '../content/compressed-fields'
import type { DocumentVersion } from '../content/document-version'
import type { AssetPool } from '../releases/asset-pool'
import { pooledFile } from '../releases/file-names'
import type { SiteFolder } from '../releases/site-folder'
import type { LoadedBundle } from '../render/bundle'
import { type ScanPage, createPageScanner } from '../render/page-scan'
import {
  type PreparedRelease,
  type RenderedRelease,
  finishPrepared,
  maxStalePages,
  renderFull,
  renderStale,
} from '../render/rendered-release'
import { SiteView } from '../render/site-view'
import { TemplateFiles } from '../render/template-files'
import { type DocumentChange, DocumentGate, type Proposal } from '../validation/document-gate'
import { type Verdict, checkRelease } from '../validation/release-gate'
import { HeadRelease } from './head-release'
import { MediaFiles } from './media-files'
import { PendingChanges } from './pending-changes'
import type { Head, State } from './state'
import { type Stopwatch, stopwatch } from './stopwatch'

export type ReleaseReason = ReleaseReport['data']['reason']

export interface ReleaseRequest {
  /** The content revision of what was recorded. */
  revision: string
  reason?: ReleaseReason
  /** An editor allowed pages to vanish. */
  isAllowed?: boolean
  /** Whether every page is rendered, not only the stale ones. */
  isFull?: boolean
  now?: Date
  /** Called before every page is rendered, which takes seconds or minutes. */
  onFull?: (reason: ReleaseReason) => void
}

/** What came of a request for a release. */
export interface Outcome {
  state: 'live' | 'refused'
  /** The release that is live now. */
  number: number
  reason: ReleaseReason
  revision: string
  isFull: boolean
  changes: readonly DocumentChange[]
  blocked: readonly DocumentProblem[]
  warnings: readonly DocumentProblem[]
  pages: { total: number; rendered: readonly string[]; added: readonly string[]; removed: readonly string[] }
  /** Milliseconds of each step. */
  timings: Readonly<Record<string, number>>
  /** Why it was refused. */
  message?: string
  /** Whether it was refused only because pages would vanish, which an editor may allow. */
  canBeAllowed: boolean
}

export interface Dependencies {
  folder: SiteFolder
  pool: AssetPool
  state: State
  bundle: LoadedBundle
  cmsUrl: string
  leakRules: LeakRules
  /** Milliseconds between two polls of the CMS. */
  pollIntervalMs: number
}

/**
 * Makes releases from the newest one and the changes in the CMS since. A document that cannot be shown is kept out. A release
 * that cannot be right is refused, and its changes are part of the next attempt.
 */
export class ReleaseMaker {
  readonly bundle: LoadedBundle
  readonly #dependencies: Dependencies
  readonly #gate: DocumentGate
  readonly #files: TemplateFiles
  readonly #pending: PendingChanges
  readonly #scan: ScanPage
  readonly #newest: HeadRelease
  /** A view of the newest release. */
  #view: SiteView | undefined
  #prepared: PreparedRelease | undefined

  /** `prepared`: pages of these templates for the first release that they make. */
  constructor(dependencies: Dependencies, prepared?: PreparedRelease) {
    const { bundle, pool, leakRules, cmsUrl, pollIntervalMs } = dependencies
    this.#dependencies = dependencies
    this.#prepared = prepared
    this.bundle = bundle
    this.#files = new TemplateFiles(bundle)
    const media = new MediaFiles(pool, bundle.site, { url: cmsUrl })
    this.#pending = new PendingChanges(bundle.site, media, pollIntervalMs)
    const { siteUrl } = bundle.site
    const findLeak = leakFinder(leakRules)
    this.#scan = createPageScanner({ siteUrl, findLeak })
    const publicSite = { siteUrl, findLeak, isPublicFile: this.#files.isPublicFile }
    this.#gate = new DocumentGate(publicSite, liveDocuments(dependencies))
    this.#newest = new HeadRelease(dependencies)
  }

  get head(): Head | undefined {
    return this.#newest.head
  }

  /** Names of the templates' files in the asset pool. */
  get templateFiles(): string[] {
    return this.#files.hashed()
  }

  /** Records changes in the CMS for the next release. */
  record(changes: readonly ContentChange[]): void {
    // A CMS whose documents were gone for a moment sends again what is live.
    const isLive = (change: RawDocument, json: string) =>
      json === this.#dependencies.state.json(change) && !this.#gate.isBlocked(documentKey(change))
    this.#pending.record(changes, isLive)
  }

  /** Renders every page of what is live ahead of time. */
  async prepare(now = new Date()): Promise<PreparedRelease> {
    return this.#renderFull(SiteView.of(this.bundle, this.#gate.live(), now), this.#gate.live())
  }

  /** Deletes prepared pages that no release has used. */
  async abandon(): Promise<void> {
    const prepared = this.#prepared
    this.#prepared = undefined
    if (prepared) await this.#dependencies.folder.abandon(prepared.full)
  }

  /** The school's day at a moment; undefined before the first release. */
  dayAt(now: Date): string | undefined {
    return this.head && this.#currentView(now).dayAt(now)
  }

  /** Computes the fingerprint of every dependency, a few at a time, so that the next edit need not. */
  async warmUp(): Promise<void> {
    if (!this.head) return
    this.#currentView(new Date())
    let pages = 0
    for (const { dependencies } of [...this.#newest.records.values()]) {
      // A release may have replaced the view meanwhile.
      for (const { key } of dependencies) this.#view?.renderer.fingerprint(key)
      if (++pages % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Fetches the files of recorded pictures; see `PendingChanges`. */
  async fetchMedia(now = Date.now()): Promise<void> {
    await this.#pending.fetchMedia(now)
  }

  /**
   * Makes the recorded changes live; call `fetchMedia` before. Gives undefined when there is nothing new to show or to report.
   * Throws when a page cannot be rendered.
   */
  async make(request: ReleaseRequest): Promise<Outcome | undefined> {
    const clock = stopwatch()
    const proposal = this.#gate.propose(this.#pending.changes())
    clock.lap('check')
    const reason = request.reason ?? this.#reasonOf(proposal, request.now ?? new Date())
    if (!reason) return undefined
    const outcome = this.#refusedOutcome(request, reason, proposal)
    if (proposal.refusal) return { ...outcome, message: proposal.refusal, timings: clock.laps }

    const release = await this.#render(request, reason, proposal, clock)
    const { view, difference, rendered, full } = release
    const pages = {
      total: view.pages.size,
      rendered: [...rendered.keys()],
      added: difference.added,
      removed: difference.removed.map(({ path }) => path),
    }
    const verdict = this.#check(request, proposal, release)
    clock.lap('gate')
    if (verdict.refusals.length > 0) {
      if (full) await this.#dependencies.folder.abandon(full)
      const { message, canBeAllowed } = verdict
      return { ...outcome, pages, message, canBeAllowed, timings: clock.laps }
    }
    const number = await this.#newest.replace(
      release,
      {
        revision: request.revision,
        problemsFingerprint: problemsFingerprint(proposal),
        documents: proposal.published.map((version) => {
          const { slug, id, updatedAt } = version
          return { slug, id, updatedAt, json: this.#pending.json(version) }
        }),
        removedDocuments: proposal.removed,
      },
      clock,
    )
    this.#view = view
    this.#gate.accept(proposal)
    this.#pending.clear([...proposal.published, ...proposal.removed])
    return { ...outcome, state: 'live', number, isFull: full !== undefined, pages, timings: clock.laps }
  }

  #currentView(now: Date): SiteView {
    return (this.#view ??= SiteView.of(this.bundle, this.#gate.live(), now))
  }

  #reasonOf(proposal: Proposal, now: Date): ReleaseReason | undefined {
    const { head } = this
    if (!head) return 'first'
    if (head.bundle !== this.bundle.hash) return 'templates'
    if (proposal.published.length > 0 || proposal.removed.length > 0) return 'content'
    if (this.dayAt(now) !== head.today) return 'day'
    // Blocked documents and warnings are reported too, though no page changes.
    return problemsFingerprint(proposal) === head.problemsFingerprint ? undefined : 'content'
  }

  #refusedOutcome({ revision }: ReleaseRequest, reason: ReleaseReason, proposal: Proposal): Outcome {
    const { changes, blocked, warnings } = proposal
    return {
      ...{ state: 'refused', number: this.#dependencies.folder.currentRelease() ?? 0, reason, revision },
      ...{ isFull: false, changes, blocked, warnings, timings: {}, canBeAllowed: false },
      pages: { total: this.#newest.records.size, rendered: [], added: [], removed: [] },
    }
  }

  async #render(
    request: ReleaseRequest,
    reason: ReleaseReason,
    proposal: Proposal,
    clock: Stopwatch,
  ): Promise<RenderedRelease> {
    const now = request.now ?? new Date()
    const { records } = this.#newest
    const view =
      this.#view?.after(changesOf(proposal), now) ?? SiteView.of(this.bundle, proposal.documents(), now)
    clock.lap('index')
    const difference = view.differenceTo(records)
    clock.lap('compare')
    const isFull =
      this.head?.bundle !== this.bundle.hash || request.isFull || difference.stale.length > maxStalePages
    let release: RenderedRelease
    if (this.#prepared) {
      release = await finishPrepared(view, this.#prepared, records, this.#scan)
      this.#prepared = undefined
    } else if (isFull) {
      request.onFull?.(reason)
      const { full, records: rendered } = await this.#renderFull(view, proposal.documents())
      release = { view, difference, rendered, bodies: new Map(), full }
    } else release = await renderStale(view, difference, this.#scan)
    clock.lap('render')
    return release
  }

  async #renderFull(view: SiteView, documents: Iterable<DocumentVersion>): Promise<PreparedRelease> {
    const { folder, pool, leakRules } = this.#dependencies
    await this.#files.addTo(pool)
    return renderFull(view, documents, { folder, leakRules, files: this.#files })
  }

  #check(request: ReleaseRequest, proposal: Proposal, { view, rendered, full }: RenderedRelease): Verdict {
    const { site } = this.bundle
    return checkRelease({
      siteUrl: site.siteUrl,
      before: this.#newest.records,
      rendered,
      isFull: full !== undefined,
      expected: [...view.pages.values()],
      redirects: site.redirects(view.snapshot),
      hasFile: (path) => this.#hasFile(path),
      isTypedPath: proposal.isTypedPath,
      changes: proposal.changes,
      revision: request.revision,
      allowed: request.isAllowed ? request.revision : undefined,
    })
  }

  #hasFile(path: string): boolean {
    const file = pooledFile(path)
    return file ? this.#dependencies.pool.has(file.folder, file.name) : this.#files.isPublicFile(path)
  }
}

/** The live documents, parsed by these templates. Throws when these templates cannot read a document that others have shown. */
function* liveDocuments({ state, bundle }: Dependencies): Generator<DocumentVersion> {
  for (const document of state.documents()) {
    const parsed = bundle.site.parse(document)
    const { slug, id, updatedAt } = document
    if ('value' in parsed) yield { slug, id, updatedAt, value: compressed(parsed.value as object) }
    else {
      const [problem] = parsed.problems
      throw new Error(
        `The new templates cannot read what is live: ${slug} ${id}, field ${problem?.field}: ${problem?.message}. ` +
          'Correct the document or the schema, then run npm run deploy again. The site stays as it is.',
      )
    }
  }
}

function* changesOf({
  published,
  removed,
}: Proposal): Generator<DocumentVersion | Pick<DocumentVersion, 'slug' | 'id'>> {
  for (const { slug, id } of removed) yield { slug, id }
  yield* published
}

/** A hash of the problems that editors see: a release with the same ones has nothing new to report of them. */
const problemsFingerprint = ({ blocked, warnings }: Proposal): string =>
  hash(
    'sha256',
    JSON.stringify(
      [blocked, warnings].map((problems) => problems.map((problem) => JSON.stringify(problem)).sort()),
    ),
  )
