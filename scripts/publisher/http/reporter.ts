import type { ReleaseReport } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'

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

/** Tells the CMS what became of releases, in order, for as long as it takes. */
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

  /** Keeps the report and begins to send it; never throws and never waits for the CMS. */
  report(report: ReleaseReport): void {
    this.outbox.addReport(report)
    this.send()
  }

  /** Sends what is waiting. */
  send(): void {
    if (this.#isClosed || this.#sending) return
    clearTimeout(this.#retry)
    this.#sending = this.#sendAll().then((isAllSent) => {
      this.#sending = undefined
      if (!isAllSent) this.#retryLater()
      // One may have come between the last look and now.
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
      const problem = await deliverReport(next.report, this)
      if (problem === undefined || problem.isFinal) {
        if (problem) console.error(`A report was not accepted by the CMS and is dropped: ${problem.message}`)
        this.outbox.removeReport(next.place)
        this.#delayMs = firstDelayMs
        continue
      }
      if (this.#delayMs === firstDelayMs) {
        console.error(`The CMS could not be told of the release; it is tried again: ${problem.message}`)
      }
      return false
    }
    return true
  }
}

/** Makes one attempt; gives why the report was not taken, and whether another attempt is in vain. */
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
    // What the CMS cannot read now, it cannot read later; a wrong secret or clock is mended by somebody.
    const isFinal = response.status === 400 || response.status === 413
    return { message: `POST ${address} answered ${response.status}: ${answer.slice(0, 300)}`, isFinal }
  } catch (error) {
    const { cause, message } = error as Error
    const reason = cause instanceof Error ? cause.message : message
    return { message: `POST ${address} did not answer (${reason}).`, isFinal: false }
  }
}
