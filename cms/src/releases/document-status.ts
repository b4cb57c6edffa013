import type { Payload } from 'payload'
import { documentKey, type Freeze, type DocumentIdentity } from 'shared-types'
import { isLiveRow } from '../database/live-row'
import { configOf, type ProblemLink, problemLink, publicUrl } from './document-links'
import type { ProblemRow, StoredRelease } from './stored-release'
import { currentContentRevision } from './content-revision'
import { checkPublisherHealth, type PublisherHealth } from './publisher-commands'
import {
  currentSite,
  findReported,
  findShown,
  hasSeen,
  isOf,
  isStillShown,
  type Reported,
  type SiteState,
  timeOf,
} from './live-release'
import {
  findNewerDrafts,
  findStatusRows,
  findUnpublishedTimes,
  nextScheduledChanges,
  type ScheduledStep,
  type StatusRow,
} from './status-queries'
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
  /** The next change that is scheduled. */
  scheduled?: ScheduledStep
}

/** The publisher counts as silent after this time without a report; a release that is being made may take longer. */
const silenceTimeoutMs = 60_000
const buildTimeoutMs = 10 * 60_000

/**
 * What visitors see of a document on the site of the shown target; undefined when there is no such document. Computed from the
 * releases' reports each time: a stored status would become wrong with every later release, and storing it would change the
 * content revision.
 */
export async function documentStatus(
  payload: Payload,
  document: DocumentIdentity,
): Promise<DocumentStatus | undefined> {
  const statuses = await documentStatuses(payload, document.slug, [document.id])
  return statuses.get(document.id)
}

/** The same of several documents of a collection, by their ids, with as many queries as for one. A global has the id `''`. */
export async function documentStatuses(
  payload: Payload,
  slug: string,
  ids: readonly string[],
): Promise<Map<string, DocumentStatus>> {
  const statuses = new Map<string, DocumentStatus>()
  const rows = await findStatusRows(payload, slug, ids)
  const known = [...rows].map(([id, row]) => ({ slug, id, row, key: documentKey({ slug, id }) }))
  const config = configOf(payload, slug)
  const isPublished = (row: StatusRow | undefined): row is StatusRow =>
    row !== undefined && config !== undefined && isLiveRow(config, row)
  const site = await currentSite(payload)
  const [reported, drafts, unpublishedAt, scheduled] = await Promise.all([
    site.live &&
      findReported(
        payload,
        known.map(({ key }) => key),
        site.live,
      ),
    findNewerDrafts(
      payload,
      slug,
      known.flatMap(({ id, row }) => (isPublished(row) ? [id] : [])),
    ),
    site.live
      ? findUnpublishedTimes(
          payload,
          slug,
          known.flatMap(({ id, row }) => (isPublished(row) ? [] : [id])),
        )
      : new Map<string, string>(),
    nextScheduledChanges(payload, slug),
  ])
  const versions = known.flatMap(({ id, row }) =>
    isPublished(row) ? [{ slug, id, updatedAt: row.updatedAt }] : [],
  )
  const shown = site.live && reported ? await findShown(payload, versions, reported, site.live) : new Map()
  const context: Context = {
    payload,
    site,
    reported,
    shown,
    unpublishedAt,
    revision: once(() => currentContentRevision(payload)),
    health: once(checkPublisherHealth),
  }
  for (const { id, row, key } of known) {
    const document = { slug, id }
    const visibility = isPublished(row)
      ? await ofPublished(context, document, row)
      : await ofUnpublished(context, document, row)
    statuses.set(id, {
      ...visibility,
      url: row && publicUrl(document, row),
      warnings: problemsIn(payload, document, site.live?.warnings),
      hasNewerDraft: drafts.has(id),
      scheduled: scheduled.get(key),
    })
  }
  return statuses
}

/** What the status of each document is computed from. */
interface Context {
  payload: Payload
  site: SiteState
  /** Undefined before the first release. */
  reported?: Reported
  shown: ReadonlyMap<string, StoredRelease>
  unpublishedAt: ReadonlyMap<string, string>
  revision: () => Promise<string>
  health: () => Promise<PublisherHealth | undefined>
}

function once<Value>(compute: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined
  return () => (value ??= compute())
}

async function ofPublished(
  context: Context,
  document: DocumentIdentity,
  row: StatusRow,
): Promise<Visibility> {
  const { payload, site } = context
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

  const shown = context.shown.get(documentKey(document))
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
  if (live && hasSeen(live, updatedAt) && live.revision === (await context.revision())) {
    return { state: 'live', since: timeOf(live), release: live.number }
  }
  return { state: 'queued', since: updatedAt, ...(await waiting(context, updatedAt)) }
}

async function ofUnpublished(
  context: Context,
  document: DocumentIdentity,
  row: StatusRow | undefined,
): Promise<Visibility> {
  const { payload, reported, site } = context
  const { live, freeze } = site
  const draft: Visibility = row?.deletedAt
    ? { state: 'draft', isInTrash: true }
    : { state: 'draft', ...(document.slug === 'media' && { waits: true }) }
  if (!live || !reported) return draft
  const group = freeze ? undefined : waitingGroupOf(payload, document, site)
  if (group) return { state: 'waiting', isRemoval: true, ...group }
  // A removal that would break a page is blocked, and reported with the version that stays.
  const revision = await context.revision()
  const current = [site.newest, site.checked].filter((release) => release?.revision === revision)
  const problems = problemsIn(
    payload,
    document,
    current.flatMap((release) => release?.blocked ?? []),
  )
  if (problems.length > 0) return { state: 'blocked', problems }
  const key = documentKey(document)
  const unpublishedAt = context.unpublishedAt.get(document.id)
  const isGone = !isStillShown(key, unpublishedAt, reported) || (!freeze && live.revision === revision)
  if (isGone) return draft
  const since = unpublishedAt ?? timeOf(live)
  const { isBeingMade: _, ...delay } = await waiting(context, since)
  return { state: 'coming-down', since, ...(freeze ? { freeze } : delay) }
}

async function waiting(
  { health, site: { latest } }: Context,
  since: string,
): Promise<Delay & { isBeingMade: boolean }> {
  const hasReported = latest !== undefined && Date.parse(latest.receivedAt) > Date.parse(since)
  const isBeingMade = hasReported && latest.state === 'building'
  const lastReportAt = hasReported ? latest.receivedAt : since
  const isSilent = Date.now() - Date.parse(lastReportAt) > (isBeingMade ? buildTimeoutMs : silenceTimeoutMs)
  if (!isSilent) return { isBeingMade }
  const answer = await health()
  if (answer?.isAnswering) return { isBeingMade, publisherProblem: answer.problem }
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
