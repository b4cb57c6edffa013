import type { Endpoint, Payload, Where } from 'payload'
import type { Freeze, ReleaseReport } from 'shared-types'
import { refuse } from '../access/refusal'
import { canPublish, isStaff } from '../access/rules'
import { env } from '../env'
import { deliveriesSlug, type Delivery } from '../webhooks/delivery'
import { adminHref, kindOf, type Problem, problemOf } from './document-links'
import { askHealth, type PublisherHealth } from './publisher-commands'
import { findRelease, findReleases, isTurn } from './release-queries'
import { type ProblemRow, type StoredRelease, withoutLists } from './stored-release'
import { currentContentRevision } from './content-revision'
import { currentSite, timeOf } from './live-release'

type Report = ReleaseReport['data']

/** A release as a line of a list. Times are ISO 8601. */
export interface ReleaseLine {
  title: string
  /** Of what went live; otherwise that of the release that was live meanwhile. */
  number: number
  state: Report['state']
  at: string
  href: string
  summary: string
  who?: string
  durationMs?: number
  /** Of the releases that went live: how many pages it wrote, and how many it added and took away. */
  pages: { rendered: number; added: number; removed: number }
}

/** A problem with the document that has it. */
export interface DocumentNote extends Problem {
  title: string
}

interface Stuck {
  target: string
  state: 'failed' | 'waiting'
  count: number
  since: string
}

/** For the dashboard: what is live, what happened last, and what needs somebody's attention. */
export interface PublishingOverview {
  siteUrl: string
  live?: { release: number; since: string }
  freeze?: Freeze
  /** Since when a release is being made. */
  beingMadeSince?: string
  releases: ReleaseLine[]
  blocked: DocumentNote[]
  warnings: DocumentNote[]
  /** The newest release did not go live. */
  stopped?: {
    state: 'failed' | 'refused'
    since: string
    message: string
    revision: string
    canBeAllowed: boolean
  }
  /** Messages that nobody has taken for over a minute, and those that are no longer tried. */
  deliveries: Stuck[]
  /** Nothing: this CMS has no publisher beside it. */
  publisher?: PublisherHealth
  /** Whether whoever asks may roll back, resume and allow. */
  mayCommand: boolean
}

/** Milliseconds that a release takes at most. */
const longestRelease = 60 * 60_000
/** Milliseconds in which a message should have been taken, and for how long a failed one is worth a word. */
const patience = 60_000
const memory = 7 * 24 * 60 * 60_000

export const publishingEndpoint: Endpoint = {
  path: '/publishing',
  method: 'get',
  handler: async (req) => {
    if (!isStaff(req.user)) return refuse(403, 'Sign in to see what is live.')
    const overview: PublishingOverview = {
      ...(await publishingOverview(req.payload)),
      mayCommand: canPublish(req.user) && Boolean(env.PUBLISHER_URL),
    }
    return Response.json(overview, { headers: { 'Cache-Control': 'no-store' } })
  },
}

async function publishingOverview(payload: Payload): Promise<Omit<PublishingOverview, 'mayCommand'>> {
  const [{ checked, freeze, latest, live, newest, turn }, releases, deliveries, publisher] =
    await Promise.all([currentSite(payload), findLines(payload), findStuckDeliveries(payload), askHealth()])
  // What was refused may be undone: then nothing waits any more, and no further release says so.
  const isStopped =
    newest?.state === 'failed' ||
    (newest?.state === 'refused' && live?.revision !== (await currentContentRevision(payload)))
  return {
    siteUrl: env.SITE_URL,
    live: live && { release: live.number, since: await liveSince(payload, turn ?? live) },
    freeze,
    beingMadeSince: latest && isUnderWay(latest) ? latest.startedAt : undefined,
    releases,
    blocked: notesOf(payload, (isStopped && newest.blocked?.length ? newest : checked)?.blocked),
    warnings: notesOf(payload, live?.warnings),
    stopped: isStopped
      ? {
          state: newest.state as 'failed' | 'refused',
          since: timeOf(newest),
          message: newest.message ?? 'The publisher gave no reason. See its log.',
          revision: newest.revision,
          canBeAllowed: Boolean(newest.canBeAllowed),
        }
      : undefined,
    deliveries,
    publisher,
  }
}

/** A release is told again when only what is blocked or warned of has changed; visitors have seen it since the first time. */
async function liveSince(payload: Payload, turn: StoredRelease): Promise<string> {
  const { number } = turn
  const other = await findRelease(
    payload,
    { and: [isTurn, { number: { not_equals: number } }] },
    { sort: '-receivedAt' },
  )
  const after: Where = other ? { receivedAt: { greater_than: other.receivedAt } } : {}
  const first = await findRelease(
    payload,
    { and: [isTurn, { number: { equals: number } }, after] },
    { sort: 'receivedAt' },
  )
  return timeOf(first ?? turn)
}

/** A publisher that dies in the middle of a release says nothing more of it. */
const isUnderWay = ({ receivedAt, state }: StoredRelease) =>
  state === 'building' && Date.now() - Date.parse(receivedAt) < longestRelease

async function findLines(payload: Payload): Promise<ReleaseLine[]> {
  const releases = await findReleases(
    payload,
    {},
    { sort: '-receivedAt', limit: 8, select: { ...withoutLists, summary: true, who: true, pages: true } },
  )
  return releases.map((release) => ({
    title: release.title,
    number: release.number,
    state: release.state === 'building' && !isUnderWay(release) ? 'failed' : release.state,
    at: timeOf(release),
    href: adminHref(payload, { slug: 'releases', id: String(release.id) }),
    summary: release.summary ?? '',
    who: release.who ?? undefined,
    durationMs: release.durationMs ?? undefined,
    pages: {
      rendered: release.pages.rendered,
      added: release.pages.added.length,
      removed: release.pages.removed.length,
    },
  }))
}

const notesOf = (payload: Payload, rows: readonly ProblemRow[] = []): DocumentNote[] =>
  rows.map((row) => ({
    ...problemOf(payload, row),
    title: row.title || `A ${kindOf(payload, row.slug)}`,
  }))

async function findStuckDeliveries(payload: Payload): Promise<Stuck[]> {
  const now = Date.now()
  const before = (ms: number) => new Date(now - ms).toISOString()
  const { docs } = await payload.db.find<Delivery>({
    collection: deliveriesSlug,
    where: {
      or: [
        { and: [{ state: { equals: 'waiting' } }, { createdAt: { less_than: before(patience) } }] },
        { and: [{ state: { equals: 'failed' } }, { createdAt: { greater_than: before(memory) } }] },
      ],
    },
    sort: 'createdAt',
    limit: 1000,
    pagination: false,
    select: { target: true, state: true, createdAt: true },
  })
  const groups = new Map<string, Stuck>()
  for (const { target, state, createdAt } of docs) {
    if (state === 'delivered') continue
    const name = `${state} ${target}`
    const { count, since } = groups.get(name) ?? { count: 0, since: createdAt }
    groups.set(name, { target, state, count: count + 1, since })
  }
  const isWorthAWord = await Promise.all(
    [...groups.values()].map(async ({ target, state, since }) => {
      if (state === 'waiting') return true
      // A message is a hint: whoever got a later one has looked.
      const { totalDocs } = await payload.db.count({
        collection: deliveriesSlug,
        where: {
          and: [
            { target: { equals: target } },
            { state: { equals: 'delivered' } },
            { createdAt: { greater_than: since } },
          ],
        },
      })
      return totalDocs === 0
    }),
  )
  return [...groups.values()].filter((_, index) => isWorthAWord[index])
}
