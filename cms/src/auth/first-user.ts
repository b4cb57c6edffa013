import { randomInt } from 'node:crypto'
import { commitTransaction, createLocalReq, initTransaction, killTransaction, type Payload } from 'payload'

// Without characters that look alike: somebody will read this from a terminal.
const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Twenty characters, 116 bits. */
export const generatePassword = (): string =>
  Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)]).join('')

/**
 * Makes the first user, an admin, with a generated password that is shown once and stored only as a hash. Returns undefined, and
 * changes nothing, when there is a user already.
 */
export async function createFirstUser(
  payload: Payload,
  email = 'admin@example.org',
): Promise<{ email: string; password: string } | undefined> {
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
