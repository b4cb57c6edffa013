import { type ChangedDocument, type Freeze, type ReleaseReport, documentKey } from 'shared-types'
import { readFreeze } from '../releases/freeze'
import { SerialQueue } from '../releases/serial-queue'
import { type LoadedBundle, newestBundle } from '../render/bundle'
import type { PreparedRelease } from '../render/rendered-release'
import { unwatched } from '../render/watchdog'
import type { SearchIndex } from '../search/search-index'
import { Attempt } from './attempt'
import { Housekeeping } from './housekeeping'
import { HalfMadeRelease } from './head-release'
import type { Dependencies, Outcome, ReleaseReason } from './release'
import { Renderer } from './renderer'
import type { Permission } from './waiting-changes'

export interface PublisherDependencies extends Omit<Dependencies, 'bundle'> {
  loadBundle: (hash: string) => Promise<LoadedBundle>
  report: (report: ReleaseReport) => void
  /** Indexes what is live. */
  search: SearchIndex
  /** Called after an error that only a restart of the publisher resolves. */
  restart: (error: Error) => void
}

interface ReleaseOptions {
  reason?: ReleaseReason
  isFull?: boolean
  attempt?: Attempt
  permission?: Permission
  /** Whether it gives way to commands that wait for a poll of their own. */
  isPoll?: boolean
}

/** A release that was refused. `state`: its templates, content and day. */
export interface RefusedRelease {
  bundle: string
  state: string
  revision: string
  canBeAllowed: boolean
  message?: string
}

/** A CMS that is started again misses one or two polls. */
const toleratedPolls = 4

/**
 * Makes the content of the CMS live. It compares and converges: a webhook is only a hint that now is a good moment. It makes one
 * release at a time; changes that come meanwhile wait and go live together in the next one.
 */
export class Publisher {
  readonly #dependencies: PublisherDependencies
  readonly #housekeeping: Housekeeping
  #renderer: Renderer
  /** Polls of the CMS, each with the release that it leads to. A poll waits for the CMS. */
  readonly #polls = new SerialQueue()
  /** What changes which release is live: releases, rollbacks, resumes. None waits for the CMS, so no rollback does. */
  readonly #switches = new SerialQueue()
  /** Documents that webhooks named since the last poll. */
  readonly #hints = new Map<string, ChangedDocument>()
  /** Whether a poll is queued that has not begun. */
  #isPollQueued = false
  #isClosed = false
  #timer: NodeJS.Timeout | undefined
  /** The school's day at the last poll. */
  #lastDay: string | undefined
  /** Why the newest content is not live, or the newest templates. */
  #problem: string | undefined
  /** Whether nothing goes live until that is solved. */
  #isStopped = false
  /** Polls without a right answer of the CMS since the last one with one. */
  #failedPolls = 0
  /** The templates, content and day that were refused, and why: they would be refused again. */
  #refused: RefusedRelease | undefined
  /** Hash of the templates that are being prepared or could not go live: they are not tried again by themselves. */
  #triedBundle: string | undefined

  constructor(dependencies: PublisherDependencies, bundle: LoadedBundle) {
    this.#dependencies = dependencies
    this.#housekeeping = new Housekeeping(dependencies, () => this.#renderer.maker)
    this.#renderer = this.#createRenderer(bundle)
  }

  start(): void {
    this.publish()
    this.#dependencies.search.follow()
    void this.#polls
      .settled()
      .then(() => this.#renderer.maker.warmUp())
      .catch((error: unknown) => console.error(error))
    this.#timer = setInterval(() => this.publish(), this.#dependencies.pollIntervalMs)
  }

  /** Resolves when the polls, releases and rollbacks that have begun are done. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    await this.#dependencies.search.close()
    await this.#polls.settled()
    await this.#switches.settled()
  }

  /** `ok` is false while nothing can go live. */
  health(): { ok: boolean; [fact: string]: unknown } {
    const { folder, search } = this.#dependencies
    const { bundle, head } = this.#renderer.maker
    return {
      ok: !this.#isStopped && this.#failedPolls < toleratedPolls,
      live: folder.currentRelease(),
      hold: this.#freeze()?.release,
      revision: head?.revision,
      bundle: head?.bundle ?? bundle.hash,
      isAtWork: this.#polls.size > 0,
      problem: this.#problem,
      search: search.health(),
    }
  }

  /** Polls the CMS and makes a release if needed. `documents`: those that have changed, if the caller knows. Returns at once. */
  publish(documents: readonly ChangedDocument[] = []): void {
    for (const document of documents) this.#hints.set(documentKey(document), document)
    if (this.#isPollQueued || this.#isClosed) return
    this.#isPollQueued = true
    void this.#polls.add(() => {
      this.#isPollQueued = false
      return this.#converge({ isPoll: true })
    })
  }

