import type { Payload, PayloadRequest, Where } from 'payload'
import { env } from '../env'
import { releaseOfRow, type ReleaseRow, type StoredRelease, withoutLists } from './stored-release'

/** The target whose releases the admin shows: the bundled publisher; without one, the static build. */
export const shownTarget = env.PUBLISHER_URL ? 'publisher' : 'github'

interface ReleaseQuery {
  sort: '-number' | '-receivedAt' | 'number' | 'receivedAt'
  /** The shown target when it is not given. */
  target?: string
  select?: Record<string, true>
  req?: PayloadRequest
}

/** At most `limit` releases of a target. The newest have the highest number, or were reported last. */
export async function findReleases(
  payload: Payload,
  where: Where,
  options: ReleaseQuery & { limit: number },
): Promise<StoredRelease[]> {
  const { limit, sort, target = shownTarget, select = withoutLists, req } = options
  const { docs } = await payload.db.find<ReleaseRow>({
    collection: 'releases',
    where: { and: [{ target: { equals: target } }, where] },
    sort,
    limit,
    pagination: false,
    select,
    req,
  })
  return docs.map(releaseOfRow)
}

/** The first of them. */
export async function findRelease(
  payload: Payload,
  where: Where,
  options: ReleaseQuery,
): Promise<StoredRelease | undefined> {
  const [first] = await findReleases(payload, where, { ...options, limit: 1 })
  return first
}

export const isLive: Where = { state: { equals: 'live' } }
export const isFullAndLive: Where = { and: [isLive, { isFull: { equals: true } }] }
/** The release is no longer being made. */
export const isDone: Where = { state: { not_equals: 'building' } }
/** The states that decide which release visitors see. */
export const isTurn: Where = { state: { in: ['live', 'rolled-back', 'resumed'] } }

export const upTo = (number: number): Where => ({ number: { less_than_equal: number } })
