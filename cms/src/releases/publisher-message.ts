import { signWebhook } from 'shared-types/webhook-signature'
import { env } from '../env'

interface Limits {
  timeoutMs: number
  /** When the sender gives up. */
  signal?: AbortSignal | null
}

/** Sends a signed message to the bundled publisher, at `PUBLISHER_URL`. Rejects when it does not answer in time: see `publisherFailure`. */
export function sendToPublisher(
  path: string,
  body: string,
  { timeoutMs, signal }: Limits,
): Promise<Response> {
  const timeout = AbortSignal.timeout(timeoutMs)
  return fetch(`${env.PUBLISHER_URL}${path}`, {
    method: 'POST',
    body,
    headers: signWebhook(env.WEBHOOK_SECRET, body),
    redirect: 'error',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  })
}

/** Why the publisher did not answer, in words. */
export function publisherFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'it took too long'
  return error.cause instanceof Error && error.cause.message ? error.cause.message : error.message
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
