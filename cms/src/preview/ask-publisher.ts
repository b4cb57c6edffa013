import type { z } from 'zod'
import { env } from '../env'
import { parsedJson, publisherFailure, sendToPublisher } from '../releases/publisher-message'

/** The publisher ends a page that takes too long itself, and its preview process needs a moment to start. */
const longestMs = 20_000

/** Why there is no answer, and what to do, for an editor. */
export interface NoPreview {
  status: number
  message: string
}

interface Limits {
  /** The browser has hung up. */
  signal: AbortSignal | null | undefined
  timeoutMs?: number
}

/** Sends the publisher a request for a preview; `schema` is that of its answer. */
export async function askPublisher<Schema extends z.ZodType<object>>(
  path: '/preview' | '/preview-changes' | '/claim-trial',
  request: object,
  schema: Schema,
  { signal, timeoutMs = longestMs }: Limits,
): Promise<z.output<Schema> | NoPreview> {
  if (!env.PUBLISHER_URL) {
    return noPreview(
      409,
      'this CMS has no publisher beside it, because PUBLISHER_URL is empty. Set it, or look at the page after it is published.',
    )
  }
  let response: Response
  let text: string
  try {
    response = await sendToPublisher(path, JSON.stringify(request), { timeoutMs, signal })
    text = await response.text()
  } catch (error) {
    return noPreview(
      502,
      `the publisher at ${env.PUBLISHER_URL} did not answer (${publisherFailure(error)}). Is it running? npm start runs it.`,
    )
  }
  if (response.status === 401) {
    return noPreview(
      502,
      'the publisher did not believe that the request comes from this CMS. Is WEBHOOK_SECRET the same on both sides, and are the clocks right?',
    )
  }
  if (response.status === 404) {
    return noPreview(502, 'the publisher is older than this CMS and has none. Update it, and start it again.')
  }
  const body = parsedJson(text)
  const { message } = (body ?? {}) as { message?: unknown }
  if (response.status === 503 && typeof message === 'string') return { status: 503, message }
  const answer = schema.safeParse(body)
  if (!response.ok || !answer.success) {
    return noPreview(
      502,
      `the publisher answered ${response.status}, and not as expected: ${text.slice(0, 300)}`,
    )
  }
  return answer.data
}

export const noPreview = (status: number, reason: string): NoPreview => ({
  status,
  message: `There is no preview: ${reason}`,
})
