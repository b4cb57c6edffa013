import { randomUUID } from 'node:crypto'
import {
  type ChangedDocument,
  type CommandResponse,
  type Freeze,
  type PublisherCommand,
  type ReleaseReport,
  documentKey,
} from 'shared-types'
import { readFreeze } from '../releases/freeze'
import { SerialQueue } from '../releases/serial-queue'
import { type LoadedBundle, newestBundle } from '../render/bundle'
import type { PreparedRelease } from '../render/rendered-release'
import type { SearchIndex } from '../search/search-index'
import { Housekeeping } from './housekeeping'
import { HalfMadeRelease } from './head-release'
import type { Dependencies, Outcome, ReleaseReason } from './release'
import { buildingReport, failureReport, outcomeReport, requested, sentenceOf } from './release-report'
import { Renderer } from './renderer'
import { Rollback } from './rollback'
import { Permission } from './waiting-changes'

export interface PublisherDependencies extends Omit<Dependencies, 'bundle'> {
  loadBundle: (hash: string) => Promise<LoadedBundle>
  report: (report: ReleaseReport) => void
  /** Indexes what is live. */
  search: SearchIndex
  /** Called after an error that only a restart of the publisher resolves. */
  restart: (error: Error) => void
}

/** One attempt at a release. It may send two reports: when it starts to render every page, and of its outcome. */
interface Attempt {
  id: string
  startedAt: Date
}

interface ReleaseOptions {
  reason?: ReleaseReason
  isFull?: boolean
  attempt?: Attempt
  permission?: Permission
}

/** A CMS that is started again misses one or two polls. */
const toleratedPolls = 4

type AllowCommand = Extract<PublisherCommand, { type: 'release.allow' }>['data']

const newAttempt = (): Attempt => ({ id: randomUUID(), startedAt: new Date() })

/**
 * Makes the content of the CMS live. It compares and converges: a webhook is only a hint that now is a good moment. It makes one
 * release at a time; changes that come meanwhile wait and go live together in the next one.
 */
export class Publisher {
  readonly #dependencies: PublisherDependencies
  readonly #rollback: Rollback
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
  #refused:
    { bundle: string; state: string; revision: string; canBeAllowed: boolean; message?: string } | undefined
  /** Hash of the templates that are being prepared or could not go live: they are not tried again by themselves. */
  #triedBundle: string | undefined

