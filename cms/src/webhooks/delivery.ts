import type { ContentAction } from 'shared-types'

export const deliveriesSlug = 'webhook-deliveries'

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** One request to a target and its result. Stored as JSON. */
export interface Attempt {
  /** ISO 8601: when it began. */
  at: string
  /** Its duration. */
  ms: number
  /** The HTTP status, when the target answered. */
  status?: number
  /** The first 500 characters of the answer. */
  answer?: string
  /** Why there was no answer. */
  error?: string
}

/** One change of what is live, to be delivered to one target: a row of `webhook-deliveries`. Times are ISO 8601. */
export interface Delivery {
  id: string
  createdAt: string
  target: string
  action: ContentAction
  slug: string
  /** The document's id; empty for a global. */
  document?: string | null
  /** The document's title at that time. */
  title?: string | null
  userId?: string | null
  userName?: string | null
  state: DeliveryState
  attempts?: Attempt[] | null
  /** The id of the event that carries this delivery and others. The stored name is older than the code's word “event”. */
  message?: string | null
  nextAttemptAt?: string | null
  /** Until then one instance of the CMS has claimed the delivery and is sending it. */
  leasedUntil?: string | null
  /** The id of the newest claim: only its instance records what became of the attempt. */
  claimedBy?: string | null
  deliveredAt?: string | null
  /** The id of the delivery that this one repeats. */
  redeliveryOf?: string | null
}
