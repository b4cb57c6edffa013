import type { ReleaseReport } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'
import { withOverrides } from './overrides'

interface Outbox {
  addReport: (report: ReleaseReport) => void
  nextReport: () => { place: number; report: ReleaseReport } | undefined
  removeReport: (place: number) => void
}

interface CmsForReports {
  cmsUrl: string
  secret: string
}

const firstDelayMs = 1_000
const longestDelayMs = 30_000
const timeoutMs = 15_000

/** Sends reports of releases to the CMS, in order, and retries until the CMS has them. */
export class Reporter {
  #sending: Promise<void> | undefined
  #delayMs = firstDelayMs
  #retry: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(
    readonly outbox: Outbox,
    readonly cmsUrl: string,
    readonly secret: string,
  ) {}

  /** Stores the report and begins to send it. Never waits for the CMS. */
  report(report: ReleaseReport): void {
    this.outbox.addReport(report)
    this.send()
  }

  /** Begins to send the reports that are waiting. */
  send(): void {
    if (this.#isClosed || this.#sending) return
    clearTimeout(this.#retry)
    this.#sending = this.#sendAll().then((isAllSent) => {
      this.#sending = undefined
      if (!isAllSent) this.#retryLater()
      // A report may have been added after the last one was sent.
      else if (this.outbox.nextReport()) this.send()
    })
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#retry)
  }

  #retryLater(): void {
    if (this.#isClosed) return
    this.#retry = setTimeout(() => this.send(), this.#delayMs).unref()
    this.#delayMs = Math.min(this.#delayMs * 2, longestDelayMs)
  }

  async #sendAll(): Promise<boolean> {
    for (let next = this.outbox.nextReport(); next && !this.#isClosed; next = this.outbox.nextReport()) {
      const problem = await deliverReport(await withOverrides(next.report, this), this)
      if (problem === undefined || problem.isFinal) {
        if (problem) console.error(`A report was not accepted by the CMS and is dropped: ${problem.message}`)
        this.outbox.removeReport(next.place)
        this.#delayMs = firstDelayMs
        continue
      }
      if (this.#delayMs === firstDelayMs) {
        console.error(
          `The CMS did not take the report of a release; the publisher tries again: ${problem.message}`,
        )
      }
      return false
    }
    return true
  }
}

/** Makes one attempt. Undefined when the CMS took the report; else why not, and whether a retry cannot help. */
export async function deliverReport(
  report: ReleaseReport,
  { cmsUrl, secret }: CmsForReports,
): Promise<{ message: string; isFinal: boolean } | undefined> {
  const body = JSON.stringify(report)
  const address = `${cmsUrl}/api/release-reports`
  try {
    const response = await fetch(address, {
      method: 'POST',
      body,
      headers: signWebhook(secret, body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const answer = await response.text()
    if (response.ok) return undefined
    // The CMS will never accept a malformed report. A wrong secret or clock can be corrected, so that is retried.
    const isFinal = response.status === 400 || response.status === 413
    return { message: `POST ${address} answered ${response.status}: ${answer.slice(0, 300)}`, isFinal }
  } catch (error) {
    const { cause, message } = error as Error
    const reason = cause instanceof Error ? cause.message : message
    return { message: `POST ${address} did not answer (${reason}).`, isFinal: false }
  }
}
