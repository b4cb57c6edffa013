import {
  commitTransaction,
  createLocalReq,
  initTransaction,
  killTransaction,
  type Payload,
  type PayloadRequest,
  type Where,
} from 'payload'
import { type Attempt, type Delivery, deliveriesSlug } from './delivery'
import { giveUpAfter, retryDelay } from './retry'
import type { Outcome } from './send'

/** What goes to a target in one request. Its parts stay together: a receiver may know the id already. */
export interface Message {
  id: string
  deliveries: Delivery[]
}

/** As many documents as a message may name. */
const mostDeliveries = 1000

const waitingFor = (target: string): Where[] => [
  { state: { equals: 'waiting' } },
  { target: { equals: target } },
]

const isFree = (now: string): Where => ({
  or: [{ leasedUntil: { exists: false } }, { leasedUntil: { less_than_equal: now } }],
})

/** When something is due for this target, in ms since 1970; `Infinity` when nothing waits. */
export async function nextDue(payload: Payload, target: string): Promise<number> {
  const [first] = await find(payload, waitingFor(target), { limit: 1, sort: 'nextAttemptAt' })
  if (!first) return Infinity
  return Math.max(Date.parse(first.nextAttemptAt ?? ''), Date.parse(first.leasedUntil ?? '') || 0)
}

export interface Claim {
  /** ms for which nobody else sends what is taken. */
  lease: number
  /** What failed before comes first this time. */
  retriesFirst: boolean
}

/** Takes what is due for a target: all that is new, as one message, or what failed before, a message at a time, oldest first. */
export function claimMessage(
  payload: Payload,
  target: string,
  { lease, retriesFirst }: Claim,
): Promise<Message | undefined> {
  const now = new Date()
  const due: Where[] = [
    ...waitingFor(target),
    { nextAttemptAt: { less_than_equal: now.toISOString() } },
    isFree(now.toISOString()),
  ]
  return inTransaction(payload, async (req) => {
    const kinds = retriesFirst ? [retries, newDeliveries] : [newDeliveries, retries]
    let deliveries: Delivery[] = []
    for (const kind of kinds) if (deliveries.length === 0) deliveries = await kind(payload, due, req)
    const [first] = deliveries
    if (!first) return undefined
    const id = first.message ?? first.id
    const leasedUntil = new Date(now.getTime() + lease).toISOString()
    await update(
      payload,
      { and: [idsOf(deliveries), isFree(now.toISOString())] },
      { message: id, leasedUntil },
      req,
    )
    return { id, deliveries }
  })
}

const newDeliveries = (payload: Payload, due: Where[], req: PayloadRequest) =>
  find(payload, [...due, { message: { exists: false } }], { req, limit: mostDeliveries })

async function retries(payload: Payload, due: Where[], req: PayloadRequest): Promise<Delivery[]> {
  const [oldest] = await find(payload, [...due, { message: { exists: true } }], { req, limit: 1 })
  if (!oldest?.message) return []
  return find(payload, [...due, { message: { equals: oldest.message } }], { req, limit: mostDeliveries })
}

/** Notes what came of an attempt, at each of the message's rows, and when the next one is. */
export async function settleMessage(payload: Payload, message: Message, outcome: Outcome): Promise<void> {
  const attempts = [...(message.deliveries[0]?.attempts ?? []), outcome.attempt]
  await inTransaction(payload, (req) =>
    update(
      payload,
      ofMessage(message),
      { attempts, leasedUntil: null, ...stateAfter(attempts, outcome) },
      req,
    ),
  )
}

function stateAfter(attempts: Attempt[], { attempt, result, retryAfter }: Outcome): Partial<Delivery> {
  const ended = Date.parse(attempt.at) + attempt.ms
  if (result === 'delivered') {
    return { state: 'delivered', deliveredAt: new Date(ended).toISOString(), nextAttemptAt: null }
  }
  const next = ended + retryDelay(attempts.length, retryAfter)
  const isOver = next > Date.parse(attempts[0]?.at ?? attempt.at) + giveUpAfter
  return result === 'gone' || isOver
    ? { state: 'failed', nextAttemptAt: null }
    : { state: 'waiting', nextAttemptAt: new Date(next).toISOString() }
}

/** Gives back what was taken, unsent. */
export async function releaseMessage(payload: Payload, message: Message): Promise<void> {
  await inTransaction(payload, (req) => update(payload, ofMessage(message), { leasedUntil: null }, req))
}

const idsOf = (deliveries: Delivery[]): Where => ({ id: { in: deliveries.map(({ id }) => id) } })

const ofMessage = ({ deliveries }: Message): Where => ({
  and: [idsOf(deliveries), { state: { equals: 'waiting' } }],
})

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

/** On SQLite a condition holds for what is written only inside a transaction, which is the only one that writes. */
async function inTransaction<Result>(
  payload: Payload,
  work: (req: PayloadRequest) => Promise<Result>,
): Promise<Result> {
  const req = await createLocalReq({}, payload)
  await initTransaction(req)
  try {
    const result = await work(req)
    await commitTransaction(req)
    return result
  } catch (error) {
    await killTransaction(req)
    throw error
  }
}
