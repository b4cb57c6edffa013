import { addDataAndFileToRequest, type Endpoint } from 'payload'
import { type CommandResponse, CommandResponseSchema, PublisherCommandSchema } from 'shared-types'
import { refuse } from '../access/refusal'
import { canPublish, isStaff } from '../access/rules'
import { env } from '../env'
import { publishedSince } from './published-since'
import { parsedJson, publisherFailure, sendToPublisher } from './publisher-message'
import { documentsThatWait } from './waiting'

/** A rollback itself is fast, but the publisher may be in the middle of a release. */
const timeoutMs = 30_000
const healthTimeoutMs = 1_500

const needsReason = ['release.rollback', 'release.allow']

/**
 * Passes a user's command to the publisher, with the user's name, and returns the publisher's answer. `release.allow` takes the
 * documents themselves, or the group of a report that lists them (`report` and `group`, see `WaitingGroup`). The answer to
 * `release.compare` without a release has what was published since the freeze began, too.
 */
export const publisherCommandsEndpoint: Endpoint = {
  path: '/publisher-commands',
  method: 'post',
  handler: async (req) => {
    if (!isStaff(req.user)) return refuse(403, 'Sign in to give the publisher a command.')
    if (!canPublish(req.user)) {
      return refuse(403, 'No command was sent: only publishers decide what is live. Ask one.')
    }
    await addDataAndFileToRequest(req)
    const { type, data } = (req.data ?? {}) as { type?: unknown; data?: Record<string, unknown> }
    if (type === 'release.allow' && typeof data?.report === 'string') {
      const documents = await documentsThatWait(req.payload, {
        report: data.report,
        group: Number(data.group),
      })
      if (!documents) {
        return refuse(
          409,
          'No command was sent: what waited there is not known any more. Load the page again.',
        )
      }
      data.documents = documents
    }
    const by = (req.user && 'name' in req.user && req.user.name) || 'Somebody without a name'
    const command = PublisherCommandSchema.safeParse({ type, data: { ...data, by } })
    if (!command.success) {
      const [issue] = command.error.issues
      return refuse(400, `No command was sent: ${issue?.path.join('.') || 'the command'}: ${issue?.message}.`)
    }
    const reason = 'reason' in command.data.data ? command.data.data.reason.trim() : ''
    if (needsReason.includes(command.data.type) && !reason) {
      return refuse(400, 'No command was sent: say why, so that your colleagues understand it.')
    }
    if (!env.PUBLISHER_URL) {
      return refuse(
        409,
        'This CMS has no publisher beside it: PUBLISHER_URL is empty. What is live is decided where the site is built.',
      )
    }
    const result = await send(JSON.stringify(command.data))
    if ('problem' in result) return refuse(502, result.problem)
    const { answer } = result
    const isOfFreeze = command.data.type === 'release.compare' && command.data.data.release === undefined
    const published =
      isOfFreeze && answer.hold ? await publishedSince(req.payload, answer.hold.since) : undefined
    return Response.json({ ...answer, published }, { headers: { 'Cache-Control': 'no-store' } })
  },
}

async function send(body: string): Promise<{ answer: CommandResponse } | { problem: string }> {
  let response: Response
  let text: string
  try {
    response = await sendToPublisher('/command', body, { timeoutMs })
    text = await response.text()
  } catch (error) {
    return {
      problem: `The publisher at ${env.PUBLISHER_URL} did not answer (${publisherFailure(error)}), so nothing may have changed. Is it running? npm start runs it.`,
    }
  }
  if (response.status === 401) {
    return {
      problem:
        'The publisher did not believe that the command comes from this CMS. Is WEBHOOK_SECRET the same on both sides, and are the clocks right?',
    }
  }
  const answer = CommandResponseSchema.safeParse(parsedJson(text))
  return answer.success
    ? { answer: answer.data }
    : { problem: `The publisher answered ${response.status}, and not as expected: ${text.slice(0, 300)}` }
}

export interface PublisherHealth {
  isAnswering: boolean
  /** For editors; undefined when all is well. */
  problem?: string
}

/** Asks the bundled publisher for its health; undefined when this CMS has none. */
export async function checkPublisherHealth(): Promise<PublisherHealth | undefined> {
  if (!env.PUBLISHER_URL) return undefined
  const address = `${env.PUBLISHER_URL}/health`
  try {
    const response = await fetch(address, {
      redirect: 'error',
      signal: AbortSignal.timeout(healthTimeoutMs),
    })
    const body = parsedJson(await response.text()) as { problem?: unknown } | null | undefined
    if (typeof body?.problem === 'string') return { isAnswering: true, problem: body.problem }
    return response.ok
      ? { isAnswering: true }
      : { isAnswering: true, problem: `${address} answers ${response.status}. See the log of the publisher.` }
  } catch (error) {
    return {
      isAnswering: false,
      problem: `The publisher at ${env.PUBLISHER_URL} does not answer (${publisherFailure(error)}).`,
    }
  }
}
