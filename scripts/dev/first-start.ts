import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import {
  commitTransaction,
  createLocalReq,
  initTransaction,
  killTransaction,
  type Payload,
  type PayloadRequest,
} from 'payload'
import { retryConflicts } from '../../cms/src/database/conflicts'

const key = 'first-start'
const where = { key: { equals: key } }
const collection = 'payload-kv'

interface Claim {
  owner: string
  /** ISO 8601. Renewed while its owner runs. */
  expiresAt: string
}

interface FirstStart {
  /** For when the database is complete. */
  end: () => Promise<void>
}

interface Options {
  leaseMs?: number
  /** Deletes what a start that was cut short has left. */
  clear: () => Promise<void>
  /** Called when another start took the claim, because this process stood still for longer than `leaseMs`. */
  lost: () => void
  progress: (line: string) => void
}

/**
 * Claims the first start of a database on a server: of several starts at once, one fills it. Returns undefined when it has a user, as a
 * complete database has. Waits while another start has the claim, and begins anew when that one ends without a user.
 */
export async function claimFirstStart(
  payload: Payload,
  { leaseMs = 15_000, clear, lost, progress }: Options,
): Promise<FirstStart | undefined> {
  const owner = randomUUID()
  const claim = (): Claim => ({ owner, expiresAt: new Date(Date.now() + leaseMs).toISOString() })
  const renew = async () => {
    if ((await claimOrLook(payload, claim())) !== 'mine') lost()
  }

  for (let isFirstLook = true; ; isFirstLook = false) {
    const outcome = await claimOrLook(payload, claim())
    if (outcome === 'complete') return undefined
    if (outcome === 'claimed by another') {
      if (isFirstLook) progress('another start makes this database, or was cut short; waiting for it')
      await delay(leaseMs / 15)
      continue
    }
    let renewed = Promise.resolve()
    const renewal = setInterval(() => (renewed = renewed.then(renew)), leaseMs / 3)
    if (outcome === 'cut short') {
      progress('the first start was cut short; its half-made database begins anew')
      await clear()
    }
    return {
      end: async () => {
        clearInterval(renewal)
        await renewed
        await payload.db.deleteOne({ collection, where })
      },
    }
  }
}

type Outcome = 'claimed by another' | 'complete' | 'cut short' | 'mine'

/** All of it in one transaction: of two at once, one collides with the other and looks again. */
const claimOrLook = (payload: Payload, claim: Claim): Promise<Outcome> =>
  retryConflicts(async () => {
    const req = await createLocalReq({}, payload)
    await initTransaction(req)
    try {
      const row = await payload.db.findOne<{ id: string; data: Claim }>({ collection, req, where })
      const outcome = await look(req, row?.data, claim.owner)
      const data = { key, data: claim }
      // One that is not over is its owner's, who has made the first user and not ended yet.
      if (outcome === 'complete' && row && isOver(row.data))
        await payload.db.deleteMany({ collection, req, where })
      if (outcome === 'cut short' || outcome === 'mine')
        await payload.db.upsert({ collection, data, joins: false, req, where })
      await commitTransaction(req)
      return outcome
    } catch (error) {
      await killTransaction(req)
      throw error
    }
  })

async function look(req: PayloadRequest, claim: Claim | undefined, owner: string): Promise<Outcome> {
  if (claim?.owner === owner) return 'mine'
  const users = { collection: 'users', depth: 0, limit: 1, pagination: false } as const
  const { docs } = await req.payload.find({ ...users, req })
  if (docs.length > 0) return 'complete'
  if (!claim) return 'mine'
  return isOver(claim) ? 'cut short' : 'claimed by another'
}

const isOver = ({ expiresAt }: Claim): boolean => expiresAt <= new Date().toISOString()
