import crypto from 'node:crypto'
import { promisify } from 'node:util'

/** What Payload stores of a password: `pbkdf2-sha256-v1:` and hexadecimal digits; older hashes have no prefix. */
export interface StoredPassword {
  hash?: string | null
  salt?: string | null
}

// Payload exports none of this: auth/strategies/local/generatePasswordSaltHash.js of the package. sign-in.test.ts compares the work.
const prefix = 'pbkdf2-sha256-v1:'
const current = { iterations: 600_000, bytes: 32 }
const old = { iterations: 25_000, bytes: 512 }

/** Whether a password is the stored one. Without a stored one the answer is no, after the same work. */
export async function isPassword(password: string, stored: StoredPassword | undefined): Promise<boolean> {
  const { hash, salt } = stored ?? {}
  const { iterations, bytes } = !hash || hash.startsWith(prefix) ? current : old
  const made = await promisify(crypto.pbkdf2)(password, salt ?? 'no salt', iterations, bytes, 'sha256')
  const known = Buffer.from(hash?.replace(prefix, '') ?? '', 'hex')
  return known.length === made.length && crypto.timingSafeEqual(known, made)
}
