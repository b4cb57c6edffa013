import type { z } from 'zod'

/** A request about the values of a form. */
export interface FormQuestion<Answer> {
  /** Of the endpoint, below that of the API. */
  path: string
  /** Sent beside the values. */
  options: Record<string, string | boolean | undefined>
  schema: z.ZodType<Answer>
  pauseMs: number
  longestPauseMs: number
}

/** `retryInMs`: when the same request may succeed by itself. */
export interface PreviewProblem {
  message: string
  retryInMs?: number
}

const timeoutMs = 30_000
const retryMs = 3_000

/** Undefined when it was aborted. Never rejects. */
export async function sendForm<Answer>(
  address: string,
  request: string,
  schema: z.ZodType<Answer>,
  signal: AbortSignal,
): Promise<Answer | { problem: PreviewProblem } | undefined> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      credentials: 'include',
      headers: { 'Content-Type': 'application/json' },
      body: request,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    const body: unknown = await response.json()
    if (response.ok) return schema.parse(body)
    const [error] = (body as { errors?: { message?: string }[] }).errors ?? []
    const { status } = response
    const isPassing = status >= 500 || [401, 403, 429].includes(status)
    const message = error?.message ?? `The CMS answered ${status}.`
    return { problem: { message, ...(isPassing && { retryInMs: retryMs }) } }
  } catch {
    if (signal.aborted) return undefined
    const message = navigator.onLine
      ? 'The CMS does not answer. The preview is tried again by itself.'
      : 'There is no connection. The preview goes on when there is one.'
    return { problem: { message, retryInMs: retryMs } }
  }
}
