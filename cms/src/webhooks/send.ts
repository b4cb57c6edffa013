import { type ContentChanged, documentKey } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'
import type { Attempt, Delivery } from './delivery'
import { parseRetryAfterMs } from './retry'
import type { Target } from '../webhook-targets'

export interface AttemptResult {
  attempt: Attempt
  /** `gone`: the target answered 410, which ends the retries. */
  outcome: 'delivered' | 'gone' | 'failed'
  /** From the target's `Retry-After`. */
  retryAfterMs?: number
}

/** Characters of an answer that are kept. */
const maxAnswerLength = 500

/** The event names the changed documents and no more: the receiver fetches their content from the CMS. */
function eventOf(deliveries: Delivery[]): ContentChanged {
  const documents = new Map(
    deliveries.map(({ slug, document }) => {
      const changed = { slug, id: document ?? '' }
      return [documentKey(changed), changed]
    }),
  )
  const actions = new Set(deliveries.map(({ action }) => action))
  const [first] = deliveries
  if (!first) throw new Error('Could not send an event: it has no deliveries.')
  return {
    type: 'content.changed',
    timestamp: new Date(first.createdAt).toISOString(),
    data: { action: actions.size === 1 ? first.action : 'change', documents: [...documents.values()] },
  }
}

function requestTo(
  target: Target,
  id: string,
  deliveries: Delivery[],
): { headers: Record<string, string>; body: string } {
  if (target.kind === 'github') {
    return {
      headers: {
        Authorization: `Bearer ${target.token}`,
        Accept: 'application/vnd.github+json',
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ event_type: 'content-changed', client_payload: { delivery: id } }),
    }
  }
  const body = JSON.stringify(eventOf(deliveries))
  return { headers: signWebhook(target.secret, body, { id }), body }
}

/** Makes one attempt, signed afresh, because receivers refuse a signature older than five minutes. Throws only when `stop` aborts. */
export async function send(
  target: Target,
  id: string,
  deliveries: Delivery[],
  { timeoutMs, stop }: { timeoutMs: number; stop: AbortSignal },
): Promise<AttemptResult> {
  const started = Date.now()
  const attempt = () => ({ at: new Date(started).toISOString(), ms: Date.now() - started })
  const secret = target.kind === 'github' ? target.token : target.secret
  const kept = (text: string) => text.replaceAll(secret, '***').slice(0, maxAnswerLength)
  try {
    const { headers, body } = requestTo(target, id, deliveries)
    const response = await fetch(target.url, {
      method: 'POST',
      // Edits are minutes apart, so the target may be closing a kept-alive connection at this very moment.
      headers: { ...headers, 'User-Agent': 'alliedrx-cms', Connection: 'close' },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), stop]),
    })
    const answer = kept(await beginningOf(response))
    return {
      attempt: { ...attempt(), status: response.status, ...(answer ? { answer } : {}) },
      outcome: response.ok ? 'delivered' : response.status === 410 ? 'gone' : 'failed',
      retryAfterMs: parseRetryAfterMs(response.headers.get('retry-after')),
    }
  } catch (error) {
    stop.throwIfAborted()
    return { attempt: { ...attempt(), error: kept(reasonOf(error, timeoutMs)) }, outcome: 'failed' }
  }
}

/** Stops reading early, because an answer may be endless. */
async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true })
    // Twice the kept length, because hiding a secret shortens the text.
    if (text.length > 2 * maxAnswerLength) break
  }
  return text
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `No answer within ${timeoutMs / 1000} s.`
  const { cause } = error
  if (!(cause instanceof Error)) return error.message
  // For a host name with several addresses it is an AggregateError without a message.
  return cause.message || ('code' in cause ? String(cause.code) : cause.name)
}
