import { randomUUID } from 'node:crypto'
import type { Payload, PayloadRequest, Where } from 'payload'
import { isConflict, retryConflicts } from '../database/conflicts'
import { inTransaction } from '../database/in-transaction'
import { type Attempt, type Delivery, deliveriesSlug } from './delivery'
import { giveUpAfterMs, retryDelayMs } from './retry'
import type { AttemptResult } from './send'

/** Deliveries that go to a target in one request. They stay together in retries, because receivers deduplicate by the id. */
export interface OutgoingEvent {
  /** The `webhook-id`: the id of the first of its deliveries. */
  id: string
  deliveries: Delivery[]
  /** The id of the claim, on each delivery as `claimedBy`. */
  claim: string
}

/** An event names at most this many documents. */
const maxDeliveries = 1000

const waitingFor = (target: string): Where[] => [
  { state: { equals: 'waiting' } },
  { target: { equals: target } },
]

const isUnclaimed = (now: string): Where => ({
  or: [{ leasedUntil: { exists: false } }, { leasedUntil: { less_than_equal: now } }],
})

/** When the next delivery to this target is due, in ms since 1970; `Infinity` when none waits. */
export async function nextDue(payload: Payload, target: string): Promise<number> {
  const [first] = await find(payload, waitingFor(target), { limit: 1, sort: 'nextAttemptAt' })
  if (!first) return Infinity
  return Math.max(Date.parse(first.nextAttemptAt ?? ''), Date.parse(first.leasedUntil ?? '') || 0)
}

interface Claim {
  /** For this long no other instance sends the claimed deliveries. */
  leaseMs: number
  /** Prefer an event that failed before to a new one. */
  retriesFirst: boolean
}

/**
 * Claims the deliveries that are due for a target: all new ones as one event, or the oldest event that failed before. Undefined if none
 * is due, or another instance claims them at the same time. All or none are claimed: two events with one id would be one for a receiver.
 */
export async function claimEvent(
  payload: Payload,
  target: string,
  { leaseMs, retriesFirst }: Claim,
): Promise<OutgoingEvent | undefined> {
  const now = new Date()
  const due: Where[] = [
    ...waitingFor(target),
    { nextAttemptAt: { less_than_equal: now.toISOString() } },
    isUnclaimed(now.toISOString()),
  ]
  const claim = randomUUID()
  const work = async (req: PayloadRequest): Promise<OutgoingEvent | undefined> => {
    const kinds = retriesFirst ? [retries, newDeliveries] : [newDeliveries, retries]
    let deliveries: Delivery[] = []
    for (const kind of kinds) if (deliveries.length === 0) deliveries = await kind(payload, due, req)
    const [first] = deliveries
    if (!first) return undefined
    const id = first.message ?? first.id
    const leasedUntil = new Date(now.getTime() + leaseMs).toISOString()
    const isFree: Where = { and: [idsOf(deliveries), isUnclaimed(now.toISOString())] }
    await update(payload, isFree, { message: id, claimedBy: claim, leasedUntil }, req)
    return { id, deliveries, claim }
  }
  // SQLite lets one transaction write at a time, other processes included. On MongoDB the one that updates a row second collides.
  return inTransaction(payload, work).catch((error: unknown) => {
    if (isConflict(error)) return undefined
    throw error
  })
}

const newDeliveries = (payload: Payload, due: Where[], req: PayloadRequest) =>
  find(payload, [...due, { message: { exists: false } }], { req, limit: maxDeliveries })

async function retries(payload: Payload, due: Where[], req: PayloadRequest): Promise<Delivery[]> {
  const [oldest] = await find(payload, [...due, { message: { exists: true } }], { req, limit: 1 })
  if (!oldest?.message) return []
  return find(payload, [...due, { message: { equals: oldest.message } }], { req, limit: maxDeliveries })
}

/**
 * Records an attempt on each of the event's deliveries, with their new state and the time of the next attempt. Ends the claim. Changes
 * nothing when another instance has claimed them since: it sends the event again, and receivers ignore an id that they know.
 */
export async function recordAttempt(
  payload: Payload,
  event: OutgoingEvent,
  result: AttemptResult,
): Promise<void> {
  const attempts = [...(event.deliveries[0]?.attempts ?? []), result.attempt]
  await updateClaimed(payload, event, { attempts, leasedUntil: null, ...stateAfter(attempts, result) })
}

function stateAfter(
  attempts: Attempt[],
  { attempt, outcome, retryAfterMs }: AttemptResult,
): Partial<Delivery> {
  const ended = Date.parse(attempt.at) + attempt.ms
  if (outcome === 'delivered') {
    return { state: 'delivered', deliveredAt: new Date(ended).toISOString(), nextAttemptAt: null }
  }
  const next = ended + retryDelayMs(attempts.length, retryAfterMs)
  const isOver = next > Date.parse(attempts[0]?.at ?? attempt.at) + giveUpAfterMs
  return outcome === 'gone' || isOver
    ? { state: 'failed', nextAttemptAt: null }
    : { state: 'waiting', nextAttemptAt: new Date(next).toISOString() }
}

/** Ends the claim without an attempt: the event is due again at once. */
export async function releaseClaim(payload: Payload, event: OutgoingEvent): Promise<void> {
  await updateClaimed(payload, event, { leasedUntil: null })
}

const updateClaimed = (payload: Payload, { deliveries, claim }: OutgoingEvent, data: Partial<Delivery>) =>
  retryConflicts(() =>
    inTransaction(payload, (req) =>
      update(payload, { and: [idsOf(deliveries), { claimedBy: { equals: claim } }] }, data, req),
    ),
  )

const idsOf = (deliveries: Delivery[]): Where => ({ id: { in: deliveries.map(({ id }) => id) } })

async function find(
  payload: Payload,
  conditions: Where[],
  { limit, req, sort = 'createdAt' }: { limit: number; req?: PayloadRequest; sort?: string },
): Promise<Delivery[]> {
  const where = { and: conditions }
  const found = { collection: deliveriesSlug, where, limit, sort, pagination: false, req }
  return (await payload.db.find<Delivery>(found)).docs
}

async function update(payload: Payload, where: Where, data: Partial<Delivery>, req: PayloadRequest) {
  const collection = deliveriesSlug as Parameters<Payload['db']['updateMany']>[0]['collection']
  await payload.db.updateMany({ collection, where, data, returning: false, req })
}
