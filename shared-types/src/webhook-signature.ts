import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import { isGuessableSecret } from './guessing'

/*
 * Signatures of messages between the CMS, the publisher and CI (https://www.standardwebhooks.com). Imported as
 * `shared-types/webhook-signature`, so that the site's bundle and browsers never load the library.
 */

/** `whsec_` and the base64 of the secret's bytes. 32 base64 characters are 24 bytes, the least that the standard allows. */
export const WebhookSecretSchema = z
  .string({ error: 'is not set' })
  .regex(
    /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/,
    'must be whsec_ and the base64 of at least 24 bytes. Make one: echo "whsec_$(openssl rand -base64 32)"',
  )

/** Whether a secret of this form is easy to guess: words, repetitions or sequences, in base64 or behind it. */
export function isGuessableWebhookSecret(secret: string): boolean {
  const encoded = secret.replace(/^whsec_/, '')
  return isGuessableSecret(encoded) || isGuessableSecret(atob(encoded))
}

const idFormat = /^[A-Za-z0-9_.-]{1,128}$/
const timestampFormat = /^\d{10}$/
/** Characters of the header with the signatures: about 40 of them. */
const maxSignatureHeader = 2048

/** The sender whose secret fits, the message's id and when it was signed; or why the message is refused and what to do. */
export type WebhookVerification = { sender: string; id: string; sentAt: Date } | { problem: string }

/**
 * Verifies that one of the senders signed the message at most five minutes ago or ahead. Compares in constant time and
 * tries every secret.
 *
 * @param secrets by the sender's name: its current secret and, while that is replaced, the previous one
 * @param body the bytes as they arrived
 */
export function verifyWebhook(
  secrets: Readonly<Record<string, readonly string[]>>,
  headers: Headers | Record<string, string | string[] | undefined>,
  body: Uint8Array,
): WebhookVerification {
  const header = (name: string) => (headers instanceof Headers ? headers.get(name) : headers[name])
  const id = header('webhook-id')
  const timestamp = header('webhook-timestamp')
  const signature = header('webhook-signature')
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') {
    return {
      problem: 'It has no signature. Send the headers webhook-id, webhook-timestamp and webhook-signature.',
    }
  }
  const signatures = readSignatures(signature)
  const isWellFormed = idFormat.test(id) && timestampFormat.test(timestamp) && signatures !== undefined
  const text = decodeUtf8(body)
  if (!isWellFormed || text === undefined) {
    return { problem: 'Its headers or its body are malformed. Sign it as Standard Webhooks says.' }
  }
  const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures }
  let problem =
    'No secret fits its signature. Compare WEBHOOK_SECRET (or GITHUB_REPORT_SECRET) on both sides.'
  for (const [sender, secretsOfSender] of Object.entries(secrets)) {
    for (const secret of secretsOfSender) {
      try {
        new Webhook(secret).verify(text, signed, { jsonParse: false })
        return { sender, id, sentAt: new Date(Number(timestamp) * 1000) }
      } catch (error) {
        if (error instanceof Error && /timestamp/i.test(error.message)) {
          problem = 'It is more than five minutes old or ahead. Are the clocks of both machines right?'
        }
      }
    }
  }
  return { problem }
}

/**
 * The signatures of a header that this code can verify, `v1,…`, separated by spaces. A sender may add others of another version or by
 * another secret, which are skipped. Undefined for a header that is no list of signatures.
 */
function readSignatures(header: string): string | undefined {
  if (header.length > maxSignatureHeader) return undefined
  const entries = header.split(' ').filter(Boolean)
  if (entries.length === 0 || !entries.every((entry) => /^[\w.-]+,[!-~]+$/.test(entry))) return undefined
  return entries.filter((entry) => entry.startsWith('v1,')).join(' ')
}

/** The signature covers the bytes, and the library signs a string: bytes that are not UTF-8 would not survive as one. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The headers of a JSON message. Sign each attempt afresh: receivers refuse a signature older than five minutes. */
export function signWebhook(
  secret: string,
  body: string,
  { id = crypto.randomUUID() as string, sentAt = new Date() } = {},
) {
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
  }
}
