import type { ContentChanged } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'
import type { Attempt, Delivery } from './delivery'
import { parseRetryAfter } from './retry'
import type { Target } from '../webhook-targets'

export interface Outcome {
  attempt: Attempt
  /** `gone`: the target says that it never wants to hear of anything again. */
  result: 'delivered' | 'gone' | 'failed'
  /** ms that the target asks to be left alone for. */
  retryAfter?: number
}

/** Characters of an answer that are kept. */
const keptAnswer = 500

/** What a message says: which documents changed, and no more, because the receiver asks the CMS what is true when it comes. */
export function messageOf(deliveries: Delivery[]): ContentChanged {
  const documents = new Map(
    deliveries.map(({ slug, document }) => [`${slug} ${document}`, { slug, id: document ?? '' }]),
  )
  const actions = new Set(deliveries.map(({ action }) => action))
  const [first] = deliveries
  if (!first) throw new Error('A message without changes was to be sent.')
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
  const body = JSON.stringify(messageOf(deliveries))
  return { headers: signWebhook(target.secret, body, { id }), body }
}

/** Makes one attempt. Signed now, because receivers refuse what was signed long ago. Throws only when `stop` does. */
export async function send(
  target: Target,
  id: string,
  deliveries: Delivery[],
  { timeout, stop }: { timeout: number; stop: AbortSignal },
): Promise<Outcome> {
  const started = Date.now()
  const attempt = () => ({ at: new Date(started).toISOString(), ms: Date.now() - started })
  const secret = target.kind === 'github' ? target.token : target.secret
  const kept = (text: string) => text.replaceAll(secret, '***').slice(0, keptAnswer)
  try {
    const { headers, body } = requestTo(target, id, deliveries)
    const response = await fetch(target.url, {
      method: 'POST',
      // Edits are minutes apart: on a connection that was kept, the target may just have closed it.
      headers: { ...headers, 'User-Agent': 'alliedrx-cms', Connection: 'close' },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(timeout), stop]),
    })
    const answer = kept(await beginningOf(response))
    return {
      attempt: { ...attempt(), status: response.status, ...(answer ? { answer } : {}) },
      result: response.ok ? 'delivered' : response.status === 410 ? 'gone' : 'failed',
      retryAfter: parseRetryAfter(response.headers.get('retry-after')),
    }
  } catch (error) {
    stop.throwIfAborted()
    return { attempt: { ...attempt(), error: kept(reasonOf(error, timeout)) }, result: 'failed' }
  }
}

/** Reads no more than is kept: an answer may be endless. */
async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true })
    // Longer than what is kept, because a secret in it is made shorter first.
    if (text.length > 2 * keptAnswer) break
  }
  return text
}

function reasonOf(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `No answer within ${timeout / 1000} s.`
  const { cause } = error
  if (!(cause instanceof Error)) return error.message
  // Of a name with several addresses each has an error of its own, and the whole has no message.
  return cause.message || ('code' in cause ? String(cause.code) : cause.name)
}
