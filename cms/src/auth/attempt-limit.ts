import { createHash } from 'node:crypto'
import { type Payload, type PayloadRequest, ValidationError } from 'payload'
import { retryConflicts } from '../database/conflicts'
import { inTransaction } from '../database/in-transaction'
import { attemptsSlug, type SignInAttempt } from './SignInAttempts'

export interface AttemptLimit {
  /** Stored in hashes: no two limits have the same. */
  name: string
  attempts: number
  /** Windows start with the first attempt. */
  windowMs: number
}

/** A limit, and what an attempt counts for: an account, a network, or the two together. */
export interface LimitedKey {
  limit: AttemptLimit
  account?: string
  network?: string
}

type Reader = Pick<PayloadRequest, 'payload'> & Partial<PayloadRequest>

const hashOf = (...parts: unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex')
const idOf = ({ limit, account, network }: LimitedKey) => hashOf(limit.name, account, network)
const accountHash = (account: string | undefined) => (account === undefined ? undefined : hashOf(account))

/**
 * Counts an attempt for every key and returns 0; or, when one of them is over its limit, counts nothing and returns the seconds to wait.
 * Writes in a transaction of its own.
 */
export async function takeAttempt(
  payload: Payload,
  keys: readonly LimitedKey[],
  now = Date.now(),
): Promise<number> {
  // Nothing is written for an attempt that is refused, so that refused ones take no turn of those who save.
  const refused = secondsToWait(keys, await findCounts({ payload }, keys, now), now)
  return refused || countAttempt(payload, keys, now)
}

const countAttempt = (payload: Payload, keys: readonly LimitedKey[], now: number): Promise<number> =>
  write(payload, async (req) => {
    const counts = await findCounts(req, keys, now)
    const seconds = secondsToWait(keys, counts, now)
    if (seconds > 0) return seconds
    const options = { collection: attemptsSlug, req, returning: false } as const
    await req.payload.db.deleteMany({ ...options, where: { endsAt: { less_than_equal: isoTime(now) } } })
    for (const key of keys) {
      const id = idOf(key)
      const counted = counts.get(id)
      if (counted) await req.payload.db.updateOne({ ...options, id, data: { count: counted.count + 1 } })
      else {
        const endsAt = isoTime(now + key.limit.windowMs)
        const data = { id, account: accountHash(key.account), count: 1, endsAt }
        await req.payload.db.create({ ...options, customID: id, data })
      }
    }
    return 0
  })

/** Gives one attempt back, for a sign-in that succeeded. */
export const giveAttemptBack = (
  payload: Payload,
  keys: readonly LimitedKey[],
  now = Date.now(),
): Promise<void> =>
  write(payload, async (req) => {
    for (const { id, count } of (await findCounts(req, keys, now)).values()) {
      const data = { count: Math.max(0, count - 1) }
      await req.payload.db.updateOne({ collection: attemptsSlug, id, data, req, returning: false })
    }
  })

/** Forgets what was tried for an account, from all networks. */
export const forgetAttempts = async (payload: Payload, account: string): Promise<void> => {
  await payload.db.deleteMany({
    collection: attemptsSlug,
    where: { account: { equals: accountHash(account) } },
  })
}

const isoTime = (ms: number) => new Date(ms).toISOString()

/** In the windows that are not over, by id. */
async function findCounts(
  req: Reader,
  keys: readonly LimitedKey[],
  now: number,
): Promise<Map<string, SignInAttempt>> {
  const { docs } = await req.payload.db.find<SignInAttempt>({
    collection: attemptsSlug,
    req,
    where: { and: [{ id: { in: keys.map(idOf) } }, { endsAt: { greater_than: isoTime(now) } }] },
    limit: 0,
    pagination: false,
  })
  return new Map(docs.map((row) => [row.id, row]))
}

/** 0 when another attempt is allowed. */
function secondsToWait(keys: readonly LimitedKey[], counts: Map<string, SignInAttempt>, now: number): number {
  const waits = keys.map((key) => {
    const counted = counts.get(idOf(key))
    return counted && counted.count >= key.limit.attempts ? Date.parse(counted.endsAt) - now : 0
  })
  return Math.ceil(Math.max(0, ...waits) / 1000)
}

async function write<Result>(
  payload: Payload,
  work: (req: PayloadRequest) => Promise<Result>,
): Promise<Result> {
  const attempt = () => retryConflicts(() => inTransaction(payload, work))
  try {
    return await attempt()
  } catch (error) {
    // Another instance has counted the first attempt of the same window: now there is a row to update.
    if (error instanceof ValidationError) return attempt()
    throw error
  }
}
