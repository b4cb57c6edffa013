import { hash } from 'node:crypto'
import { documentKey, leakFinder } from 'shared-types'
import type { RawDocument } from 'site/bundle'
import type { ContentChange } from '../content/cms-content'
import { compressed } from '../content/compressed-fields'
import type { DocumentVersion } from '../content/document-version'
import type { LoadedBundle } from '../render/bundle'
import type { PreparedRelease, RenderedRelease } from '../render/rendered-release'
import { DocumentGate, type Proposal } from '../validation/document-gate'
import { KnownCauses } from '../validation/known-causes'
import { waitingRemovals } from '../validation/vanishing'
import { FailureTracing, Interruption } from './failure-tracing'
import { HeadRelease } from './head-release'
import { rulesOf } from './page-claims'
import { MediaFiles } from './media-files'
import { PendingChanges } from './pending-changes'
import type { Dependencies, Outcome, ReleaseReason, ReleaseRequest } from './release'
import { ReleasePages } from './release-pages'
import type { Head } from './state'
import { type Stopwatch, stopwatch } from './stopwatch'
import { type Permission, WaitingChanges } from './waiting-changes'

/** A release is tried so many times, each without the changes that the one before found to break pages or to need a permission. */
const maxAttempts = 20

/** What the attempts at one release share. */
interface Making {
  request: ReleaseRequest
  clock: Stopwatch
  waiting: WaitingChanges
}

/**
 * Makes releases from the newest one and the changes in the CMS since. A document that cannot be shown, or that breaks a page, is
 * kept out. A release that cannot be right is refused, and its changes are part of the next one.
 */
export class ReleaseMaker {
  readonly bundle: LoadedBundle
  readonly #dependencies: Dependencies
  readonly #gate: DocumentGate
  readonly #causes = new KnownCauses()
  readonly #pending: PendingChanges
  readonly #newest: HeadRelease
  readonly #pages: ReleasePages
  readonly #tracing: FailureTracing

  /** `prepared`: pages of these templates for the first release that they make. */
  constructor(dependencies: Dependencies, prepared?: PreparedRelease) {
    const { bundle, pool, leakRules, cmsUrl, pollIntervalMs } = dependencies
    this.#dependencies = dependencies
    this.bundle = bundle
    const media = new MediaFiles(pool, bundle.site, { url: cmsUrl })
    this.#pending = new PendingChanges(bundle.site, media, pollIntervalMs)
    this.#newest = new HeadRelease(dependencies)
    this.#pages = new ReleasePages(
      dependencies,
      this.#newest,
      () => this.#gate.live(),
      this.#causes,
      prepared,
    )
    const { siteUrl } = bundle.site
    const { isPublicFile } = this.#pages.rendering.files
    const publicSite = { siteUrl, findLeak: leakFinder(leakRules), isPublicFile }
    const gate = new DocumentGate(publicSite, liveDocuments(dependencies))
    this.#gate = gate
    const [causes, newest, pages, pending] = [this.#causes, this.#newest, this.#pages, this.#pending]
    this.#tracing = new FailureTracing(dependencies, { causes, gate, newest, pages, pending })
  }

  get head(): Head | undefined {
    return this.#newest.head
  }

  /** Names of the templates' files in the asset pool. */
  get templateFiles(): string[] {
    return this.#pages.rendering.files.hashed()
  }

  /** Records changes in the CMS for the next release. */
  record(changes: readonly ContentChange[]): void {
    // A CMS whose documents were gone for a moment sends again what is live.
    const isLive = (change: RawDocument, json: string) =>
      json === this.#dependencies.state.json(change) && !this.#gate.isBlocked(documentKey(change))
    this.#pending.record(changes, isLive)
  }

  /** Renders every page of what is live ahead of time. Throws when a page cannot be made. */
  async prepare(now = new Date()): Promise<PreparedRelease> {
    return this.#pages.prepare(now)
  }

  /** Deletes prepared pages that no release has used. */
  async abandon(): Promise<void> {
    await this.#pages.rendering.end()
  }

  /** The school's day at a moment; undefined before the first release. */
  dayAt(now: Date): string | undefined {
    return this.#pages.dayAt(now)
  }

  /** Computes ahead of time what the next edit needs to know of all pages. */
  async warmUp(): Promise<void> {
    await this.#pages.warmUp()
  }

  /** Fetches the files of recorded pictures; see `PendingChanges`. */
  async fetchMedia(now = Date.now()): Promise<void> {
    await this.#pending.fetchMedia(now)
  }

  /**
   * Makes the recorded changes live; call `fetchMedia` before. Gives undefined when there is nothing new to show or to report, and
   * `interrupted` when a command waits: the next call goes on. Documents that break a page, or must wait for a publisher's word,
   * are left out: each attempt finds those of the one before.
   */
  async make(request: ReleaseRequest): Promise<Outcome | 'interrupted' | undefined> {
    const { reason, permission, isInterrupted } = request
    const making = { request, clock: stopwatch(), waiting: new WaitingChanges() }
    const { postponed } = this.#causes
    this.#causes.forgetOutdated(this.#pending.changes(), this.dayAt(request.now ?? new Date()))
    const isRetry = !reason && !permission && this.#causes.retryPostponed(this.#pending.changes())
    this.#pages.claims.begin()
    this.#tracing.begin(isInterrupted)
    let keepsPages = false
    try {
      for (let attempt = 0; attempt < maxAttempts; attempt++) {
        const outcome = await this.#attempt(making, attempt === 0)
        if (outcome === 'again') continue
        const left = this.#causes.postponed
        // If a search found nothing, another one at once would not either.
        const isUnfinished = left > 0 && (!isRetry || left < postponed)
        return outcome && { ...outcome, isUnfinished }
      }
    } catch (error) {
      if (!(error instanceof Interruption)) throw error
      keepsPages = true
      return 'interrupted'
    } finally {
      await this.#pages.rendering.end({ keepsPages })
    }
    throw new Error(
      `Nothing went live yet: more documents break pages than ${maxAttempts} attempts could find. The publisher goes on with its next poll.`,
    )
  }

