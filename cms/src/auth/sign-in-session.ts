import { AuthenticationError, type CollectionBeforeOperationHook, type Payload } from 'payload'

interface Session {
  id: string
  expiresAt: Date | string
}
interface StoredUser extends Record<string, unknown> {
  id: string
  hash?: string | null
  sessions?: Session[] | null
}

const contextKey = 'passwordToCheck'

/** Remembers which password a sign-in is about to be compared with. */
export const rememberPassword: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
  if (operation !== 'login') return args
  const { email } = (args as { data: { email?: unknown } }).data
  const user = await req.payload.db.findOne<StoredUser>({
    collection: 'users',
    req,
    where: { email: { equals: typeof email === 'string' ? email.toLowerCase().trim() : '' } },
  })
  req.context[contextKey] = user?.hash
  return args
}

/**
 * For the config's `onInit`: a sign-in adds its session to the user as it is now. Payload reads the user, compares the password for a
 * fifth of a second, and then writes the whole user as it was before, without the sessions and roles that came meanwhile. A password
 * that was changed meanwhile is wrong.
 */
export function addSessionsToUserOfNow(payload: Payload): void {
  const { db } = payload
  const { updateOne } = db
  db.updateOne = async (args) => {
    const { collection, data, id, req } = args
    const hash = req?.context?.[contextKey]
    if (collection !== 'users' || !hash || !req?.context || !data.sessions) return updateOne.call(db, args)
    req.context[contextKey] = undefined
    const user = await db.findOne<StoredUser>({ collection, req, where: { id: { equals: id } } })
    if (user?.hash !== hash) throw new AuthenticationError(req.t)
    const own = (data.sessions as Session[]).at(-1)!
    const others = (user.sessions ?? []).filter(({ expiresAt }) => new Date(expiresAt) > new Date())
    // `updatedAt` is null, so that a sign-in does not change it.
    const written = { ...user, sessions: [...others, own], updatedAt: data.updatedAt }
    return updateOne.call(db, { ...args, data: written })
  }
}
