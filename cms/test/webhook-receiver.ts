import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ContentChangedSchema, type ContentChanged } from 'shared-types'
import { verifyWebhook } from 'shared-types/webhook-signature'

export interface Received {
  path: string
  id: string
  headers: IncomingHttpHeaders
  body: string
  /** The event; undefined when the request has no signature. */
  event?: ContentChanged
  /** Requests under way when this one arrived, itself included. */
  underWay: number
}

interface Answer {
  status: number
  body?: string
  headers?: Record<string, string>
  /** `never` keeps the sender waiting. */
  afterMs?: number | 'never'
}

/** A target on this computer that verifies signatures, keeps the requests, and answers as the test says. */
export async function startReceiver(secret: string) {
  const received: Received[] = []
  let answers: Answer[] = []
  let underWay = 0

  const server = createServer(async (request, response) => {
    // The CMS asks the publisher for previews, too.
    if (request.url?.startsWith('/preview')) return void response.writeHead(404).end()
    underWay++
    response.on('close', () => underWay--)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const { headers } = request
    received.push({
      path: request.url ?? '',
      id: String(headers['webhook-id'] ?? ''),
      headers,
      body,
      underWay,
      event: verified(body, headers),
    })
    const { status, body: text = '', headers: given, afterMs = 0 } = answers.shift() ?? { status: 202 }
    if (afterMs === 'never') return
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs))
    response.writeHead(status, given).end(text)
  })
  const verified = (body: string, headers: IncomingHttpHeaders) => {
    if (!headers['webhook-signature']) return undefined
    const result = verifyWebhook({ cms: [secret] }, headers, Buffer.from(body))
    if ('problem' in result) throw new Error(result.problem)
    return ContentChangedSchema.parse(JSON.parse(body))
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    received,
    /** The answers to the next requests, one each; all later requests get 202. */
    answer: (...next: Answer[]) => void (answers = next),
    /** Waits for requests that are still under way, which would get the next test's answers, then forgets everything. */
    reset: async () => {
      do await nextTurn()
      while (underWay > 0)
      received.length = 0
      answers = []
    },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>

export const testSecret = (name: string) =>
  `whsec_${Buffer.from(`${name}: a secret of tests`).toString('base64')}`