  /** Gives `again` when it found documents that break pages or must wait: the next attempt leaves them out. */
  async #attempt(
    { request, waiting, clock }: Making,
    isFirst: boolean,
  ): Promise<Outcome | 'again' | undefined> {
    const { permission, now = new Date() } = request
    const proposal = this.#propose(waiting, permission)
    clock.lap('check')
    if (isFirst && this.#causes.forgetRead(proposal)) return 'again'
    const reason = request.reason ?? this.#reasonOf(proposal, now)
    if (!reason) return undefined
    const outcome = this.#refusedOutcome(request, reason, proposal, waiting)
    if (proposal.refusal) return { ...outcome, message: proposal.refusal, timings: clock.laps }

    const made = await this.#pages.make(request, reason, proposal, clock)
    if ('waiting' in made) {
      waiting.add([made.waiting])
      return 'again'
    }
    const { release, verdict } = ('failures' in made ? made.checked : made) ?? {}
    const pages = release ? pageChanges(release) : outcome.pages
    if ('failures' in made) {
      const unexplained = await this.#tracing.explain(made, proposal, this.dayAt(now))
      clock.lap('trace')
      if (unexplained === undefined) return 'again'
      return { ...outcome, pages, message: verdict?.message ?? unexplained, timings: clock.laps }
    }
    if (made.verdict.refusals.length > 0) {
      const { message, canBeAllowed } = made.verdict
      return { ...outcome, pages, message, canBeAllowed, timings: clock.laps }
    }
    const number = await this.#newest.replace(
      made.release,
      {
        revision: request.revision,
        problemsFingerprint: this.#problemsFingerprint(proposal),
        claims: rulesOf(made.release.view),
        rechecked: made.rechecked,
        documents: proposal.published.map((version) => {
          const { slug, id, updatedAt } = version
          return { slug, id, updatedAt, json: this.#pending.json(version) }
        }),
        removedDocuments: proposal.removed,
      },
      clock,
    )
    this.#pages.accept(made.release)
    this.#gate.accept(proposal)
    this.#pending.clear([...proposal.published, ...proposal.removed])
    const isFull = made.release.full !== undefined
    return {
      ...outcome,
      claims: this.#newest.claims(),
      state: 'live',
      number,
      isFull,
      pages,
      timings: clock.laps,
    }
  }

  /** What the recorded changes make, without documents that break pages and removals that must wait. */
  #propose(waiting: WaitingChanges, permission: Permission | undefined): Proposal {
    const propose = () =>
      this.#gate.propose(this.#pending.changes(), new Map([...this.#causes.problems, ...waiting.problems]))
    const proposal = propose()
    const removals = waitingRemovals(
      proposal,
      () => this.#gate.live(),
      (change) => permission?.covers(change) ?? false,
    )
    waiting.add(removals)
    return removals.length > 0 ? propose() : proposal
  }

  #reasonOf(proposal: Proposal, now: Date): ReleaseReason | undefined {
    const { head } = this
    if (!head) return 'first'
    if (head.bundle !== this.bundle.hash) return 'templates'
    if (proposal.published.length > 0 || proposal.removed.length > 0) return 'content'
    if (this.dayAt(now) !== head.today) return 'day'
    // Blocked documents and warnings are reported too, though no page changes.
    return this.#problemsFingerprint(proposal) === head.problemsFingerprint ? undefined : 'content'
  }

  /** A hash of the problems that editors see: a release with the same ones has nothing new to report of them. */
  #problemsFingerprint({ blocked, warnings }: Proposal): string {
    const all = [blocked, [...warnings, ...this.#causes.keptProblems]]
    return hash(
      'sha256',
      JSON.stringify(all.map((problems) => problems.map((problem) => JSON.stringify(problem)).sort())),
    )
  }

  #refusedOutcome(
    { revision, permission }: ReleaseRequest,
    reason: ReleaseReason,
    { changes, blocked: all, warnings: ofDocuments }: Proposal,
    waiting: WaitingChanges,
  ): Outcome {
    const warnings = [...ofDocuments, ...this.#causes.keptProblems]
    const blocked = all.filter((problem) => !waiting.problems.has(documentKey(problem)))
    return {
      ...{ state: 'refused', number: this.#dependencies.folder.currentRelease() ?? 0, reason, revision },
      ...{ isFull: false, changes, blocked, waiting: waiting.groups, warnings, timings: {} },
      ...{ canBeAllowed: false, permission: permission?.sentence },
      pages: { total: this.#newest.records.size, rendered: [], added: [], removed: [] },
    }
  }
}

const pageChanges = ({ view, rendered, difference }: RenderedRelease): Outcome['pages'] => ({
  total: view.pages.size,
  rendered: [...rendered.keys()],
  added: difference.added,
  removed: difference.removed.map(({ path }) => path),
})

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
