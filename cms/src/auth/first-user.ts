import { randomInt } from 'node:crypto'
import {
  commitTransaction,
  createLocalReq,
  initTransaction,
  killTransaction,
  type Payload,
  type PayloadRequest,
} from 'payload'
import { retryConflicts } from '../database/conflicts'

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

async function createUnlessThereIsOne(payload: Payload, email: string): Promise<FirstUser | undefined> {
  const req = await createLocalReq({}, payload)
  const isMine = await initTransaction(req)
  try {
    await writeLock(req)
    const { docs } = await payload.find({ collection: 'users', limit: 1, pagination: false, depth: 0, req })
    const password = generatePassword()
    const isFirst = docs.length === 0
    if (isFirst) {
      await payload.create({
        collection: 'users',
        data: { name: 'Admin', email, password, roles: ['admin'] },
        req,
      })
    }
    if (isMine) await commitTransaction(req)
    return isFirst ? { email, password } : undefined
  } catch (error) {
    await killTransaction(req)
    throw error
  }
}

const lockKey = 'first-user'

/** Of transactions that write the same row, one is first, and the others collide with it and begin again. MongoDB needs that. */
async function writeLock(req: PayloadRequest): Promise<void> {
  const where = { key: { equals: lockKey } }
  const data = { key: lockKey, data: { triedAt: new Date().toISOString() } }
  await req.payload.db.upsert({ collection: 'payload-kv', data, joins: false, req, where })
}