  /** Makes a release of what the CMS holds now, for a command. Resolves when it is made, refused or not possible. */
  async release(options: ReleaseOptions): Promise<void> {
    await this.#polls.add(() => this.#converge(options))
  }

  /** Changes which release is live, as soon as no release is being made. */
  switch<Result>(change: () => Promise<Result>): Promise<Result> {
    return this.#switches.add(change).finally(() => this.#dependencies.search.follow())
  }

  /** Renders every page with new templates beside the old ones, which go on making releases until the switch. Never throws. */
  async deploy(hash: string, permission?: Permission): Promise<void> {
    if (this.#isClosed || this.#freeze()) return
    this.#triedBundle = hash
    const attempt = this.#newAttempt()
    try {
      const bundle = await this.#dependencies.loadBundle(hash)
      attempt.reportBuilding('templates', '')
      const { maker } = await unwatched(() => this.#createRenderer(bundle))
      const prepared = await maker.prepare()
      await this.#polls.add(async () => {
        const [before, wasStopped] = [this.#renderer, this.#isStopped]
        this.#renderer = await unwatched(() => this.#createRenderer(bundle, prepared))
        const isDecided = await this.#converge({ reason: 'templates', attempt, permission })
        if (this.#renderer.maker.head?.bundle === hash) return
        await this.#renderer.maker.abandon()
        this.#renderer = before
        this.#isStopped = wasStopped
        // Changes that came meanwhile were fetched for the new templates only.
        if (isDecided) this.publish()
        else this.#triedBundle = undefined
      })
    } catch (error) {
      this.#reportFailure(attempt, error as Error, 'templates', '')
    }
  }

  /** Why the newest content is not live, or the newest templates. */
  get problem(): string | undefined {
    return this.#problem
  }

  get refused(): RefusedRelease | undefined {
    return this.#refused
  }

  /** Hash of the templates that make releases. */
  get bundle(): string {
    return this.#renderer.maker.bundle.hash
  }

  #createRenderer(bundle: LoadedBundle, prepared?: PreparedRelease): Renderer {
    return new Renderer({ ...this.#dependencies, bundle }, prepared)
  }

  #freeze(): Freeze | undefined {
    return readFreeze(this.#dependencies.folder.dir)
  }

  /**
   * Brings the site from what is live to what the CMS holds now. Never throws: the next poll tries again. Gives false when nothing
   * was decided, because the CMS does not answer, the site is frozen, or a command waits.
   */
  async #converge({
    attempt = this.#newAttempt(),
    isPoll,
    ...options
  }: ReleaseOptions = {}): Promise<boolean> {
    const { maker } = this.#renderer
    // While the site is frozen changes wait; they go live together when the freeze is lifted.
    if (this.#isClosed || this.#freeze()) {
      await maker.abandon()
      return false
    }
    const revision = await this.#fetchChanges(attempt)
    if (revision === undefined) return false
    const bundle = maker.bundle.hash
    const state = `${bundle} ${revision} ${maker.dayAt(attempt.startedAt)}`
    try {
      if (this.#refused?.state === state && !options.reason && !options.permission) {
        this.#problem = this.#refused.message
        this.#isStopped = true
        return true
      }
      await maker.fetchMedia()
      const fetch = Date.now() - attempt.startedAt.getTime()
      const outcome = await this.#make({ ...options, isPoll, attempt }, revision)
      if (outcome === 'interrupted' || outcome?.isUnfinished) this.publish()
      if (outcome === 'interrupted') return false
      const isRefused = outcome?.state === 'refused'
      if (isRefused) {
        const { message, canBeAllowed } = outcome
        this.#refused = { bundle, state, revision, message, canBeAllowed }
      } else if (this.#refused?.bundle === bundle) this.#refused = undefined
      this.#problem = isRefused ? outcome.message : undefined
      this.#isStopped = isRefused
      if (outcome) {
        const timings = { fetch, ...outcome.timings }
        attempt.reportOutcome({ ...outcome, timings }, this.#renderer.content.asOf())
      }
      if (outcome?.state === 'live') this.#housekeeping.afterRelease(outcome.isFull)
      return outcome !== undefined || !this.#freeze()
    } catch (error) {
      if (error instanceof HalfMadeRelease) this.#dependencies.restart(error)
      this.#isStopped = true
      this.#reportFailure(attempt, error as Error, options.reason ?? 'content', revision)
      return true
    } finally {
      this.#deployNewest()
    }
  }

  /**
   * Makes a release. When a command waits, a poll ends with `interrupted`: the next one goes on. The release of a command goes on
   * after a rollback that failed.
   */
  async #make(
    { attempt = this.#newAttempt(), isPoll, ...options }: ReleaseOptions,
    revision: string,
  ): Promise<Outcome | 'interrupted' | undefined> {
    const { maker } = this.#renderer
    const onFull = (reason: ReleaseReason) => attempt.reportBuilding(reason, revision)
    const isPollAwaited = () => isPoll === true && this.#polls.size > (this.#isPollQueued ? 2 : 1)
    const isInterrupted = () => this.#isClosed || this.#switches.size > 1 || isPollAwaited()
    for (;;) {
      const outcome = await this.switch(async () => {
        // A rollback may have come while the CMS was answering.
        return this.#freeze() ? undefined : maker.make({ ...options, revision, onFull, isInterrupted })
      })
      if (outcome !== 'interrupted' || isPoll || this.#isClosed) return outcome
    }
  }

  /** Fetches what has changed in the CMS. Gives its revision, or undefined when the CMS does not answer as it should. */
  async #fetchChanges({ startedAt }: Attempt): Promise<string | undefined> {
    const hints = [...this.#hints.values()]
    this.#hints.clear()
    try {
      const revision = await this.#renderer.fetchChanges(hints)
      this.#failedPolls = 0
      if (!this.#isNewDay(startedAt)) return revision
      await this.#renderer.compareEverything()
      this.#housekeeping.pruneAssetPool()
      return await this.#renderer.fetchChanges()
    } catch (error) {
      const { message } = error as Error
      this.#failedPolls++
      if (this.#problem !== message) console.error(`The site stays as it is. ${message}`)
      this.#problem = message
      return undefined
    }
  }

  /** Whether a day has begun since the last poll; false at the first poll after a start. */
  #isNewDay(now: Date): boolean {
    const today = this.#renderer.maker.dayAt(now)
    const isNew = this.#lastDay !== undefined && today !== this.#lastDay
    this.#lastDay = today
    return isNew
  }

  /** Deploys templates that were compiled since, unless they were tried already. Returns at once. */
  #deployNewest(): void {
    const newest = newestBundle(this.#dependencies.folder.dir)
    if (!newest || newest === this.#renderer.maker.bundle.hash || newest === this.#triedBundle) return
    void this.deploy(newest)
  }

  /** Reports an error once, not at every poll that meets it again. */
  #reportFailure(attempt: Attempt, error: Error, reason: ReleaseReason, revision: string): void {
    const isNew = this.#problem !== error.message
    this.#problem = error.message
    if (isNew) attempt.reportFailure(error, reason, revision)
  }

  #newAttempt(): Attempt {
    const { folder, report } = this.#dependencies
    const describe = () => ({
      number: folder.currentRelease() ?? 0,
      bundle: this.#renderer.maker.bundle.hash,
    })
    return new Attempt({ describe, report })
  }
}