  constructor(dependencies: PublisherDependencies, bundle: LoadedBundle) {
    this.#dependencies = dependencies
    const { folder, state, report } = dependencies
    this.#rollback = new Rollback(folder, state, report)
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
        return this.#switch(() => this.#rollback.rollBack(data.release, data.by, data.reason))
      case 'release.resume': {
        const response = await this.#switch(() => this.#rollback.resume(data.by))
        this.publish()
        return response
      }
      case 'release.allow':
        return this.#allow(data)
      case 'release.render':
        return this.#renderEverything()
    }
  }

  #createRenderer(bundle: LoadedBundle, prepared?: PreparedRelease): Renderer {
    return new Renderer({ ...this.#dependencies, bundle }, prepared)
  }

  #switch<Result>(change: () => Promise<Result>): Promise<Result> {
    return this.#switches.add(change).finally(() => this.#dependencies.search.follow())
  }

  #freeze(): Freeze | undefined {
    return readFreeze(this.#dependencies.folder.dir)
  }

  #responseAfterRelease(message: string): CommandResponse {
    const freeze = this.#freeze()
    if (freeze) {
      const frozen = `Nothing went live: the site is frozen at release ${freeze.release}.`
      return this.#rollback.response(false, frozen)
    }
    return this.#rollback.response(this.#problem === undefined, this.#problem ?? message)
  }

  /**
   * Brings the site from what is live to what the CMS holds now. Never throws: the next poll tries again. Gives false when nothing
   * was decided, because the CMS does not answer or the site is frozen.
   */
  async #converge({ attempt = newAttempt(), ...options }: ReleaseOptions = {}): Promise<boolean> {
    // While the site is frozen changes wait; they go live together when the freeze is lifted.
    if (this.#isClosed || this.#freeze()) return false
    const { maker } = this.#renderer
    const revision = await this.#fetchChanges(attempt)
    if (revision === undefined) return false
    const bundle = maker.bundle.hash
    const state = `${bundle} ${revision} ${maker.dayAt(attempt.startedAt)}`
    const onFull = (reason: ReleaseReason) => this.#reportBuilding(attempt, reason, revision)
    try {
      if (this.#refused?.state === state && !options.reason && !options.permission) {
        this.#problem = this.#refused.message
        this.#isStopped = true
        return true
      }
      await maker.fetchMedia()
      const fetch = Date.now() - attempt.startedAt.getTime()
      const outcome = await this.#switch(async () => {
        // A rollback may have come while the CMS was answering.
        return this.#freeze() ? undefined : maker.make({ ...options, revision, onFull })
      })
      const isRefused = outcome?.state === 'refused'
      if (isRefused) {
        const { message, canBeAllowed } = outcome
        this.#refused = { bundle, state, revision, message, canBeAllowed }
      } else if (this.#refused?.bundle === bundle) this.#refused = undefined
      this.#problem = isRefused ? outcome.message : undefined
      this.#isStopped = isRefused
      if (outcome) this.#reportOutcome(attempt, { ...outcome, timings: { fetch, ...outcome.timings } })
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
    void this.#deploy(newest)
  }

  /**
   * Makes a release in which what the command names may vanish. A permission is for this release only, so that nothing vanishes by
   * it that is removed later: when the release cannot be made, the answer says why, and the publisher gives it again.
   */
  async #allow({ documents = [], revision, by, reason }: AllowCommand): Promise<CommandResponse> {
    if (this.#freeze()) return this.#responseAfterRelease('')
    const current = this.#renderer.maker.bundle.hash
    const newest = newestBundle(this.#dependencies.folder.dir) ?? current
    const refused = this.#refused
    // What vanishes depends on the templates, too: the word is for those that were refused.
    const isWaiting =
      refused?.canBeAllowed && refused.revision === revision && [current, newest].includes(refused.bundle)
    const waiting = isWaiting ? refused : undefined
    if (documents.length === 0 && !waiting) {
      return this.#rollback.response(
        false,
        'Nothing was allowed: no release with this content waits for it. Perhaps a colleague allowed it, or the content has changed since. Load the page again.',
      )
    }
    const what =
      documents.length === 1
        ? 'one document'
        : documents.length > 1
          ? `${documents.length} documents`
          : 'pages'
    const sentence = `${by} allowed ${what} to vanish: ${reason}`
    const permission = new Permission(documents, waiting, sentence)
    if (waiting && waiting.bundle !== current) await this.#deploy(waiting.bundle, permission)
    else await this.#polls.add(() => this.#converge({ permission }))
    if (documents.length > 0 && permission.used.size === 0 && this.#problem === undefined) {
      return this.#rollback.response(
        false,
        'Nothing was allowed: none of these documents waits. Perhaps a colleague allowed it, or they are published again. Load the page again.',
      )
    }
    return this.#responseAfterRelease('It is live now.')
  }

  /** Renders every page with new templates beside the old ones, which go on making releases until the switch. */
  async #deploy(hash: string, permission?: Permission): Promise<void> {
    if (this.#isClosed || this.#freeze()) return
    this.#triedBundle = hash
    const attempt = newAttempt()
    try {
      const bundle = await this.#dependencies.loadBundle(hash)
      this.#reportBuilding(attempt, 'templates', '')
      const prepared = await this.#createRenderer(bundle).maker.prepare()
      await this.#polls.add(async () => {
        const [before, wasStopped] = [this.#renderer, this.#isStopped]
        this.#renderer = this.#createRenderer(bundle, prepared)
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

  async #renderEverything(): Promise<CommandResponse> {
    const newest = newestBundle(this.#dependencies.folder.dir)
    if (newest && newest !== this.#renderer.maker.bundle.hash) await this.#deploy(newest)
    else await this.#polls.add(() => this.#converge({ reason: requested, isFull: true }))
    return this.#responseAfterRelease('Every page is rendered anew and live.')
  }

  #reportBuilding(attempt: Attempt, reason: ReleaseReason, revision: string): void {
    console.log(`Every page is being rendered (${reason}).`)
    this.#dependencies.report(buildingReport({ ...this.#describe(attempt), reason, revision }))
  }

  #reportOutcome(attempt: Attempt, outcome: Outcome): void {
    console.log(sentenceOf(outcome))
    const contentAsOf = this.#renderer.content.asOf()
    this.#dependencies.report(outcomeReport(this.#describe(attempt), outcome, contentAsOf))
  }

  /** Reports an error once, not at every poll that meets it again. */
  #reportFailure(attempt: Attempt, error: Error, reason: ReleaseReason, revision: string): void {
    const isNew = this.#problem !== error.message
    this.#problem = error.message
    if (!isNew) return
    console.error(error)
    this.#dependencies.report(failureReport({ ...this.#describe(attempt), reason, revision }, error))
  }

  #describe(attempt: Attempt): Attempt & { number: number; bundle: string } {
    const number = this.#dependencies.folder.currentRelease() ?? 0
    return { ...attempt, number, bundle: this.#renderer.maker.bundle.hash }
  }
}
