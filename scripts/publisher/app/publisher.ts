import { randomUUID } from 'node:crypto'
import {
  type ChangedDocument,
  type CommandResponse,
  type Freeze,
  type PublisherCommand,
  type ReleaseReport,
  documentKey,
} from 'shared-types'
import { type LoadedBundle, newestBundle, pruneBundles } from '../render/bundle'
import type { Prepared } from '../render/rendered-release'
import { CmsContent } from '../content/cms-content'
import { readFreeze } from '../releases/freeze'
import { giveMemoryBack } from '../content/garbage-collection'
import { HalfMadeRelease, type Outcome, type Parts, ReleaseMaker, type ReleaseReason } from './release-maker'
import { buildingReport, failureReport, outcomeReport, sentenceOf } from './release-report'
import { Rollback } from './rollback'
import type { SearchIndex } from '../search/search-index'

export interface PublisherParts extends Omit<Parts, 'bundle'> {
  loadBundle: (hash: string) => Promise<LoadedBundle>
  report: (report: ReleaseReport) => void
  /** Follows what is live. */
  search: SearchIndex
  /** Called when only a new start can go on. */
  restart: (error: Error) => void
}

/** After so many small releases their garbage is collected. */
const manyReleases = 25

/** One attempt at a release, which may have two reports. */
interface Run {
  id: string
  startedAt: Date
}

interface Wish {
  reason?: ReleaseReason
  isFull?: boolean
  run?: Run
}

const newRun = (): Run => ({ id: randomUUID(), startedAt: new Date() })

/** Templates, and what they have made of which content. */
interface Engine {
  maker: ReleaseMaker
  content: CmsContent
}

/**
 * Makes what the CMS says live. It compares and converges: a webhook only says that now is a good moment. One release is made
 * at a time; what comes meanwhile waits and becomes one release together.
 */
export class Publisher {
  readonly #parts: PublisherParts
  readonly #hints = new Map<string, ChangedDocument>()
  readonly #rollback: Rollback
  #engine: Engine
  /** Looks at the CMS, and what comes of them. */
  #work: Promise<unknown> = Promise.resolve()
  /** What changes which release is live. */
  #switching: Promise<unknown> = Promise.resolve()
  #isWaiting = false
  /** How much is under way or waiting. */
  #tasks = 0
  #isClosed = false
  #smallReleases = 0
  #timer: NodeJS.Timeout | undefined
  /** The day whose nightly look is done. */
  #lookedOn: string | undefined
  /** What is in the way of the newest content. */
  #problem: string | undefined
  /** The revision whose vanishing pages somebody let go. */
  #allowed: string | undefined
  /** Content that was refused, and why: it is the same until something changes. */
  #refused: { state: string; message?: string } | undefined
  /** Templates that are being prepared, or could not go live: not tried again by themselves. */
  #tried: string | undefined

  constructor(parts: PublisherParts, bundle: LoadedBundle) {
    this.#parts = parts
    this.#rollback = new Rollback(parts.folder, parts.state, parts.report)
    this.#engine = this.#open(bundle)
  }

  start(): void {
    this.publish()
    this.#parts.search.follow()
    this.#work.then(() => this.#engine.maker.warmUp()).catch((error: unknown) => console.error(error))
    this.#timer = setInterval(() => this.publish(), this.#parts.pollIntervalMs)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    await this.#parts.search.close()
    await this.#work
    await this.#switching
  }

  health(): { ok: boolean; [fact: string]: unknown } {
    const live = this.#parts.folder.currentRelease()
    const { bundle, head } = this.#engine.maker
    const freeze = this.#freeze()?.release
    const { revision, bundle: ofHead = bundle.hash } = head ?? {}
    const isAtWork = this.#tasks > 0
    const search = this.#parts.search.health()
    return {
      ok: true,
      live,
      hold: freeze,
      revision,
      bundle: ofHead,
      isAtWork,
      problem: this.#problem,
      search,
    }
  }

