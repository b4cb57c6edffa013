import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type PreviewAnswer,
  type PreviewedChanges,
  type PreviewedChangesAnswer,
  PreviewedChangesSchema,
  type PreviewRequest,
  PreviewRequestSchema,
} from 'shared-types'
import { verifyWebhook } from 'shared-types/webhook-signature'
import { secretOf } from './release-reports'

/** Stands in for the publisher: verifies signatures as it does, and answers as the test says. */
export interface PreviewPublisher {
  url: string
  /** The requests for pages that arrived, the newest last. */
  received: PreviewRequest[]
  /** The requests for what would change. */
  changes: PreviewedChanges[]
  /** The requests to try rules about claims, as they came. */
  trials: unknown[]
  /** The paths of the requested files. */
  files: string[]
  /** What it does with a request for a page or a file instead of answering with `page`. */
  answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined
  stop: () => Promise<void>
}

export const previewPolicy =
  "default-src 'self'; frame-ancestors http://localhost:3000; sandbox allow-scripts"

export const samplePage: PreviewAnswer = {
  state: 'page',
  path: '/courses/phlebotomy/',
  html: '<!doctype html><title>Phlebotomy</title>',
  policy: previewPolicy,
  places: ['/courses/phlebotomy/', '/'],
  gaps: [],
  blocked: [],
  edits: [],
  isPartial: false,
}

export const sampleChanges: PreviewedChangesAnswer = {
  isExact: true,
  count: 1,
  pages: [{ path: '/courses/phlebotomy/', change: 'removed' }],
  files: [],
  redirects: [],
  claims: [],
  gaps: [],
  blocked: [],
  waiting: [],
}

const answers: Record<string, object> = { '/preview': samplePage, '/preview-changes': sampleChanges }

export async function startPreviewPublisher(): Promise<PreviewPublisher> {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat((await request.toArray()) as Buffer[])
    const verified = verifyWebhook({ cms: [secretOf('publisher')] }, request.headers, body)
    if ('problem' in verified) throw new Error(verified.problem)
    const message: unknown = JSON.parse(body.toString())
    if (request.url === '/preview') publisher.received.push(PreviewRequestSchema.parse(message))
    else if (request.url === '/preview-changes') publisher.changes.push(PreviewedChangesSchema.parse(message))
    else if (request.url === '/claim-trial') publisher.trials.push(message)
    else publisher.files.push((message as { path: string }).path)
    if (publisher.answer) return publisher.answer(request, response)
    const answer = answers[request.url ?? '']
    response.setHeader('Content-Type', answer ? 'application/json' : 'text/html')
    response.end(answer ? JSON.stringify(answer) : 'the bytes of a file')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const publisher: PreviewPublisher = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    changes: [],
    trials: [],
    files: [],
    answer: undefined,
    stop: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return publisher
}
