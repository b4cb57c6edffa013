import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { APIError, commitTransaction, initTransaction, parseCookies, type PayloadRequest } from 'payload'
import { env } from '../env'
import { afterCommit } from '../database/after-commit'
import {
  type AttemptLimit,
  forgetAttempts,
  giveAttemptBack,
  type LimitedKey,
  takeAttempt,
} from './attempt-limit'
import { clientAddress } from './client-address'

const limit = (name: string, attempts: number): AttemptLimit => ({ name, attempts, windowMs: 15 * 60_000 })

/** Failures in 15 minutes. Why there are three limits is in docs/decisions/access.md. */
const passwords = {
  /** Of one account from one network. */
  accountAndNetwork: limit('password of account in network', 10),
  /** From one network, for all accounts: a school's whole staff may share one. */
  network: limit('password in network', 100),
  /** Of one account from all networks, by browsers that have never signed in to it, and by those that have. */
  account: limit('password of account', 50),
  accountByKnownBrowsers: limit('password of account by known browsers', 50),
}
const mails = { network: limit('mail to network', 10), account: limit('mail to account', 3) }
const resets = limit('reset in network', 10)

/** Payload compares emails like this too. No email is longer than 254 characters. */
const accountOf = (email: string) => email.trim().toLowerCase().slice(0, 254)

/** A password is about to be compared with that of an account. Throws a 429 after too many failures. */
export function takePasswordAttempt(req: PayloadRequest, email: string): Promise<void> {
  const account = accountOf(email)
  const network = clientAddress(req)
  return take(req, [
    { limit: passwords.accountAndNetwork, account, network },
    { limit: passwords.network, network },
    {
      limit: isKnownBrowser(req, account) ? passwords.accountByKnownBrowsers : passwords.account,
      account,
    },
  ])
}

/** A link to a new password is about to be sent. */
export const takeMail = (req: PayloadRequest, email: string): Promise<void> =>
  take(req, [
    { limit: mails.network, network: clientAddress(req) },
    { limit: mails.account, account: accountOf(email) },
  ])

/** The token of such a link is about to be compared. */
export const takeReset = (req: PayloadRequest): Promise<void> =>
  take(req, [{ limit: resets, network: clientAddress(req) }])

/** What the request has taken does not count, once it has succeeded. */
export const giveBack = (req: PayloadRequest): Promise<void> =>
  afterCommit(req, () => {
    void giveAttemptBack(req.payload, taken.get(req) ?? []).catch((error: unknown) =>
      req.payload.logger.error({ err: error, msg: 'A sign-in that succeeded still counts as a failure' }),
    )
  })

/** Forgets the failures of an account, from all networks. */
export const unlock = ({ payload }: PayloadRequest, email: string): Promise<void> =>
  forgetAttempts(payload, accountOf(email))

/** What a request has taken; when it collides with another one and is tried again, that is no other attempt. */
const taken = new WeakMap<PayloadRequest, LimitedKey[]>()

async function take(req: PayloadRequest, keys: LimitedKey[]): Promise<void> {
  if (taken.has(req)) return
  const seconds = await betweenTransactions(req, () => takeAttempt(req.payload, keys))
  if (seconds === 0) {
    taken.set(req, keys)
    return
  }
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

/**
 * An attempt counts even if the transaction of its request is rolled back, and on SQLite only one transaction writes at a time. Payload
 * begins that of a new password before its first hook, so it has written nothing yet.
 */
async function betweenTransactions<Result>(
  req: PayloadRequest,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!(await req.transactionID)) return work()
  await commitTransaction(req)
  try {
    return await work()
  } finally {
    await initTransaction(req)
  }
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
