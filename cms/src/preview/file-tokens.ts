import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Payload, PayloadRequest } from 'payload'
import { isStaff } from '../access/rules'

const minute = 60_000
/** A token is valid for five to ten minutes: it stays the same for five, so that a page that is shown anew keeps its pictures. */
const stepMs = 5 * minute

/**
 * What the URL of a file that visitors do not get yet needs behind its `?`: `preview=<user>.<expiry>.<signature>`, with the expiry in ms
 * since 1970. It is good for this file only, and as long as the user has a role.
 */
export function fileToken({ payload, user }: PayloadRequest, filename: string, now = Date.now()): string {
  const id = String(user?.id)
  const expiry = (Math.floor(now / stepMs) + 2) * stepMs
  return `preview=${id}.${expiry}.${signatureOf(payload, filename, id, expiry)}`
}

/** @param token what follows `preview=` */
export async function isValidToken(
  payload: Payload,
  filename: string,
  token: string,
  now = Date.now(),
): Promise<boolean> {
  const [id = '', expiry = '', signature = ''] = token.split('.')
  const expected = Buffer.from(signatureOf(payload, filename, id, Number(expiry)))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  if (now >= Number(expiry)) return false
  const user = await payload.findByID({ collection: 'users', id, depth: 0, disableErrors: true })
  return user !== null && isStaff({ ...user, collection: 'users' })
}

const signatureOf = ({ secret }: Payload, filename: string, user: string, expiry: number): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['preview', filename, user, expiry]))
    .digest('base64url')
