import type { Payload } from 'payload'
import type { Delivery } from '../src/webhooks/delivery'

/** All deliveries to a target, oldest first. */
export async function deliveriesTo(payload: Payload, target: string): Promise<Delivery[]> {
  const { docs } = await payload.db.find<Delivery>({
    collection: 'webhook-deliveries',
    where: { target: { equals: target } },
    sort: 'createdAt',
    limit: 0,
    pagination: false,
  })
  return docs
}
