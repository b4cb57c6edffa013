import type { Endpoint, Payload, Where } from 'payload'
import type { Freeze, ReleaseReport } from 'shared-types'
import { refuse } from '../access/refusal'
import { canPublish, isStaff } from '../access/rules'
import { env } from '../env'
import { type ScheduleNews, scheduleNews } from '../schedule/scheduled-changes'
import { deliveriesSlug, type Delivery } from '../webhooks/delivery'
import { adminHref, kindOf, type ProblemLink, problemLink } from './document-links'
import { checkPublisherHealth, type PublisherHealth } from './publisher-commands'
import { findRelease, findReleases, isTurn } from './release-queries'
import { type ProblemRow, type StoredRelease, withoutLists } from './stored-release'
import { currentContentRevision } from './content-revision'
import { currentSite, timeOf } from './live-release'
import { type WaitingLine, waitingLines } from './waiting'

type Report = ReleaseReport['data']

/** A release in the dashboard's list. Times are ISO 8601. */
export interface ReleaseLine {
  title: string
  /** Its own when it went live; otherwise that of the release that was live at the time. */
  number: number
  state: Report['state']
  at: string
  href: string
  summary: string
  who?: string
  durationMs?: number
  /** How many pages it wrote, and how many of them are new or gone. */
  pages: { rendered: number; added: number; removed: number }
}

/** A problem with its document's title. */
export interface TitledProblem extends ProblemLink {
  title: string
}

/** Deliveries to one target that are not delivered. */
interface StuckDeliveries {
  target: string
  state: 'failed' | 'waiting'
  count: number
  since: string
}

/** A scheduled change that did not happen, or will not. */
export type ScheduleLine = Pick<ScheduleNews, 'id' | 'type' | 'at' | 'state' | 'reason'> & {
  title: string
  /** The labels of the field at fault, to which `href` leads. */
  field?: string
  /** The document's form; undefined once the document is deleted. */
  href?: string
}

/** For the dashboard: what is live, what happened last, and what needs attention. */
export interface PublishingOverview {
  siteUrl: string
  live?: { release: number; since: string }
  freeze?: Freeze
  /** The start of the release that is being made. */
  beingMadeSince?: string
  releases: ReleaseLine[]
  blocked: TitledProblem[]
  /** What waits until a publisher allows that so much vanishes. */
  waiting: WaitingLine[]
  warnings: TitledProblem[]
  /** The newest release did not go live. */
  stopped?: {
    state: 'failed' | 'refused'
    since: string
    message: string
    revision: string
    /** The hash of its templates. */
    bundle: string
    canBeAllowed: boolean
  }
  /** Deliveries that have waited for over a minute, and recent ones that failed. */
  deliveries: StuckDeliveries[]
  schedules: ScheduleLine[]
  /** Undefined when this CMS has no bundled publisher. */
  publisher?: PublisherHealth
  /** Whether this user may roll back, resume and allow. */
  mayCommand: boolean
  /** Whether this user may cancel what is scheduled. */
  mayPublish: boolean
}

/** A release that is still being made after this time counts as failed. */
const buildTimeoutMs = 60 * 60_000
/** A waiting delivery is shown after this time, and a failed one until it is this old. */
const deliveryTimeoutMs = 60_000
const failureShownMs = 7 * 24 * 60 * 60_000

export const publishingEndpoint: Endpoint = {
  path: '/publishing',
  method: 'get',
  handler: async (req) => {
    if (!isStaff(req.user)) return refuse(403, 'Sign in to see what is live.')
    const overview: PublishingOverview = {
      ...(await publishingOverview(req.payload)),
      mayCommand: canPublish(req.user) && Boolean(env.PUBLISHER_URL),
      mayPublish: canPublish(req.user),
    }
    return Response.json(overview, { headers: { 'Cache-Control': 'no-store' } })
  },
}

