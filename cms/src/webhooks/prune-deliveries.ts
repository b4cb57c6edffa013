import type { Payload, Where } from 'payload'
import { deliveriesSlug } from './delivery'

const day = 24 * 60 * 60 * 1000

/** Rows that are deleted at once: other writers get their turn in between. */
const batch = 200

/**
 * Deletes what is older than 30 days, unless it still waits; and ends the waiting for targets that are not configured any
 * more, after the three days for which a target is tried.
 */
export async function sweepDeliveries(payload: Payload, targets: string[], now = Date.now()): Promise<void> {
  const olderThan = (days: number): Where => ({
    createdAt: { less_than: new Date(now - days * day).toISOString() },
  })
  await payload.db.updateMany({
    collection: deliveriesSlug as 'users',
    where: { and: [{ state: { equals: 'waiting' } }, { target: { not_in: targets } }, olderThan(3)] },
    data: { state: 'failed', nextAttemptAt: null },
    returning: false,
  })
  const where: Where = { and: [{ state: { not_equals: 'waiting' } }, olderThan(30)] }
  for (;;) {
    const { docs } = await payload.db.find<{ id: string }>({
      collection: deliveriesSlug,
      where,
      limit: batch,
      pagination: false,
      select: {},
    })
    if (docs.length === 0) return
    await payload.db.deleteMany({
      collection: deliveriesSlug,
      where: { id: { in: docs.map(({ id }) => id) } },
    })
    await new Promise(setImmediate)
  }
}
