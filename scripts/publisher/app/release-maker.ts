import { hash } from 'node:crypto'
import {
  type DocumentProblem,
  type LeakRules,
  type ReleaseReport,
  leakFinder,
  documentKey,
} from 'shared-types'
import type { RawDocument } from 'site/bundle'
import type { LoadedBundle } from '../render/bundle'
import {
  type Prepared,
  type RenderedRelease,
  finishPrepared,
  manyPages,
  renderFull,
  renderStale,
} from '../render/rendered-release'
import type { ContentChange } from '../content/cms-content'
import { type DocumentChange, DocumentGate, type Proposal } from '../validation/document-gate'
import { type Verdict, checkRelease } from '../validation/release-gate'
import type { DocumentVersion } from '../content/document-version'
import { MediaFiles } from './media-files'
import { compressed } from '../content/compressed-fields'
import { type ScanPage, createPageScanner } from '../render/page-scan'
import { InlineCounts, type PageRecord, createRecordInterner } from '../render/page-records'
import { PendingChanges } from './pending-changes'
import type { AssetPool } from '../releases/asset-pool'
import { pooledFile } from '../releases/file-names'
import type { SiteFolder } from '../releases/site-folder'
import type { ReleaseNote } from '../releases/release-record'
import { SiteView } from '../render/site-view'
import type { Head, State } from './state'
import { type Stopwatch, stopwatch } from './stopwatch'
import { TemplateFiles } from '../render/template-files'

type Report = ReleaseReport['data']
export type ReleaseReason = Report['reason']

export interface ReleaseRequest {
  /** The content revision of what was noted. */
  revision: string
  reason?: ReleaseReason
  /** Somebody let pages vanish. */
  isAllowed?: boolean
  /** Every page is rendered, not only those whose answers differ. */
  isFull?: boolean
  now?: Date
  /** Called before every page is rendered, which takes longer than a moment. */
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
  message?: string
  canBeAllowed: boolean
}

export interface Parts {
  folder: SiteFolder
  pool: AssetPool
  state: State
  bundle: LoadedBundle
  cmsUrl: string
  leakRules: LeakRules
  /** Milliseconds between looks at the CMS. */
  pollIntervalMs: number
}

/** A release is on disk, but what is remembered does not say so, or visitors do not see it: only a new start mends that. */
export class HalfMadeRelease extends Error {}

/**
 * Makes releases: knows what the newest one was made of, and what the CMS says since. A change that cannot be shown is kept
 * out; a release that cannot be right is not made, and what it would have shown is tried again with the next one.
 */
export class ReleaseMaker {
  readonly bundle: LoadedBundle
  readonly #parts: Parts
  readonly #gate: DocumentGate
  readonly #files: TemplateFiles
  readonly #pending: PendingChanges
  readonly #scan: ScanPage
  readonly #records: Map<string, PageRecord>
  #inline: InlineCounts
  #head: Head | undefined
  #view: SiteView | undefined
  #prepared: Prepared | undefined

