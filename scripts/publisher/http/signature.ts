import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Webhook } from 'standardwebhooks'

export type Verified = { id: string } | { problem: string }

const idFormat = /^[A-Za-z0-9_.-]{1,128}$/
const timestampFormat = /^\d{10}$/
const signatureFormat = /^v1[a-z]?,[A-Za-z0-9+/=]{20,200}( v1[a-z]?,[A-Za-z0-9+/=]{20,200}){0,4}$/

/**
 * Whether a message comes from somebody who holds one of the secrets, and not more than five minutes ago or ahead
 * (https://www.standardwebhooks.com). Whoever has no secret learns nothing but that.
 */
export function verify(secrets: readonly string[], headers: IncomingHttpHeaders, body: Buffer): Verified {
  const signed = {
    'webhook-id': headers['webhook-id'],
    'webhook-timestamp': headers['webhook-timestamp'],
    'webhook-signature': headers['webhook-signature'],
  }
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = signed
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') {
    return { problem: 'it has no signature (headers webhook-id, webhook-timestamp, webhook-signature).' }
  }
  const isFormed = idFormat.test(id) && timestampFormat.test(timestamp) && signatureFormat.test(signature)
  // The signature is over the bytes; text that is no UTF-8 would not survive being made a string.
  if (!isFormed || !isUtf8(body)) return { problem: 'its headers or its body are malformed.' }
  let problem = 'no secret fits its signature.'
  for (const secret of secrets) {
    try {
      new Webhook(secret).verify(body, signed as Record<string, string>, { jsonParse: false })
      return { id }
    } catch (error) {
      const { message } = error as Error
      if (/timestamp/i.test(message)) {
        problem = 'it is more than five minutes old or ahead. Are the clocks of both machines right?'
      }
    }
  }
  return { problem }
}

/** The headers of a message of our own. Each attempt is signed afresh. */
export function signatureHeaders(secret: string, body: string, id: string = randomUUID()) {
  const now = new Date()
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  }
}
