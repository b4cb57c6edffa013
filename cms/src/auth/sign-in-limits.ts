import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { APIError, parseCookies, type PayloadRequest } from 'payload'
import { env } from '../env'
import { AttemptLimit, type LimitedKey, takeAttempt } from './attempt-limit'
import { clientAddress } from './client-address'

const windowMs = 15 * 60_000
const perWindow = (attempts: number) => new AttemptLimit({ attempts, windowMs })

/** Failures in 15 minutes. Why there are three limits is in docs/decisions/access.md. */
const passwords = {
  /** Of one account from one network. */
  accountAndNetwork: perWindow(10),
  /** From one network, for all accounts: a school's whole staff may share one. */
  network: perWindow(100),
  /** Of one account from all networks, by browsers that have never signed in to it, and by those that have. */
  account: perWindow(50),
  accountByKnownBrowsers: perWindow(50),
}
const mails = { network: perWindow(10), account: perWindow(3) }
const resets = perWindow(10)

/** Payload compares emails like this too. No email is longer than 254 characters, and keys must stay short. */
const accountOf = (email: string) => email.trim().toLowerCase().slice(0, 254)

/** A password is about to be compared with that of an account. Throws a 429 after too many failures; returns what `giveBack` takes. */
export function takePasswordAttempt(req: PayloadRequest, email: string): LimitedKey[] {
  const account = accountOf(email)
  const network = clientAddress(req)
  return take(req, [
    [passwords.accountAndNetwork, `${account} ${network}`],
    [passwords.network, network],
    [isKnownBrowser(req, account) ? passwords.accountByKnownBrowsers : passwords.account, account],
  ])
}

/** A link to a new password is about to be sent. */
export const takeMail = (req: PayloadRequest, email: string): LimitedKey[] =>
  take(req, [
    [mails.network, clientAddress(req)],
    [mails.account, accountOf(email)],
  ])

/** The token of such a link is about to be compared. */
export const takeReset = (req: PayloadRequest): LimitedKey[] => take(req, [[resets, clientAddress(req)]])

/** A success does not count. */
export function giveBack(keys: readonly LimitedKey[]): void {
  for (const [limit, key] of keys) limit.giveBack(key)
}

/** Forgets the failures of an account, from all networks. */
export function unlock(email: string): void {
  const account = accountOf(email)
  passwords.accountAndNetwork.forget((key) => key.startsWith(`${account} `))
  for (const limit of [passwords.account, passwords.accountByKnownBrowsers])
    limit.forget((key) => key === account)
}

function take(req: PayloadRequest, keys: LimitedKey[]): LimitedKey[] {
  const seconds = takeAttempt(keys)
  if (seconds === 0) return keys
  req.responseHeaders ??= new Headers()
  req.responseHeaders.set('Retry-After', String(seconds))
  const minutes = Math.ceil(seconds / 60)
  throw new APIError(
    `Too many tries from your network or for this account. For safety, no more are taken for now. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    429,
    null,
    true,
  )
}

/*
 * A browser that has signed in to an account keeps a cookie that proves it (OWASP: device cookies). Failures of others do not count
 * for it, so strangers who try an account's passwords all day cannot keep its owner out. The cookie is no session.
 */
const cookieName = 'payload-known-browser'
const aYear = 365 * 24 * 60 * 60

const proof = (account: string, nonce: string) =>
  createHmac('sha256', env.PAYLOAD_SECRET).update(`known browser ${nonce} ${account}`).digest('base64url')

function isKnownBrowser(req: PayloadRequest, account: string): boolean {
  const [nonce = '', signature = ''] = parseCookies(req.headers).get(cookieName)?.split('.') ?? []
  const [given, right] = [Buffer.from(signature), Buffer.from(proof(account, nonce))]
  return given.length === right.length && timingSafeEqual(given, right)
}

/** Sets that cookie in the response. */
export function rememberBrowser(req: PayloadRequest, email: string): void {
  const nonce = randomUUID()
  const secure = env.CMS_URL.startsWith('https:') ? '; Secure' : ''
  req.responseHeaders ??= new Headers()
  req.responseHeaders.append(
    'Set-Cookie',
    `${cookieName}=${nonce}.${proof(accountOf(email), nonce)}; Max-Age=${aYear}; Path=/api/users; HttpOnly; SameSite=Lax${secure}`,
  )
}
