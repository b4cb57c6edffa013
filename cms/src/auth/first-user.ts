import { randomInt } from 'node:crypto'
import type { Payload, PayloadRequest } from 'payload'
import { retryConflicts } from '../database/conflicts'
import { inTransaction } from '../database/in-transaction'

// Without characters that look alike, because a person copies the password from a terminal.
const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Twenty characters, 116 bits. */
export const generatePassword = (): string =>
  Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)]).join('')

/**
 * Creates the first user, an admin, and returns the generated password, which is stored only as a hash. When there is a
 * user already, changes nothing and returns undefined.
 */
export const createFirstUser = (
  payload: Payload,
  email = 'admin@example.org',
): Promise<FirstUser | undefined> => retryConflicts(() => createUnlessThereIsOne(payload, email))

interface FirstUser {
  email: string
  password: string
}

const createUnlessThereIsOne = (payload: Payload, email: string): Promise<FirstUser | undefined> =>
  inTransaction(payload, async (req) => {
    await writeLock(req)
    const { docs } = await payload.find({ collection: 'users', limit: 1, pagination: false, depth: 0, req })
    if (docs.length > 0) return undefined
    const password = generatePassword()
    const data = { name: 'Admin', email, password, roles: ['admin' as const] }
    await payload.create({ collection: 'users', data, req })
    return { email, password }
  })

const lockKey = 'first-user'

/** Of transactions that write the same row, one is first, and the others collide with it and begin again. MongoDB needs that. */
async function writeLock(req: PayloadRequest): Promise<void> {
  const where = { key: { equals: lockKey } }
  const data = { key: lockKey, data: { triedAt: new Date().toISOString() } }
  await req.payload.db.upsert({ collection: 'payload-kv', data, joins: false, req, where })
}
