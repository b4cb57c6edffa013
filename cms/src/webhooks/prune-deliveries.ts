import type { Payload, Where } from 'payload'
import { deliveriesSlug } from './delivery'

const dayMs = 24 * 60 * 60 * 1000

/** Rows per transaction, so that other writers get their turn in between. */
const batchSize = 200

/**
 * Deletes deliveries older than 30 days that do not wait any more. Deliveries that wait for a target that is no longer
 * configured fail after three days, as long as any event is retried.
 */
export async function pruneDeliveries(payload: Payload, targets: string[], now = Date.now()): Promise<void> {
  const olderThan = (days: number): Where => ({
    createdAt: { less_than: new Date(now - days * dayMs).toISOString() },
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
      limit: batchSize,
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