  constructor(parts: Parts, prepared?: Prepared) {
    const { bundle, state, pool, leakRules, cmsUrl, pollIntervalMs } = parts
    this.#parts = parts
    this.#prepared = prepared
    this.bundle = bundle
    this.#files = new TemplateFiles(bundle)
    const media = new MediaFiles(pool, bundle.site, { url: cmsUrl })
    this.#pending = new PendingChanges(bundle.site, media, pollIntervalMs)
    const { siteUrl } = bundle.site
    const findLeak = leakFinder(leakRules)
    this.#scan = createPageScanner({ siteUrl, findLeak })
    this.#head = state.head()
    const publicSite = { siteUrl, findLeak, isPublicFile: this.#files.isPublicFile }
    this.#gate = new DocumentGate(publicSite, liveDocuments(parts))
    this.#records = recordsOf(state)
    this.#inline = new InlineCounts().with(this.#records.values())
  }

  get head(): Head | undefined {
    return this.#head
  }

  /** Names of the templates' files in the pool. */
  get templateFiles(): string[] {
    return this.#files.hashed()
  }

  /** Notes what the CMS says. Nothing is made yet. */
  record(changes: readonly ContentChange[]): void {
    // A CMS that had lost its documents for a moment says again what is live.
    const isLive = (change: RawDocument, json: string) =>
      json === this.#parts.state.json(change) && !this.#gate.isBlocked(documentKey(change))
    this.#pending.record(changes, isLive)
  }

  /** Renders every page ahead of time, from what is live. */
  async prepare(now = new Date()): Promise<Prepared> {
    await this.#files.addTo(this.#parts.pool)
    const view = SiteView.of(this.bundle, this.#gate.live(), now)
    return renderFull(view, this.#gate.live(), { ...this.#parts, files: this.#files })
  }

  /** Throws away what was prepared and is not used. */
  async abandon(): Promise<void> {
    const prepared = this.#prepared
    this.#prepared = undefined
    if (prepared) await this.#parts.folder.abandon(prepared.full)
  }

  /** The school's day at a moment; nothing before the first release. */
  dayAt(now: Date): string | undefined {
    if (!this.#head) return undefined
    this.#view ??= SiteView.of(this.bundle, this.#gate.live(), now)
    return this.#view.dayAt(now)
  }

  /** Asks once what every page asked, a little at a time, so that the first edit after a start or a full render need not. */
  async warmUp(): Promise<void> {
    if (!this.#head) return
    this.#view ??= SiteView.of(this.bundle, this.#gate.live(), new Date())
    let asked = 0
    for (const { dependencies } of [...this.#records.values()]) {
      for (const { key } of dependencies) this.#view.renderer.fingerprint(key)
      if (++asked % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Makes what was noted live, after `fetchMedia`. Nothing when there is nothing to tell. Throws when a page cannot be rendered. */
  async make(request: ReleaseRequest): Promise<Outcome | undefined> {
    const clock = stopwatch()
    const proposal = this.#gate.propose(this.#pending.changes())
    clock.lap('check')
    const reason = request.reason ?? this.#reasonOf(proposal, request.now ?? new Date())
    if (!reason) return undefined
    const outcome = this.#outcomeOf(request, reason, proposal)
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
      if (full) await this.#parts.folder.abandon(full)
      const { message, canBeAllowed } = verdict
      return { ...outcome, pages, message, canBeAllowed, timings: clock.laps }
    }
    const number = await this.#release(request, proposal, release, clock)
    return { ...outcome, state: 'live', number, isFull: full !== undefined, pages, timings: clock.laps }
  }

  /** Fetches the files of the pictures that were noted; see `PendingChanges`. */
  async fetchMedia(now = Date.now()): Promise<void> {
    await this.#pending.fetchMedia(now)
  }

  #reasonOf(proposal: Proposal, now: Date): ReleaseReason | undefined {
    if (!this.#head) return 'first'
    if (this.#head.bundle !== this.bundle.hash) return 'templates'
    if (proposal.published.length > 0 || proposal.removed.length > 0) return 'content'
    if (this.dayAt(now) !== this.#head.today) return 'day'
    // Only what is blocked or warned of has changed.
    return fingerprintOfProblems(proposal) === this.#head.problemsFingerprint ? undefined : 'content'
  }

  #outcomeOf({ revision }: ReleaseRequest, reason: ReleaseReason, proposal: Proposal): Outcome {
    const { changes, blocked, warnings } = proposal
    const number = this.#parts.folder.currentRelease() ?? 0
    const pages = { total: this.#records.size, rendered: [], added: [], removed: [] }
    const about = { number, reason, revision, changes, blocked, warnings, pages }
    return { ...about, state: 'refused', isFull: false, timings: {}, canBeAllowed: false }
  }

  async #render(
    request: ReleaseRequest,
    reason: ReleaseReason,
    proposal: Proposal,
    clock: Stopwatch,
  ): Promise<RenderedRelease> {
    const now = request.now ?? new Date()
    const view =
      this.#view?.after(changesOf(proposal), now) ?? SiteView.of(this.bundle, proposal.documents(), now)
    clock.lap('index')
    const difference = view.differenceTo(this.#records)
    clock.lap('compare')
    const isFull =
      this.#head?.bundle !== this.bundle.hash || request.isFull || difference.stale.length > manyPages
    if (!isFull || this.#prepared) {
      const release = this.#prepared
        ? await finishPrepared(view, this.#prepared, this.#records, this.#scan)
        : await renderStale(view, difference, this.#scan)
      this.#prepared = undefined
      clock.lap('render')
      return release
    }
    request.onFull?.(reason)
    await this.#files.addTo(this.#parts.pool)
    const { full, records } = await renderFull(view, proposal.documents(), {
      ...this.#parts,
      files: this.#files,
    })
    clock.lap('render')
    return { view, difference, rendered: records, bodies: new Map(), full }
  }

  #check(request: ReleaseRequest, proposal: Proposal, { view, rendered, full }: RenderedRelease): Verdict {
    const { site } = this.bundle
    return checkRelease({
      siteUrl: site.siteUrl,
      before: this.#records,
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
    return file ? this.#parts.pool.has(file.folder, file.name) : this.#files.isPublicFile(path)
  }

  /** On disk first, then remembered, then live: whoever dies in between, the next start goes on from there. */
  async #release(
    request: ReleaseRequest,
    proposal: Proposal,
    { view, difference, rendered, bodies, full }: RenderedRelease,
    clock: Stopwatch,
  ): Promise<number> {
    const { folder, state } = this.#parts
    const removed = difference.removed.map(({ path }) => path)
    const replaced = [...rendered.keys(), ...removed].flatMap((path) => this.#records.get(path) ?? [])
    const inline = full
      ? new InlineCounts().with(rendered.values())
      : this.#inline.with(rendered.values(), replaced)
    const note: ReleaseNote = {
      revision: request.revision,
      bundle: this.bundle.hash,
      today: view.today,
      siteUrl: this.bundle.site.siteUrl,
      madeAt: new Date().toISOString(),
      pages: view.pages.size,
      csp: inline.hashes(),
    }
    const release = full
      ? await folder.commitFull(full, note)
      : bodies.size > 0 || removed.length > 0
        ? await folder.commit({ write: bodies, remove: difference.removed.map(({ file }) => file), note })
        : { number: this.#head?.number ?? 0 }
    clock.lap('write')
    const { number } = release
    const { revision } = request
    const head = {
      ...{ number, bundle: this.bundle.hash, revision, today: view.today },
      problemsFingerprint: fingerprintOfProblems(proposal),
    }
    try {
      state.save({
        head,
        documents: proposal.published.map((version) => {
          const { slug, id, updatedAt } = version
          return { slug, id, updatedAt, json: this.#pending.json(version) }
        }),
        removedDocuments: proposal.removed,
        pages: rendered.values(),
        removedPages: removed,
        resetsPages: full !== undefined,
      })
      clock.lap('remember')
      await folder.switchTo(number)
      clock.lap('switch')
    } catch (cause) {
      throw new HalfMadeRelease(`Release ${number} could not be finished: ${(cause as Error).message}`, {
        cause,
      })
    }
    this.#head = head
    if (full) this.#records.clear()
    for (const path of removed) this.#records.delete(path)
    for (const [path, record] of rendered) this.#records.set(path, record)
    this.#inline = inline
    this.#view = view
    this.#gate.accept(proposal)
    this.#pending.clear([...proposal.published, ...proposal.removed])
    return number
  }
}

/** The live documents, parsed by these templates. Throws when these cannot read what others have shown. */
function* liveDocuments({ state, bundle }: Parts): Generator<DocumentVersion> {
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

function recordsOf(state: State): Map<string, PageRecord> {
  const intern = createRecordInterner()
  const records = new Map<string, PageRecord>()
  for (const record of state.pages()) records.set(record.page.path, intern(record))
  return records
}

function* changesOf({
  published,
  removed,
}: Proposal): Generator<DocumentVersion | Pick<DocumentVersion, 'slug' | 'id'>> {
  for (const { slug, id } of removed) yield { slug, id }
  yield* published
}

/** Problems that are reported to editors: a release with the same ones has nothing new to report of them. */
const fingerprintOfProblems = ({ blocked, warnings }: Proposal): string =>
  hash(
    'sha256',
    JSON.stringify(
      [blocked, warnings].map((problems) => problems.map((problem) => JSON.stringify(problem)).sort()),
    ),
  )
