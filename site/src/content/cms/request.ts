export interface CmsConnection {
  /** Without a slash at the end. */
  url: string
  /** For one attempt, headers and body; default 30,000. */
  timeoutMs?: number
  /** Delays before each retry, when the CMS does not answer, or answers 5xx or 429. */
  retryDelaysMs?: readonly number[]
  /** The headers of a signed request for a path, with which the CMS answers more than a visitor gets. */
  sign?: (path: string) => Record<string, string>
}

const defaultRetryDelaysMs = [500, 1500, 4000]

/** Statuses worth a retry: the CMS is starting, restarting or overloaded. */
const isTemporaryStatus = (status: number): boolean => status >= 500 || status === 429

/**
 * Gets one path of the CMS without signing in, and returns what `read` makes of the response. `what` is for the error
 * message: `Could not load posts: GET ... answered 500. ...`. Statuses other than 2xx are errors unless `accepted` has them. `headersOf`
 * gives more headers for each attempt.
 */
export async function requestFromCms<T>(
  cms: CmsConnection,
  what: string,
  path: string,
  read: (response: Response) => Promise<T>,
  accepted: readonly number[] = [],
  headersOf: () => Record<string, string> = () => ({}),
): Promise<T> {
  const address = `${cms.url}${path}`
  const { timeoutMs = 30_000, retryDelaysMs = defaultRetryDelaysMs } = cms
  for (let attempt = 0; ; attempt++) {
    const outcome = await tryOnce(address, headersOf(), timeoutMs, read, accepted)
    if ('value' in outcome) return outcome.value
    const delay = retryDelaysMs[attempt]
    if (!outcome.isTemporary || delay === undefined) {
      throw new Error(`Could not load ${what}: GET ${address} ${outcome.problem}`, { cause: outcome.cause })
    }
    await new Promise((resolve) => setTimeout(resolve, delay))
  }
}

type Outcome<T> = { value: T } | { problem: string; isTemporary: boolean; cause?: unknown }

async function tryOnce<T>(
  address: string,
  headers: Record<string, string>,
  timeoutMs: number,
  read: (response: Response) => Promise<T>,
  accepted: readonly number[],
): Promise<Outcome<T>> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(address, { signal, headers: { accept: '*/*', ...headers } })
    if (response.ok || accepted.includes(response.status)) return { value: await read(response) }
    await response.body?.cancel()
    const isTemporary = isTemporaryStatus(response.status)
    const advice = isTemporary
      ? 'Is the CMS running? Try npm run doctor.'
      : 'Does CMS_URL lead to this project’s CMS? Try npm run doctor.'
    return { problem: `answered ${response.status}. ${advice}`, isTemporary }
  } catch (cause) {
    if (cause instanceof UnexpectedAnswer) return { problem: cause.message, isTemporary: false, cause }
    if (signal.aborted) {
      const problem = `did not answer within ${timeoutMs / 1000} s. Is the CMS overloaded? Try npm run doctor.`
      return { problem, isTemporary: true, cause }
    }
    return {
      problem: `did not answer (${reasonOf(cause)}). Is the CMS running? Try npm run doctor.`,
      isTemporary: true,
      cause,
    }
  }
}

/** The CMS answered with something that a retry cannot change. */
export class UnexpectedAnswer extends Error {}

/** The message of a failed `fetch` is only `fetch failed`; its cause has the code, such as ECONNREFUSED. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return String(cause)
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
}
