import type { ContentAction } from 'shared-types'

export const deliveriesSlug = 'webhook-deliveries'

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** One request to a target, and what came of it. */
export interface Attempt {
  /** ISO 8601: when it began. */
  at: string
  /** How long it took. */
  ms: number
  /** The HTTP status, when there was an answer. */
  status?: number
  /** The first 500 characters of the answer. */
  answer?: string
  /** Why there was no answer. */
  error?: string
}

/** One change of what is live, for one target, as a row of `webhook-deliveries`. Times are ISO 8601. */
export interface Delivery {
  id: string
  createdAt: string
  target: string
  action: ContentAction
  slug: string
  /** Empty for a global. */
  document?: string | null
  title?: string | null
  userId?: string | null
  userName?: string | null
  state: DeliveryState
  attempts?: Attempt[] | null
  /** The `webhook-id` of the message that carries it, together with others: the id of the first of them. */
  message?: string | null
  nextAttemptAt?: string | null
  /** Until then somebody is sending it. */
  leasedUntil?: string | null
  deliveredAt?: string | null
  redeliveryOf?: string | null
}
