import {
  APIError,
  type CollectionAfterErrorHook,
  type CollectionAfterLoginHook,
  type CollectionBeforeOperationHook,
  type Endpoint,
  type IncomingAuthType,
} from 'payload'
import { refuse } from '../access/refusal'
import { env } from '../env'
import { AttemptLimit } from './attempt-limit'
import { clientAddress } from './client-address'

const minute = 60_000
const lockMinutes = 10

/** For `auth` of the users. */
export const signInSettings: IncomingAuthType = {
  // In seconds. The admin renews the session while a user works in it.
  tokenExpiration: 2 * 60 * 60,
  maxLoginAttempts: 10,
  lockTime: lockMinutes * minute,
  useAPIKey: false,
  // With an interval, Payload writes outside the transaction that it has just begun. On SQLite that write waits for its
  // own transaction, and every editor's save waits for both. `limitSignInPerAddress` limits these requests instead.
  forgotPassword: { minRequestInterval: 0 },
  cookies: {
    secure: env.CMS_URL.startsWith('https:'),
    // Not Strict: an editor who follows a link from an email would appear to be signed out.
    sameSite: 'Lax',
  },
}

const limits = {
  login: new AttemptLimit({ attempts: 20, windowMs: 15 * minute }),
  forgotPassword: new AttemptLimit({ attempts: 5, windowMs: 15 * minute }),
  resetPassword: new AttemptLimit({ attempts: 10, windowMs: 15 * minute }),
}

// Counted per account and not per address, so that requests from many addresses cannot fill a user's mailbox.
const mailsPerAccount = new AttemptLimit({ attempts: 3, windowMs: 15 * minute })

const isLimited = (operation: string): operation is keyof typeof limits => Object.hasOwn(limits, operation)

/**
 * Refuses with 429 after twenty failed sign-ins, or a few requests for a new password, from one address in 15 minutes.
 */
export const limitSignInPerAddress: CollectionBeforeOperationHook = ({
  args,
  operation,
  overrideAccess,
  req,
}) => {
  if (overrideAccess || !isLimited(operation)) return args
  const seconds = limits[operation].take(clientAddress(req)) || takeMail(operation, args)
  if (seconds === 0) return args
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

function takeMail(operation: string, args: unknown): number {
  const { data } = args as { data?: { email?: unknown } }
  if (operation !== 'forgotPassword' || typeof data?.email !== 'string') return 0
  return mailsPerAccount.take(data.email.trim().toLowerCase())
}

/** A sign-in that succeeds does not count. */
export const giveBackSuccessfulSignIn: CollectionAfterLoginHook = ({ req, user }) => {
  limits.login.giveBack(clientAddress(req))
  return user
}

/**
 * The same answer for a wrong password, an unknown email and a locked account, so that an attacker cannot tell which.
 */
export const answerFailedSignIns: CollectionAfterErrorHook = ({ error }) => {
  if (error.name !== 'LockedAuth' && error.name !== 'AuthenticationError') return
  const message = `The email or the password is wrong, or the account is locked for ${lockMinutes} minutes after too many tries. Check both, or wait and try again.`
  return { response: { errors: [{ message }] }, status: 401 }
}

/**
 * Payload lets the first visitor of an empty CMS create an admin, and several visitors at the same moment one each. Here
 * `npm run first-user` creates the first user, before the server listens.
 */
export const refuseFirstRegister: Omit<Endpoint, 'root'> = {
  path: '/first-register',
  method: 'post',
  handler: () =>
    refuse(
      403,
      'No account was made, because accounts are not made over the network. On the server, run: npm run first-user -w cms -- you@example.org',
    ),
}
