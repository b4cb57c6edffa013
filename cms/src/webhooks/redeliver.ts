import type { Endpoint } from 'payload'
import { refuse } from '../access/refusal'
import { canPublish } from '../access/rules'
import { env } from '../env'
import { type Delivery, deliveriesSlug } from './delivery'
import { wakeRelay } from './relay'

/** Repeats a delivery under a new id: a receiver that knows the old id would ignore it. */
export const redeliverEndpoint: Omit<Endpoint, 'root'> = {
  path: '/:id/redeliver',
  method: 'post',
  handler: async ({ payload, routeParams, user }) => {
    if (!canPublish(user))
      return refuse(403, 'Nothing was sent: only publishers send a message again. Ask one.')
    const delivery = await payload.db.findOne<Delivery>({
      collection: deliveriesSlug,
      where: { id: { equals: String(routeParams?.id) } },
    })
    if (!delivery) return refuse(404, 'Nothing was sent: this message is gone. They are kept for 30 days.')
    const { action, document, slug, target, title, userId, userName } = delivery
    if (!env.targets.some(({ name }) => name === target)) {
      return refuse(
        409,
        `Nothing was sent: “${target}” is not configured any more, so there is no one to send it to.`,
      )
    }
    const { id } = await payload.db.create({
      collection: deliveriesSlug,
      data: {
        ...{ action, document, slug, target, title, userId, userName },
        state: 'waiting',
        nextAttemptAt: new Date().toISOString(),
        redeliveryOf: delivery.id,
      },
    })
    wakeRelay(payload)
    return Response.json({ id: String(id), message: `Sent again to “${target}”.` }, { status: 201 })
  },
}
