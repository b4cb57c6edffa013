import { randomUUID } from 'node:crypto'
import type { ReleaseReport } from 'shared-types'
import type { Outcome, ReleaseReason } from './release'
import { buildingReport, failureReport, outcomeReport, sentenceOf } from './release-report'

/** What an attempt at a release is made from. */
export interface AttemptSource {
  /** The live release, and the hash of the templates. */
  describe: () => { number: number; bundle: string }
  report: (report: ReleaseReport) => void
}

/** One attempt at a release. It may send two reports: when it starts to render every page, and of its outcome. */
export class Attempt {
  readonly startedAt = new Date()
  readonly #id = randomUUID()
  readonly #source: AttemptSource

  constructor(source: AttemptSource) {
    this.#source = source
  }

  reportBuilding(reason: ReleaseReason, revision: string): void {
    console.log(`Every page is being rendered (${reason}).`)
    this.#source.report(buildingReport({ ...this.#about(), reason, revision }))
  }

  /** `contentAsOf`: newest `updatedAt` of all documents in the CMS. */
  reportOutcome(outcome: Outcome, contentAsOf: string | undefined): void {
    console.log(sentenceOf(outcome))
    this.#source.report(outcomeReport(this.#about(), outcome, contentAsOf))
  }

  reportFailure(error: Error, reason: ReleaseReason, revision: string): void {
    console.error(error)
    this.#source.report(failureReport({ ...this.#about(), reason, revision }, error))
  }

  #about() {
    return { id: this.#id, startedAt: this.startedAt, ...this.#source.describe() }
  }
}
