import { setImmediate as eventLoopTurn } from 'node:timers/promises'
import { documentKey, globalSchemas } from 'shared-types'
import type { DocumentGate, Proposal } from '../validation/document-gate'
import { type TracedChange, findDocuments, isLikelyCause, traceFailures } from '../validation/failure-causes'
import { type KnownCauses, type TracedRelease, changesIn } from '../validation/known-causes'
import type { HeadRelease } from './head-release'
import type { PendingChanges } from './pending-changes'
import type { Dependencies } from './release'
import type { FailedPages, ReleasePages } from './release-pages'

/** A command waits for the end of the release. */
export class Interruption extends Error {}

/** Fewer than the attempts at a release. */
const maxSearches = 12

interface Parts {
  causes: KnownCauses
  gate: DocumentGate
  newest: HeadRelease
  pages: ReleasePages
  pending: PendingChanges
}

/** Finds out what a release must do without, because its pages cannot be made. */
export class FailureTracing {
  readonly #dependencies: Dependencies
  readonly #parts: Parts
  #isInterrupted = (): boolean => false
  /** When the search for causes ends, in ms; undefined until it begins. */
  #endsAt: number | undefined
  #searches = 0
  #hasPostponed = false

  constructor(dependencies: Dependencies, parts: Parts) {
    this.#dependencies = dependencies
    this.#parts = parts
  }

  /** Called before the first attempt at a release. `isInterrupted`: whether a command waits for its end. */
  begin(isInterrupted = () => false): void {
    this.#isInterrupted = isInterrupted
    this.#endsAt = undefined
    this.#searches = 0
    this.#hasPostponed = false
  }

  /**
   * Keeps documents out, or pages as they were, so that the next attempt does not fail as this one. After `traceTimeoutMs` all
   * changes that may be causes are kept out until the next release, which goes on. Gives why nothing can be released when no
   * document is to blame. Throws an `Interruption` when a command waits: what was found is known then.
   */
  async explain(
    made: FailedPages,
    proposal: Proposal,
    today: string | undefined,
  ): Promise<string | undefined> {
    const { causes, gate, newest, pages, pending } = this.#parts
    const { bundle, traceTimeoutMs } = this.#dependencies
    const published = new Map(proposal.published.map((version) => [documentKey(version), version.value]))
    const changes = proposal.changes.map(({ slug, id, action, paths }): TracedChange => {
      const key = documentKey({ slug, id })
      const { value } = gate.liveVersion(key) ?? {}
      return {
        slug,
        id,
        paths,
        isRemoval: action === 'unpublish',
        before: { slug, id, value },
        after: published.get(key),
      }
    })
    // Without its globals, a first release would be no site.
    const suspects = newest.head ? changes : changes.filter(({ slug }) => !(slug in globalSchemas))
    const release: TracedRelease = {
      pending: new Set(changesIn(pending.changes())),
      proposed: new Set([...proposal.published, ...proposal.removed]),
      today,
    }
    await this.#endIfInterrupted()
    if (this.#isLate()) return this.#postpone(made, suspects, release)
    this.#endsAt ??= performance.now() + traceTimeoutMs
    const fails: FailedPages['fails'] = async (failure, takenBack) => {
      await this.#endIfInterrupted()
      return made.fails(failure, takenBack)
    }
    for await (const { failure, causes: found } of traceFailures(made.failures, suspects, fails)) {
      if (found) causes.block(found, release)
      else if (failure.claim) pages.claims.accept(failure.claim)
      else if (!pages.rendering.doWithout(failure)) {
        const { page, reason } = failure
        const isShown = newest.head?.bundle === bundle.hash && newest.records.has(page.path)
        const documents = isShown ? await findDocuments(failure, gate.live(), fails) : []
        if (documents.length === 0) return this.#refusal(page.path, reason)
        causes.keepPage(failure, documents, release)
      }
      if (this.#isLate()) break
    }
    this.#searches++
    return undefined
  }

  async #endIfInterrupted(): Promise<void> {
    // A command that came during a loop is read in some turns of the event loop.
    for (let turns = 0; turns < 10; turns++) await eventLoopTurn()
    if (this.#isInterrupted()) throw new Interruption()
  }

  #isLate(): boolean {
    if (this.#endsAt === undefined) return false
    return this.#searches >= maxSearches || performance.now() >= this.#endsAt
  }

  /** Keeps out the changes that may be causes; the second time, all. */
  #postpone(made: FailedPages, suspects: readonly TracedChange[], release: TracedRelease): undefined {
    const isSuspect = (change: TracedChange) =>
      this.#hasPostponed ||
      !change.paths.every(made.isMade) ||
      made.failures.some((failure) => isLikelyCause(change, failure))
    const likely = suspects.filter(isSuspect)
    const postponed = likely.length > 0 ? likely : suspects
    if (postponed.length === 0) {
      throw new Error(
        'Nothing went live yet: so many pages cannot be made that the publisher is still looking for the documents that are to blame. It goes on with its next poll.',
      )
    }
    this.#parts.causes.postpone(postponed, release)
    this.#hasPostponed = true
  }

  #refusal(path: string, reason: string): string {
    const why = this.#parts.newest.head
      ? 'No change of a document is the cause: look at its template'
      : 'No document is the cause: look at the globals and at its template'
    return `The release was refused, and the site stays as it was.\nThe page ${path} cannot be made: ${reason}. ${why}.`
  }
}
