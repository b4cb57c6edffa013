import { randomUUID } from 'node:crypto'
import type { ReleaseReport } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'
import type { TestCms, TestResponse } from './cms'

type Report = ReleaseReport['data']

export const secretOf = (name: string) =>
  `whsec_${Buffer.from(name.padEnd(32, ' and its letters')).toString('base64')}`

export const report = (data: Partial<Report> = {}): ReleaseReport => {
  const now = new Date().toISOString()
  return {
    type: 'release.report',
    data: {
      id: randomUUID(),
      target: 'publisher',
      number: 1,
      state: 'live',
      reason: 'content',
      revision: 'a revision',
      bundle: 'a bundle',
      startedAt: now,
      finishedAt: now,
      isFull: false,
      documents: [],
      held: [],
      waiting: [],
      warnings: [],
      pages: { total: 100, rendered: 1, added: [], removed: [], changed: [] },
      timings: { render: 12 },
      canBeAllowed: false,
      log: [],
      ...data,
    },
  }
}

interface Signing {
  secret?: string
  at?: Date
  /** Changes the body after signing. */
  send?: (body: string) => string
  /** The header with the signatures, made from the right one. */
  signatures?: (right: string) => string
}

/** Sends a signed report over HTTP, as a publisher does. A string is sent unchanged. */
export async function sendReport(
  cms: TestCms,
  message: unknown,
  { secret = secretOf('publisher'), at = new Date(), send = (body) => body, signatures }: Signing = {},
): Promise<TestResponse> {
  const body = typeof message === 'string' ? message : JSON.stringify(message)
  const headers = signWebhook(secret, body, { sentAt: at })
  const signature = headers['webhook-signature']
  return cms.request('POST', '/api/release-reports', {
    body: streamOf(send(body)),
    headers: { ...headers, 'webhook-signature': signatures?.(signature) ?? signature },
  })
}

const streamOf = (text: string) =>
  new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(text))
      controller.close()
    },
  })

/** Settings of a CMS that accepts reports signed with `secretOf`. */
export const reportSecrets = () => ({
  WEBHOOK_SECRET: secretOf('publisher'),
  WEBHOOK_SECRET_PREVIOUS: secretOf('publisher before'),
  GITHUB_REPORT_SECRET: secretOf('github'),
})
