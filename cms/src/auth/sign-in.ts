import {
  APIError,
  type CollectionAfterErrorHook,
  type CollectionAfterLoginHook,
  type CollectionBeforeOperationHook,
  type Endpoint,
  type IncomingAuthType,
  type PayloadRequest,
} from 'payload'
import { env } from '../env'
import { AttemptLimit } from './attempt-limit'
import { clientAddress } from './client-address'

const minute = 60_000
const lockMinutes = 10

/** For `auth` of the users. */
export const signInSettings: IncomingAuthType = {
  // In seconds. The admin renews the session while somebody works.
  tokenExpiration: 2 * 60 * 60,
  maxLoginAttempts: 10,
  lockTime: lockMinutes * minute,
  useAPIKey: false,
  // With an interval Payload writes outside the transaction that it has just begun, which on SQLite waits for itself and
  // holds up every editor meanwhile. `limitSignInPerAddress` stands in for it.
  forgotPassword: { minRequestInterval: 0 },
  cookies: {
    secure: env.CMS_URL.startsWith('https:'),
    // Not Strict: an editor who follows a link in an email would seem to be signed out.
    sameSite: 'Lax',
  },
}

const limits = {
  login: new AttemptLimit({ attempts: 20, window: 15 * minute }),
  forgotPassword: new AttemptLimit({ attempts: 5, window: 15 * minute }),
  resetPassword: new AttemptLimit({ attempts: 10, window: 15 * minute }),
}

// Whatever address asks: nobody's mailbox is filled.
const mailsPerAccount = new AttemptLimit({ attempts: 3, window: 15 * minute })

const isLimited = (operation: string): operation is keyof typeof limits => Object.hasOwn(limits, operation)

/** Twenty sign-ins that fail, or a few requests for a new password, from one address; then it has to wait. */
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

export const giveBackSuccessfulSignIn: CollectionAfterLoginHook = ({ req, user }) => {
  limits.login.giveBack(clientAddress(req))
  return user
}

/** One answer for a wrong password, an unknown address and a locked account, so that a stranger learns none of them. */
export const answerFailedSignIns: CollectionAfterErrorHook = ({ error }) => {
  if (error.name !== 'LockedAuth' && error.name !== 'AuthenticationError') return
  const message = `The email or the password is wrong, or the account is locked for ${lockMinutes} minutes after too many tries. Check both, or wait and try again.`
  return { response: { errors: [{ message }] }, status: 401 }
}

/**
 * Payload lets the first visitor of an empty CMS make themselves an admin, and several at once when they are quick. Here
 * the first user comes from `npm run first-user`, before the server listens.
 */
export const refuseFirstRegister: Omit<Endpoint, 'root'> = {
  path: '/first-register',
  method: 'post',
  handler: (_req: PayloadRequest) =>
    Response.json(
      {
        errors: [
          {
            message:
              'No account was made, because accounts are not made over the network. On the server, run: npm run first-user -w cms -- you@example.org',
          },
        ],
      },
      { status: 403 },
    ),
}
