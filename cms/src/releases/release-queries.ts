import type { Payload, PayloadRequest, Where } from 'payload'
import type { DocumentProblem, Freeze, ReleasedDocument, ReleaseReport } from 'shared-types'
import { env } from '../env'

type Report = ReleaseReport['data']
export type ProblemRow = Omit<DocumentProblem, 'id'> & { documentId?: string | null }

/** A row of the collection `releases`, as far as it was selected. */
export interface StoredRelease extends Pick<
  Report,
  'bundle' | 'isFull' | 'number' | 'pages' | 'reason' | 'revision' | 'startedAt' | 'state' | 'target'
> {
  id: string
  title: string
  reportId: string
  contentAsOf?: string | null
  finishedAt?: string | null
  receivedAt: string
  sentAt: string
  durationMs?: number | null
  who?: string | null
  summary?: string | null
  message?: string | null
  canBeAllowed?: boolean | null
  hold?: Freeze | null
  documents?: (Omit<ReleasedDocument, 'id'> & {
    key: string
    documentId?: string | null
    title?: string | null
  })[]
  held?: ProblemRow[]
  warnings?: ProblemRow[]
}

/** Whose releases are shown in the admin: the bundled publisher's; without one, those of the static build. */
export const shownTarget = env.PUBLISHER_URL ? 'publisher' : 'github'

/** All but the lists, which can be long. */
export const withoutLists = {
  title: true,
  number: true,
  state: true,
  reason: true,
  revision: true,
  contentAsOf: true,
  startedAt: true,
  finishedAt: true,
  receivedAt: true,
  durationMs: true,
  isFull: true,
  message: true,
  canBeAllowed: true,
  hold: true,
} as const

/** The first of the releases of a target. Newest are those with the highest number, or those that were reported last. */
export async function findRelease(
  payload: Payload,
  where: Where,
  options: {
    sort: '-number' | '-receivedAt' | 'number' | 'receivedAt'
    target?: string
    select?: Record<string, true>
    req?: PayloadRequest
  },
): Promise<StoredRelease | undefined> {
  const { sort, target = shownTarget, select = withoutLists, req } = options
  const { docs } = await payload.db.find<StoredRelease>({
    collection: 'releases',
    where: { and: [{ target: { equals: target } }, where] },
    sort,
    limit: 1,
    pagination: false,
    select,
    req,
  })
  return docs[0]
}

export const isLive: Where = { state: { equals: 'live' } }
export const isFullAndLive: Where = { and: [isLive, { isFull: { equals: true } }] }
/** Whatever has an outcome. */
export const isDone: Where = { state: { not_equals: 'building' } }
/** Whatever decides which release visitors see. */
export const isTurn: Where = { state: { in: ['live', 'rolled-back', 'resumed'] } }

export const upTo = (number: number): Where => ({ number: { less_than_equal: number } })
