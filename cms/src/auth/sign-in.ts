import {
  addDataAndFileToRequest,
  APIError,
  type CollectionAfterErrorHook,
  type CollectionAfterLoginHook,
  type CollectionAfterOperationHook,
  type CollectionBeforeOperationHook,
  type Endpoint,
  type IncomingAuthType,
  type PayloadRequest,
} from 'payload'
import { formatAdminURL } from 'payload/shared'
import { refuse } from '../access/refusal'
import { env } from '../env'
import { isPassword, type StoredPassword } from './password-hash'
import { giveBack, rememberBrowser, takeMail, takePasswordAttempt, takeReset, unlock } from './sign-in-limits'

/** For `auth` of the users. */
export const signInSettings: IncomingAuthType = {
  // In seconds. The admin renews the session while a user works in it.
  tokenExpiration: 2 * 60 * 60,
  // No lock of accounts: with one, ten wrong passwords from anywhere keep their owner out. `limitSignIn` limits tries instead. Not 0,
  // which would also remove “Force unlock” from the admin.
  maxLoginAttempts: -1,
  useAPIKey: false,
  // With an interval, Payload writes outside the transaction that it has just begun. On SQLite that write waits for its
  // own transaction, and every editor's save waits for both. `limitSignIn` limits these requests instead.
  forgotPassword: { minRequestInterval: 0 },
  cookies: {
    secure: env.CMS_URL.startsWith('https:'),
    // Not Strict: an editor who follows a link from an email would appear to be signed out.
    sameSite: 'Lax',
  },
}

interface SignInArgs {
  data?: { email?: unknown; password?: unknown }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** Refuses with 429 what an account or a network has tried too often. */
export const limitSignIn: CollectionBeforeOperationHook = async ({
  args,
  operation,
  overrideAccess,
  req,
}) => {
  if (overrideAccess) return args
  const email = textOf((args as SignInArgs).data?.email)
  if (operation === 'login') await takePasswordAttempt(req, email)
  if (operation === 'resetPassword') await takeReset(req)
  return args
}

/** Payload hashes nothing for an unknown email or a locked account, and its quick answer would tell a visitor which emails are known. */
export const hashInAnyCase: CollectionBeforeOperationHook = async ({
  args,
  operation,
  overrideAccess,
  req,
}) => {
  if (operation !== 'login' || overrideAccess) return args
  const { data } = args as SignInArgs
  const password = textOf(data?.password)
  if (!password.trim()) return args
  const user = await req.payload.db.findOne<StoredPassword & { id: string; lockUntil?: string | null }>({
    collection: 'users',
    req,
    where: { email: { equals: textOf(data?.email).toLowerCase().trim() } },
  })
  const isHashed = user?.hash && user.salt && !(user.lockUntil && new Date(user.lockUntil) > new Date())
  if (!isHashed) await isPassword(password, undefined)
  return args
}

/** A sign-in that succeeds does not count. */
export const afterSignIn: CollectionAfterLoginHook = async ({ req, user }) => {
  await giveBack(req)
  rememberBrowser(req, textOf(user.email))
  return user
}

/** “Force unlock” in the admin. */
export const forgetFailures: CollectionAfterOperationHook = async ({ args, operation, req, result }) => {
  if (operation === 'unlock') await unlock(req, textOf((args as SignInArgs).data?.email))
  return result
}

/**
 * The same answer for a wrong password, an unknown email and a locked account, so that an attacker cannot tell which.
 */
export const answerFailedSignIns: CollectionAfterErrorHook = ({ error }) => {
  if (error.name !== 'LockedAuth' && error.name !== 'AuthenticationError') return
  const message = 'The email or the password is wrong. Check both, or choose “Forgot password?”.'
  return { response: { errors: [{ message }] }, status: 401 }
}

/**
 * “Forgot password?”. Payload answers when it has sent the mail, and much sooner for an unknown email. Here the answer comes before, so
 * that its time does not tell which emails are known.
 */
export const forgotPassword: Omit<Endpoint, 'root'> = {
  path: '/forgot-password',
  method: 'post',
  handler: async (req) => {
    await addDataAndFileToRequest(req)
    const email = textOf(req.data?.email)
    if (!email.trim()) throw new APIError('No mail was sent, because the request has no email.', 400)
    await takeMail(req, email)
    void sendLink(req, email).catch((error: unknown) =>
      req.payload.logger.error({ err: error, msg: 'A link to a new password was not sent' }),
    )
    return Response.json({ message: req.t('general:success') })
  },
}

/** Payload sends the mail in its transaction: on SQLite every save waits for the mail server, and a transaction that is tried again sends two. */
async function sendLink({ payload, t }: PayloadRequest, email: string): Promise<void> {
  const token = await payload.forgotPassword({ collection: 'users', data: { email }, disableEmail: true })
  if (!token) return
  const { admin, routes } = payload.config
  const path = `${admin.routes.reset}/${token}` as const
  const link = formatAdminURL({ adminRoute: routes.admin, path, serverURL: env.CMS_URL })
  const { defaultFromAddress, defaultFromName, sendEmail } = payload.email
  await sendEmail({
    from: `"${defaultFromName}" <${defaultFromAddress}>`,
    to: email.trim().toLowerCase(),
    subject: t('authentication:resetYourPassword'),
    html: `${t('authentication:youAreReceivingResetPassword')} <a href="${link}">${link}</a> ${t('authentication:youDidNotRequestPassword')}`,
  })
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
