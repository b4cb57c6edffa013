import { type CollectionBeforeOperationHook, type PayloadRequest, ValidationError, type Where } from 'payload'
import { guessedLength } from 'shared-types'
import { env } from '../env'
import { isAdmin } from '../access/rules'
import { commonPasswords, commonWords } from './common-passwords'
import { isPassword, type StoredPassword } from './password-hash'
import { giveBack, takePasswordAttempt } from './sign-in-limits'

export const minimumPasswordLength = 12
const minimumGuessedLength = 8
/** Of an email. */
const longestOwnText = 254

const advice = 'Three or four unrelated words are easy to remember and hard to guess.'

interface Account extends StoredPassword {
  id: string
  email?: string
  name?: string
}

interface PasswordArgs {
  id?: number | string
  data?: { password?: unknown; currentPassword?: unknown; token?: unknown; email?: unknown; name?: unknown }
}

/** What is wrong with a password, for the person who chose it; undefined for a good one. `ownTexts`: their name, email and the like. */
export function passwordProblem(password: string, ownTexts: readonly string[]): string | undefined {
  const { length } = [...password.trim()]
  if (length < minimumPasswordLength) {
    return `The password has ${length} characters. It needs at least ${minimumPasswordLength}: three or four unrelated words are easy to remember and hard to guess.`
  }
  if (commonPasswords.has(password.trim().toLowerCase())) {
    return `The password is one of the most used ones, which attackers try first. Choose another. ${advice}`
  }
  const words = wordPattern([
    ...commonWords,
    ...ownTexts.flatMap((text) => wordsOf(text.slice(0, longestOwnText))),
  ])
  if ([password, withoutLeet(password)].some((text) => guessedLength(text, words) < minimumGuessedLength)) {
    return `The password is easy to guess: often used words, your own name or address, years, repetitions and sequences such as 1234 or qwerty count as one character each. ${advice}`
  }
}

/** `maria.lopez@school.example` has itself, its two halves, `marialopez`, `maria`, `lopez`, `school` and `example`. */
function wordsOf(text: string): string[] {
  const halves = text.split('@').filter(Boolean)
  const joined = halves.map((half) => half.replaceAll(/[^\p{L}\p{N}]/gu, ''))
  return [text, ...halves, ...joined, ...text.split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length >= 3)
}

const year = '(?:19|20)\\d\\d'

const wordPattern = (words: string[]) => {
  const longestFirst = [...new Set(words)].sort((one, other) => other.length - one.length)
  const escaped = longestFirst.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  return new RegExp([...escaped, year].join('|'), 'giu')
}

const leet: Record<string, string> = {
  '@': 'a',
  4: 'a',
  3: 'e',
  1: 'i',
  '!': 'i',
  0: 'o',
  $: 's',
  5: 's',
  7: 't',
}
const withoutLeet = (text: string) =>
  text.replaceAll(/[@431!0$57]/g, (character) => leet[character] ?? character)

/** The account whose password the operation sets, as it is stored; undefined for a new one. */
async function accountOf(operation: string, { id, data }: PasswordArgs, req: PayloadRequest) {
  const isReset = operation === 'resetPassword'
  if (operation === 'create' || (isReset && (typeof data?.token !== 'string' || !data.token)))
    return undefined
  const where: Where = isReset ? { resetPasswordToken: { equals: data?.token } } : { id: { equals: id } }
  return (await req.payload.db.findOne<Account>({ collection: 'users', req, where })) ?? undefined
}

/** Payload stores an email like this. */
const normalized = (email: unknown) => (typeof email === 'string' ? email.trim().toLowerCase() : email)

/**
 * Checks a password wherever one is set, also by scripts. A user who changes their own password, or the email that “Forgot
 * password?” sends a link to, gives the present password too, as `currentPassword`, because a session that was left open must
 * not be enough to take an account over.
 */
export const checkNewPassword: CollectionBeforeOperationHook = async ({
  args,
  collection,
  operation,
  overrideAccess,
  req,
}) => {
  if (operation !== 'create' && operation !== 'update' && operation !== 'resetPassword') return args
  const { id, data } = args as PasswordArgs
  const { currentPassword, ...stored } = data ?? {}
  const { password } = stored
  const checked = data && 'currentPassword' in data ? { ...args, data: stored } : args
  const setsPassword = password !== undefined && password !== null && password !== ''
  const mayChangeEmail = operation === 'update' && !overrideAccess && stored.email !== undefined
  if (!setsPassword && !mayChangeEmail) return checked

  const refuse = (path: string, message: string) => {
    // The admin's note names the field; Payload knows the label of fields in the database only.
    const label = path === 'currentPassword' ? 'Current password' : 'New password'
    throw new ValidationError({ collection: collection.slug, errors: [{ path, message, label }], req })
  }
  const account = await accountOf(operation, { id, data }, req)
  // Compares stored ids, because MongoDB finds a document by several spellings of its id.
  const isOwn = account !== undefined && String(account.id) === String(req.user?.id)
  const changesEmail = mayChangeEmail && normalized(stored.email) !== normalized(account?.email)
  const isOwnChange = operation === 'update' && !overrideAccess && isOwn && (setsPassword || changesEmail)
  // Other callers are refused later, and must not learn whether a text is part of a name or an email.
  const mayChange = overrideAccess || isOwn || isAdmin(req.user) || operation === 'resetPassword'
  const ownTexts = [
    ...(mayChange ? [account?.email, account?.name] : []),
    ...[data?.email, data?.name, env.CMS_URL, env.SITE_URL],
  ]
  const problem =
    setsPassword &&
    passwordProblem(
      typeof password === 'string' ? password : '',
      ownTexts.filter((text): text is string => typeof text === 'string'),
    )
  if (problem) refuse('password', problem)
  if (!isOwnChange) return checked

  const what = setsPassword ? 'password' : 'email'
  if (typeof currentPassword !== 'string' || !currentPassword) {
    refuse(
      'currentPassword',
      `The ${what} was not changed: type your current ${setsPassword ? 'one' : 'password'} too, to show that it is you.`,
    )
  } else {
    await takePasswordAttempt(req, account?.email ?? '')
    if (!(await isPassword(currentPassword, account))) {
      refuse(
        'currentPassword',
        `The ${what} was not changed: this is not your current ${setsPassword ? 'one' : 'password'}. Check it and try again.`,
      )
    }
    await giveBack(req)
  }
  return checked
}