async function publishingOverview(
  payload: Payload,
): Promise<Omit<PublishingOverview, 'mayCommand' | 'mayPublish'>> {
  const [site, releases, deliveries, schedules, publisher] = await Promise.all([
    currentSite(payload),
    findLines(payload),
    findStuckDeliveries(payload),
    scheduleNews(payload),
    checkPublisherHealth(),
  ])
  const { checked, freeze, latest, live, newest, turn } = site
  // An editor may have undone the refused change: then the live content is current again, and no further release follows.
  const isStopped =
    newest?.state === 'failed' ||
    (newest?.state === 'refused' && live?.revision !== (await currentContentRevision(payload)))
  return {
    siteUrl: env.SITE_URL,
    live: live && { release: live.number, since: await liveSince(payload, turn ?? live) },
    freeze,
    beingMadeSince: latest && isUnderWay(latest) ? latest.startedAt : undefined,
    releases,
    blocked: titledProblems(payload, (isStopped && newest.blocked?.length ? newest : checked)?.blocked),
    waiting: waitingLines(payload, site),
    warnings: titledProblems(payload, live?.warnings),
    stopped: isStopped
      ? {
          state: newest.state as 'failed' | 'refused',
          since: timeOf(newest),
          message: newest.message ?? 'The publisher gave no reason. See its log.',
          revision: newest.revision,
          bundle: newest.bundle,
          canBeAllowed: Boolean(newest.canBeAllowed),
        }
      : undefined,
    deliveries,
    schedules: schedules.map((news) => scheduleLine(payload, news)),
    publisher,
  }
}

/** The publisher reports a release again when only its blocked documents or warnings have changed; it is live since its first report. */
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

/** A publisher that dies while it makes a release sends no further report of it. */
const isUnderWay = ({ receivedAt, state }: StoredRelease) =>
  state === 'building' && Date.now() - Date.parse(receivedAt) < buildTimeoutMs

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

const titledProblems = (payload: Payload, rows: readonly ProblemRow[] = []): TitledProblem[] =>
  rows.map((row) => ({
    ...problemLink(payload, row),
    title: row.title || `A ${kindOf(payload, row.slug)}`,
  }))

function scheduleLine(payload: Payload, news: ScheduleNews): ScheduleLine {
  const { id, type, at, state, reason, slug, documentId, place } = news
  const title = news.title || `A ${kindOf(payload, slug)}`
  const trash = `${payload.config.routes.admin}/collections/${slug}/trash/${encodeURIComponent(documentId)}`
  const line = { id, type, at, state, reason, title }
  if (place !== 'admin') return { ...line, href: place === 'trash' ? trash : undefined }
  const { field, href } = problemLink(payload, { slug, documentId, field: news.field ?? '', message: '' })
  return { ...line, field, href }
}

async function findStuckDeliveries(payload: Payload): Promise<StuckDeliveries[]> {
  const now = Date.now()
  const before = (ms: number) => new Date(now - ms).toISOString()
  const { docs } = await payload.db.find<Delivery>({
    collection: deliveriesSlug,
    where: {
      or: [
        { and: [{ state: { equals: 'waiting' } }, { createdAt: { less_than: before(deliveryTimeoutMs) } }] },
        { and: [{ state: { equals: 'failed' } }, { createdAt: { greater_than: before(failureShownMs) } }] },
      ],
    },
    sort: 'createdAt',
    limit: 1000,
    pagination: false,
    select: { target: true, state: true, createdAt: true },
  })
  const groups = new Map<string, StuckDeliveries>()
  for (const { target, state, createdAt } of docs) {
    if (state === 'delivered') continue
    const name = `${state} ${target}`
    const { count, since } = groups.get(name) ?? { count: 0, since: createdAt }
    groups.set(name, { target, state, count: count + 1, since })
  }
  const isUnresolved = await Promise.all(
    [...groups.values()].map(async ({ target, state, since }) => {
      if (state === 'waiting') return true
      // An event is only a hint: a target that took a later one has fetched the content since.
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
  return [...groups.values()].filter((_, index) => isUnresolved[index])
}
