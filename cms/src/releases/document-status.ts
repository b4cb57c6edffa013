import type { Payload } from 'payload'
import { type Freeze, type DocumentIdentity } from 'shared-types'
import { isLiveRow, type Liveness, livenessFieldsOf } from '../database/live-row'
import { deliveriesSlug } from '../webhooks/delivery'
import { configOf, type ProblemLink, problemLink, publicUrl } from './document-links'
import type { ProblemRow } from './stored-release'
import { currentContentRevision } from './content-revision'
import { checkPublisherHealth } from './publisher-commands'
import { currentSite, findShown, hasSeen, isOf, isStillShown, type SiteState, timeOf } from './live-release'
import { waitingGroupOf, type WaitingGroup } from './waiting'

/** What visitors see of a document. Times are ISO 8601. */
export type Visibility =
  /** Nothing, and no release is under way that would show it. A picture `waits`: publishing a document that uses it publishes it. */
  | { state: 'draft'; waits?: true; isInTrash?: true }
  /** An old version that is unpublished in the CMS and not yet removed from the site. */
  | ({ state: 'coming-down'; since: string; freeze?: Freeze } & Delay)
  /** The newest published version. */
  | { state: 'live'; since: string; release: number }
  /** An older version, or nothing, until an editor corrects the problems. */
  | { state: 'blocked'; problems: ProblemLink[] }
  /**
   * What visitors saw before, until a publisher allows that so much vanishes (`what`: “12 of 70 posts would vanish”).
   * `isRemoval`: the document is unpublished in the CMS, and its last version stays on the site. `mayAllow`: this user may.
   */
  | ({ state: 'waiting'; what: string; isRemoval: boolean; mayAllow?: boolean } & WaitingGroup)
  /** An older version, or nothing, until a publisher lifts the publish freeze. */
  | { state: 'frozen'; freeze: Freeze }
  /** The release with this version was stopped; the site stays as it was. */
  | { state: 'failed' | 'refused'; since: string; message: string; canBeAllowed: boolean }
  /** An older version, or nothing, until the next release. */
  | ({ state: 'queued'; since: string; isBeingMade: boolean } & Delay)

/** Why a release takes longer than it should. */
interface Delay {
  /** The publisher does not answer; its last report came at this time. */
  silentSince?: string
  /** The publisher answers, and says this. */
  publisherProblem?: string
}

export type DocumentStatus = Visibility & {
  /** Its page, when it has one. */
  url?: string
  /** Problems that did not block it, such as a link to a page that is gone. */
  warnings: ProblemLink[]
  /** A draft is newer than the published version. */
  hasNewerDraft: boolean
}

/** The publisher counts as silent after this time without a report; a release that is being made may take longer. */
const silenceTimeoutMs = 60_000
const buildTimeoutMs = 10 * 60_000

interface Row extends Record<string, unknown>, Liveness {
  id: string
  updatedAt: string
}

/**
 * What visitors see of a document on the site of the shown target; undefined when there is no such document. Computed from the
 * releases' reports each time: a stored status would become wrong with every later release, and storing it would change the
 * content revision.
 */
export async function documentStatus(
  payload: Payload,
  document: DocumentIdentity,
): Promise<DocumentStatus | undefined> {
  const { row, hasDrafts, isPublished } = await findRow(payload, document)
  if (!row && document.id !== '') return undefined
  const site = await currentSite(payload)
  const [visibility, hasNewerDraft] = await Promise.all([
    row && isPublished
      ? ofPublished(payload, document, row, site)
      : ofUnpublished(payload, document, row, site),
    isPublished && hasDrafts ? hasDraft(payload, document) : false,
  ])
  const warnings = problemsIn(payload, document, site.live?.warnings)
  return { ...visibility, url: row && publicUrl(document, row), warnings, hasNewerDraft }
}

async function ofPublished(
  payload: Payload,
  document: DocumentIdentity,
  row: Row,
  site: SiteState,
): Promise<Visibility> {
  const { updatedAt } = row
  const isThis = (other: string) => Date.parse(other) === Date.parse(updatedAt)
  const blocked = [site.newest, site.checked].flatMap((release) => release?.blocked ?? [])
  const problems = problemsIn(
    payload,
    document,
    blocked.filter((problem) => isThis(problem.updatedAt)),
  )
  if (problems.length > 0) return { state: 'blocked', problems }
  const group = site.freeze ? undefined : waitingGroupOf(payload, document, site, updatedAt)
  if (group) return { state: 'waiting', isRemoval: false, ...group }

  const shown = await findShown(payload, document, updatedAt, site)
  if (shown) return { state: 'live', since: timeOf(shown), release: shown.number }
  if (site.freeze) return { state: 'frozen', freeze: site.freeze }

  const { newest, live } = site
  if (newest && (newest.state === 'refused' || newest.state === 'failed') && hasSeen(newest, updatedAt)) {
    return {
      state: newest.state,
      since: timeOf(newest),
      message: newest.message ?? 'The publisher gave no reason. See its log.',
      canBeAllowed: Boolean(newest.canBeAllowed),
    }
  }
  // Only a release that came after the change can contain it, so do not compute the revision before there is one.
  if (live && hasSeen(live, updatedAt) && live.revision === (await currentContentRevision(payload))) {
    return { state: 'live', since: timeOf(live), release: live.number }
  }
  return { state: 'queued', since: updatedAt, ...(await waiting(updatedAt, site)) }
}