  /** Something has changed; these documents, if it is known. Returns at once. */
  publish(documents: readonly ChangedDocument[] = []): void {
    for (const document of documents) this.#hints.set(documentKey(document), document)
    if (this.#isWaiting || this.#isClosed) return
    this.#isWaiting = true
    void this.#inTurn(() => {
      this.#isWaiting = false
      return this.#converge()
    })
  }

  async command({ type, data }: PublisherCommand): Promise<CommandResponse> {
    switch (type) {
      case 'publisher.look':
        return this.#rollback.response(true, this.#problem ?? 'The publisher is at work.')
      case 'release.compare':
        return this.#rollback.compare(data.release)
      case 'release.rollback':
        return this.#alone(() => this.#rollback.rollBack(data.release, data.by, data.reason))
      case 'release.resume': {
        const answer = await this.#alone(() => this.#rollback.resume(data.by))
        this.publish()
        return answer
      }
      case 'release.allow':
        this.#allowed = data.revision
        this.#refused = undefined
        await this.#inTurn(() => this.#converge())
        return this.#outcome('It is live now.')
      case 'release.render':
        return this.#renderAll()
    }
  }

  #open(bundle: LoadedBundle, prepared?: Prepared): Engine {
    const maker = new ReleaseMaker({ ...this.#parts, bundle }, prepared)
    const { cmsUrl, state } = this.#parts
    return { maker, content: new CmsContent(bundle.site, { url: cmsUrl }, state.versions()) }
  }

  /** One thing after the other; what fails does not stop the next. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#tasks++
    const done = this.#work.then(work).finally(() => this.#tasks--)
    this.#work = done.catch(() => undefined)
    return done
  }

  /** Nobody else makes a release or goes back to one meanwhile. Whoever rolls back need not wait for the CMS. */
  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#switching.then(work).finally(() => this.#parts.search.follow())
    this.#switching = done.catch(() => undefined)
    return done
  }

  #freeze = (): Freeze | undefined => readFreeze(this.#parts.folder.dir)

  #outcome(message: string): CommandResponse {
    const freeze = this.#freeze()
    if (freeze)
      return this.#rollback.response(
        false,
        `Nothing went live: the site is frozen at release ${freeze.release}.`,
      )
    return this.#rollback.response(this.#problem === undefined, this.#problem ?? message)
  }

  /**
   * From what is live to what the CMS says now. Never throws: the next look tries again. False when it came to nothing
   * because the CMS is away or the site is held.
   */
  async #converge({ run = newRun(), ...wish }: Wish = {}): Promise<boolean> {
    // While the site is frozen changes wait; they go live together when the freeze is lifted.
    if (this.#isClosed || this.#freeze()) return false
    const { maker } = this.#engine
    const revision = await this.#catchUp(run)
    if (revision === undefined) return false
    // What was refused is refused again, until something changes.
    const state = `${revision} ${maker.dayAt(run.startedAt)}`
    if (this.#refused?.state === state && !wish.reason) {
      this.#problem = this.#refused.message
      return true
    }
    const isAllowed = this.#allowed === revision
    const onFull = (reason: ReleaseReason) => this.#tellBuilding(run, reason, revision)
    try {
      await maker.fetchMedia()
      const fetch = Date.now() - run.startedAt.getTime()
      const outcome = await this.#alone(async () => {
        // Somebody may have rolled back while the CMS was answering.
        return this.#freeze() ? undefined : maker.make({ ...wish, revision, isAllowed, onFull })
      })
      this.#refused = outcome?.state === 'refused' ? { state, message: outcome.message } : undefined
      this.#problem = this.#refused?.message
      if (outcome) this.#tell(run, { ...outcome, timings: { fetch, ...outcome.timings } })
      if (outcome?.state === 'live') this.#tidy(outcome)
      return outcome !== undefined || !this.#freeze()
    } catch (error) {
      if (error instanceof HalfMadeRelease) this.#parts.restart(error)
      this.#fail(run, error as Error, wish.reason ?? 'content', revision)
      return true
    } finally {
      this.#lookForTemplates()
    }
  }

  /** Reads what the CMS says; gives its revision, or nothing when it does not answer as it should. */
  async #catchUp({ startedAt }: Run): Promise<string | undefined> {
    const { maker, content } = this.#engine
    const hints = [...this.#hints.values()]
    this.#hints.clear()
    try {
      const revision = await content.catchUp(hints, (changes) => maker.record(changes))
      const isNewDay = this.#isNewDay(startedAt)
      if (!isNewDay) return revision
      await this.#compareEverything()
      this.#sweepPool()
      return await content.catchUp([], (changes) => maker.record(changes))
    } catch (error) {
      const { message } = error as Error
      if (this.#problem !== message) console.error(`The site stays as it is. ${message}`)
      this.#problem = message
      return undefined
    }
  }

  /** Whether a day has begun since the last look. The day after a start is the first that counts. */
  #isNewDay(now: Date): boolean {
    const today = this.#engine.maker.dayAt(now)
    const isNew = this.#lookedOn !== undefined && today !== this.#lookedOn
    this.#lookedOn = today
    return isNew
  }

  /** Once a day everything is fetched afresh: what a version does not tell comes to light. */
  async #compareEverything(): Promise<void> {
    const { maker, content } = this.#engine
    await content.readAll((documents) => {
      const others = documents.filter((document) => {
        const live = this.#parts.state.json(document)
        return live !== undefined && live !== JSON.stringify(document.data)
      })
      maker.record(others)
    })
  }

  /** New templates come in beside the old ones, which go on serving edits until the switch. */
  #lookForTemplates(): void {
    const newest = newestBundle(this.#parts.folder.dir)
    if (!newest || newest === this.#engine.maker.bundle.hash || newest === this.#tried) return
    void this.#deploy(newest)
  }

  async #deploy(hash: string): Promise<void> {
    if (this.#isClosed || this.#freeze()) return
    this.#tried = hash
    const run = newRun()
    try {
      const bundle = await this.#parts.loadBundle(hash)
      this.#tellBuilding(run, 'templates', '')
      const prepared = await this.#open(bundle).maker.prepare()
      await this.#inTurn(async () => {
        const before = this.#engine
        this.#engine = this.#open(bundle, prepared)
        const isDecided = await this.#converge({ reason: 'templates', run })
        if (this.#engine.maker.head?.bundle === hash) return
        await this.#engine.maker.abandon()
        this.#engine = before
        if (!isDecided) this.#tried = undefined
      })
    } catch (error) {
      this.#fail(run, error as Error, 'templates', '')
    }
  }

  async #renderAll(): Promise<CommandResponse> {
    const newest = newestBundle(this.#parts.folder.dir)
    if (newest && newest !== this.#engine.maker.bundle.hash) await this.#deploy(newest)
    else await this.#inTurn(() => this.#converge({ reason: 'asked', isFull: true }))
    return this.#outcome('Every page is rendered anew and live.')
  }

  /** After the release is live, so that nobody waits for it: room for the next one. */
  #tidy({ isFull }: Outcome): void {
    const { folder, search } = this.#parts
    const leavesMuch = isFull || ++this.#smallReleases % manyReleases === 0
    void folder
      .prune(search.inUse())
      .then(() => folder.prepareNext())
      .then(() => pruneBundles(folder.dir, this.#bundlesInUse()))
      .then(() => (isFull ? this.#engine.maker.warmUp() : undefined))
      .then(() => leavesMuch && giveMemoryBack())
      .catch((error: unknown) => console.error('The next release could not be prepared:', error))
  }

  #bundlesInUse(): string[] {
    const { folder } = this.#parts
    // The newest may be about to come in.
    const now = [this.#engine.maker.bundle.hash, newestBundle(folder.dir) ?? '']
    return [...now, ...folder.releases().map(({ bundle }) => bundle)]
  }

  /** Once a day: files that nothing has led to for a month. */
  #sweepPool(): void {
    const { folder, pool } = this.#parts
    const roots = folder.releases().map(({ number }) => folder.webRoot(number))
    void pool
      .prune(roots, this.#engine.maker.templateFiles)
      .then(
        (removed) =>
          removed.length > 0 && console.log(`${removed.length} files that nothing leads to are gone.`),
      )
      .catch((error: unknown) => console.error('The pool could not be looked through:', error))
  }

  #tellBuilding(run: Run, reason: ReleaseReason, revision: string): void {
    console.log(`Every page is being rendered (${reason}).`)
    this.#parts.report(buildingReport({ ...this.#about(run), reason, revision }))
  }

  #tell(run: Run, outcome: Outcome): void {
    console.log(sentenceOf(outcome))
    this.#parts.report(outcomeReport(this.#about(run), outcome, this.#engine.content.asOf()))
  }

  #fail(run: Run, error: Error, reason: ReleaseReason, revision: string): void {
    const isNews = this.#problem !== error.message
    this.#problem = error.message
    if (!isNews) return
    console.error(error)
    this.#parts.report(failureReport({ ...this.#about(run), reason, revision }, error))
  }

  #about(run: Run): Run & { number: number; bundle: string } {
    const number = this.#parts.folder.currentRelease() ?? 0
    return { ...run, number, bundle: this.#engine.maker.bundle.hash }
  }
}
