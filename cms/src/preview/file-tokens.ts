import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Payload, PayloadRequest } from 'payload'
import { isStaff } from '../access/rules'
import { findLink } from './draft-links'
import type { DraftLink } from './DraftLinks'

const minute = 60_000
/** A token is valid for five to ten minutes: it stays the same for five, so that a page that is shown anew keeps its pictures. */
const stepMs = 5 * minute

/**
 * What the URL of a file that visitors do not get yet needs behind its `?`: `preview=<holder>.<expiry>.<signature>`, with the expiry in
 * ms since 1970. It is good for this file only, and as long as the user has a role.
 */
export const fileToken = ({ payload, user }: PayloadRequest, filename: string, now = Date.now()): string =>
  tokenFor(payload, filename, String(user?.id), (Math.floor(now / stepMs) + 2) * stepMs)

/** The same for a reader who has a link to a draft, for as long as the link is valid. */
export const linkFileToken = (payload: Payload, filename: string, { id, expiresAt }: DraftLink): string =>
  tokenFor(payload, filename, `${linkPrefix}${id}`, Date.parse(expiresAt))

const linkPrefix = 'link-'

/** @param token what follows `preview=` */
export async function isValidToken(
  payload: Payload,
  filename: string,
  token: string,
  now = Date.now(),
): Promise<boolean> {
  const [holder = '', expiry = '', signature = ''] = token.split('.')
  const expected = Buffer.from(signatureOf(payload, filename, holder, Number(expiry)))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  if (now >= Number(expiry)) return false
  const id = holder.startsWith(linkPrefix)
    ? (await findLink(payload, holder.slice(linkPrefix.length)))?.userId
    : holder
  if (id === undefined) return false
  const user = await payload.findByID({ collection: 'users', id, depth: 0, disableErrors: true })
  return user !== null && isStaff({ ...user, collection: 'users' })
}

const tokenFor = (payload: Payload, filename: string, holder: string, expiry: number): string =>
  `preview=${holder}.${expiry}.${signatureOf(payload, filename, holder, expiry)}`

const signatureOf = ({ secret }: Payload, filename: string, holder: string, expiry: number): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['preview', filename, holder, expiry]))
    .digest('base64url')