async function ofUnpublished(
  payload: Payload,
  document: DocumentIdentity,
  row: Row | undefined,
  site: SiteState,
): Promise<Visibility> {
  const { live, freeze } = site
  const draft: Visibility = row?.deletedAt
    ? { state: 'draft', isInTrash: true }
    : { state: 'draft', ...(document.slug === 'media' && { waits: true }) }
  if (!live) return draft
  const group = freeze ? undefined : waitingGroupOf(payload, document, site)
  if (group) return { state: 'waiting', isRemoval: true, ...group }
  // A removal that would break a page is blocked, and reported with the version that stays.
  const revision = await currentContentRevision(payload)
  const current = [site.newest, site.checked].filter((release) => release?.revision === revision)
  const problems = problemsIn(
    payload,
    document,
    current.flatMap((release) => release?.blocked ?? []),
  )
  if (problems.length > 0) return { state: 'blocked', problems }
  const unpublishedAt = await findUnpublishedAt(payload, document)
  const isGone =
    !(await isStillShown(payload, document, unpublishedAt, live)) || (!freeze && live.revision === revision)
  if (isGone) return draft
  const since = unpublishedAt ?? timeOf(live)
  const { isBeingMade: _, ...delay } = await waiting(since, site)
  return { state: 'coming-down', since, ...(freeze ? { freeze } : delay) }
}

async function findUnpublishedAt(
  payload: Payload,
  { slug, id }: DocumentIdentity,
): Promise<string | undefined> {
  const { docs } = await payload.db.find<{ createdAt: string }>({
    collection: deliveriesSlug,
    where: {
      and: [
        { slug: { equals: slug } },
        { document: { equals: id } },
        { action: { equals: 'unpublish' } },
        { redeliveryOf: { exists: false } },
      ],
    },
    sort: '-createdAt',
    limit: 1,
    pagination: false,
    select: { createdAt: true },
  })
  return docs[0]?.createdAt
}

async function waiting(since: string, { latest }: SiteState): Promise<Delay & { isBeingMade: boolean }> {
  const hasReported = latest !== undefined && Date.parse(latest.receivedAt) > Date.parse(since)
  const isBeingMade = hasReported && latest.state === 'building'
  const lastReportAt = hasReported ? latest.receivedAt : since
  const isSilent = Date.now() - Date.parse(lastReportAt) > (isBeingMade ? buildTimeoutMs : silenceTimeoutMs)
  if (!isSilent) return { isBeingMade }
  const health = await checkPublisherHealth()
  if (health?.isAnswering) return { isBeingMade, publisherProblem: health.problem }
  return { isBeingMade, silentSince: lastReportAt }
}

function problemsIn(
  payload: Payload,
  document: DocumentIdentity,
  rows: readonly ProblemRow[] | undefined,
): ProblemLink[] {
  const own = (rows ?? []).filter((row) => isOf(document, row))
  // Two reports may list the same problem.
  const byText = new Map(own.map((row) => [`${row.field} ${row.message}`, row]))
  return [...byText.values()].map((row) => problemLink(payload, row))
}

type Found = { row: Row | undefined; hasDrafts: boolean; isPublished: boolean }

async function findRow(payload: Payload, { slug, id }: DocumentIdentity): Promise<Found> {
  const config = configOf(payload, slug)
  const hasDrafts = Boolean(config?.versions && typeof config.versions === 'object' && config.versions.drafts)
  const liveness = config ? livenessFieldsOf(config) : []
  const has = (name: string) => config?.flattenedFields.some((field) => field.name === name)
  const names = ['updatedAt', ...liveness, ...['slug', 'from'].filter(has)]
  const select = Object.fromEntries(names.map((name) => [name, true] as const))
  const row =
    id === ''
      ? await payload.db.findGlobal<Row>({ slug, select })
      : await payload.db.findOne<Row>({ collection: slug, where: { id: { equals: id } }, select })
  // A global that was never saved has no row.
  if (!row?.updatedAt) return { row: undefined, hasDrafts, isPublished: false }
  return { row, hasDrafts, isPublished: config !== undefined && isLiveRow(config, row) }
}

async function hasDraft(payload: Payload, { slug, id }: DocumentIdentity): Promise<boolean> {
  const options = { limit: 1, pagination: false, select: { version: { _status: true } } } as const
  const isNewest = { latest: { equals: true } }
  const { docs } =
    id === ''
      ? await payload.db.findGlobalVersions<Row>({ ...options, global: slug, where: isNewest })
      : await payload.db.findVersions<Row>({
          ...options,
          collection: slug,
          where: { and: [{ parent: { equals: id } }, isNewest] },
        })
  return docs[0]?.version._status === 'draft'
}
