import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

const idFormat = /^[A-Za-z0-9_.-]{1,128}$/
const timestampFormat = /^\d{10}$/
const signatureFormat = /^v1[a-z]?,[A-Za-z0-9+/=]{20,200}( v1[a-z]?,[A-Za-z0-9+/=]{20,200}){0,4}$/

/** Whose message it is, by the name of a target, and when it was signed; or why it is refused, and what to do. */
export type Verified = { target: string; sentAt: Date } | { problem: string }

/**
 * Whether a message comes from somebody who holds a secret of one of the targets, and not more than five minutes ago or
 * ahead (https://www.standardwebhooks.com).
 */
export function verify(secrets: Record<string, readonly string[]>, headers: Headers, body: Buffer): Verified {
  const id = headers.get('webhook-id')
  const timestamp = headers.get('webhook-timestamp')
  const signature = headers.get('webhook-signature')
  if (!id || !timestamp || !signature) {
    return {
      problem: 'It has no signature. Send the headers webhook-id, webhook-timestamp and webhook-signature.',
    }
  }
  // The signature is over the bytes; what is no UTF-8 would not survive being made a string.
  const isFormed = idFormat.test(id) && timestampFormat.test(timestamp) && signatureFormat.test(signature)
  if (!isFormed || !isUtf8(body)) {
    return { problem: 'Its headers or its body are malformed. Sign it as Standard Webhooks says.' }
  }
  const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
  for (const [target, secretsOfTarget] of Object.entries(secrets)) {
    for (const secret of secretsOfTarget) {
      try {
        new Webhook(secret).verify(body, signed, { jsonParse: false })
        return { target, sentAt: new Date(Number(timestamp) * 1000) }
      } catch (error) {
        if (error instanceof Error && /timestamp/i.test(error.message)) {
          return {
            problem: 'It is more than five minutes old or ahead. Compare the clocks of both machines.',
          }
        }
      }
    }
  }
  return {
    problem: 'No secret fits its signature. Compare WEBHOOK_SECRET (or GITHUB_REPORT_SECRET) on both sides.',
  }
}

/** The headers of a message of our own, signed now. */
export function signatureHeaders(secret: string, body: string, id: string = randomUUID()) {
  const now = new Date()
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  }
}
