import { randomInt } from 'node:crypto'
import { commitTransaction, createLocalReq, initTransaction, killTransaction, type Payload } from 'payload'
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
    const { totalDocs } = await payload.count({ collection: 'users', req })
    const password = generatePassword()
    if (totalDocs === 0) {
      await payload.create({
        collection: 'users',
        data: { name: 'Admin', email, password, roles: ['admin'] },
        req,
      })
    }
    if (isMine) await commitTransaction(req)
    return totalDocs === 0 ? { email, password } : undefined
  } catch (error) {
    await killTransaction(req)
    throw error
  }
}
