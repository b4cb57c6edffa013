export interface CmsConnection {
  /** Without a slash at the end. */
  url: string
  /** For one request, headers and body; default 30,000. */
  timeoutMs?: number
  /** Waits before each further try when the CMS does not answer, or answers 5xx or 429. */
  retryDelaysMs?: readonly number[]
}

const defaultRetryDelaysMs = [500, 1500, 4000]

/** Answers that another try may better: the CMS is starting, restarting or overloaded. */
const isPassing = (status: number): boolean => status >= 500 || status === 429

/**
 * Reads one address of the CMS, anonymously, and gives what `read` makes of the answer. `what` names the thing for the
 * error: `Could not load posts: GET ... answered 500. ...`. `read` gets a refusal only when its status is `accepted`.
 */
export async function requestFromCms<T>(
  cms: CmsConnection,
  what: string,
  path: string,
  read: (response: Response) => Promise<T>,
  accepted: readonly number[] = [],
): Promise<T> {
  const address = `${cms.url}${path}`
  const { timeoutMs = 30_000, retryDelaysMs = defaultRetryDelaysMs } = cms
  for (let attempt = 0; ; attempt++) {
    const outcome = await tryOnce(address, timeoutMs, read, accepted)
    if ('value' in outcome) return outcome.value
    const delay = retryDelaysMs[attempt]
    if (!outcome.mayPass || delay === undefined) {
      throw new Error(`Could not load ${what}: GET ${address} ${outcome.problem}`, { cause: outcome.cause })
    }
    await new Promise((resolve) => setTimeout(resolve, delay))
  }
}

type Outcome<T> = { value: T } | { problem: string; mayPass: boolean; cause?: unknown }

async function tryOnce<T>(
  address: string,
  timeoutMs: number,
  read: (response: Response) => Promise<T>,
  accepted: readonly number[],
): Promise<Outcome<T>> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(address, { signal, headers: { accept: '*/*' } })
    if (response.ok || accepted.includes(response.status)) return { value: await read(response) }
    await response.body?.cancel()
    const mayPass = isPassing(response.status)
    const advice = mayPass
      ? 'Is the CMS running? Try npm run doctor.'
      : 'Does CMS_URL lead to this project’s CMS? Try npm run doctor.'
    return { problem: `answered ${response.status}. ${advice}`, mayPass }
  } catch (cause) {
    if (cause instanceof UnexpectedAnswer) return { problem: cause.message, mayPass: false, cause }
    if (signal.aborted) {
      const problem = `did not answer within ${timeoutMs / 1000} s. Is the CMS overloaded? Try npm run doctor.`
      return { problem, mayPass: true, cause }
    }
    return {
      problem: `did not answer (${reasonOf(cause)}). Is the CMS running? Try npm run doctor.`,
      mayPass: true,
      cause,
    }
  }
}

/** The CMS answered, but not what was asked for: another try gives the same. */
export class UnexpectedAnswer extends Error {}

/** `fetch failed` says nothing; the error below it says ECONNREFUSED. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return String(cause)
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
}
