import type { Payload } from 'payload'
import { type Freeze, documentKey, type DocumentIdentity } from 'shared-types'
import { findRelease, isDone, isFullAndLive, isLive, isTurn, upTo } from './release-queries'
import { type ProblemRow, type StoredRelease, withBlocked, withoutLists } from './stored-release'

/** The releases that decide what visitors see. */
export interface SiteState {
  /** The newest that is no longer being made. */
  newest?: StoredRelease
  /** The newest whose documents were validated: it lists all that are blocked or wait for a publisher's word. */
  checked?: StoredRelease
  /** The newest live release; during a freeze, the newest up to the release that it names. */
  live?: StoredRelease
  /** The newest that changed which release visitors see. */
  turn?: StoredRelease
  freeze?: Freeze
  /** The newest of all; it may still be being made. */
  latest?: StoredRelease
}

export async function currentSite(payload: Payload): Promise<SiteState> {
  const [latest, newest, checked, turn] = await Promise.all([
    findRelease(payload, {}, { sort: '-receivedAt' }),
    findRelease(payload, isDone, { sort: '-receivedAt', select: withBlocked }),
    findRelease(
      payload,
      { state: { in: ['live', 'refused'] } },
      { sort: '-receivedAt', select: withBlocked },
    ),
    findRelease(payload, isTurn, { sort: '-receivedAt' }),
  ])
  const freeze = turn?.state === 'rolled-back' ? turn.freeze : undefined
  const live = await findRelease(
    payload,
    { and: [isLive, freeze ? upTo(freeze.release) : {}] },
    { sort: '-number', select: { ...withoutLists, warnings: true } },
  )
  return { newest, checked, live, turn, freeze, latest }
}

/** The release that brought exactly this version; undefined when visitors do not see it. */
export async function findShown(
  payload: Payload,
  document: DocumentIdentity,
  updatedAt: string,
  { live }: SiteState,
): Promise<StoredRelease | undefined> {
  if (!live) return undefined
  const { listed, whole } = await findReports(payload, document, live)
  const entry = listed && entryOf(listed, document)
  const isListed =
    entry && entry.action !== 'unpublish' && Date.parse(entry.updatedAt) === Date.parse(updatedAt)
  if (listed && listed.number >= (whole?.number ?? 0)) return isListed ? listed : undefined

  const isWithin = (release: StoredRelease) =>
    Boolean(release.contentAsOf) && Date.parse(updatedAt) <= Date.parse(release.contentAsOf ?? '')
  if (!whole || !isWithin(whole) || isKeptOut(whole, { ...document, updatedAt })) return undefined
  if (isListed) return listed
  // The nightly full release contains documents that went live long before it.
  const first = await findRelease(
    payload,
    { and: [isFullAndLive, upTo(live.number), { contentAsOf: { greater_than_equal: updatedAt } }] },
    { sort: 'number', select: withBlocked },
  )
  return first && !isKeptOut(first, document) ? first : whole
}

/** Whether a release shows an older version of a document than the newest, or none; `updatedAt` selects a version. */
function isKeptOut(
  { blocked = [], waiting }: StoredRelease,
  { updatedAt, ...document }: DocumentIdentity & { updatedAt?: string },
): boolean {
  const isThis = (version: string) => updatedAt === undefined || version === updatedAt
  return (
    blocked.some((problem) => isOf(document, problem) && isThis(problem.updatedAt)) ||
    (waiting ?? []).some(({ documents }) =>
      documents.some((one) => documentKey(one) === documentKey(document) && isThis(one.updatedAt)),
    )
  )
}

/** Whether visitors still see a document that the CMS has unpublished; `unpublishedAt` is undefined when its delivery is pruned. */
export async function isStillShown(
  payload: Payload,
  document: DocumentIdentity,
  unpublishedAt: string | undefined,
  live: StoredRelease,
): Promise<boolean> {
  const { listed, whole } = await findReports(payload, document, live)
  const isRemoved = listed && entryOf(listed, document)?.action === 'unpublish'
  if (listed && listed.number >= (whole?.number ?? 0)) return !isRemoved
  if (!unpublishedAt || !whole) return false
  if (isRemoved && Date.parse(unpublishedAt) <= Date.parse(listed.receivedAt)) return false
  // `contentAsOf` is the newest change of the documents that are still published, so compare with the start as well.
  return !hasSeen(whole, unpublishedAt) && Date.parse(whole.startedAt) < Date.parse(unpublishedAt)
}

/**
 * The newest live release that lists the document, and the newest that covers all documents: a full one, or the oldest that is
 * kept, because each release is made from all content of one moment.
 */
async function findReports(payload: Payload, document: DocumentIdentity, live: StoredRelease) {
  const [listed, full] = await Promise.all([
    findRelease(
      payload,
      { and: [isLive, upTo(live.number), { 'documents.key': { equals: documentKey(document) } }] },
      { sort: '-number', select: { ...withoutLists, documents: true } },
    ),
    findRelease(
      payload,
      { and: [isFullAndLive, upTo(live.number)] },
      { sort: '-number', select: withBlocked },
    ),
  ])
  const whole = full ?? (await findRelease(payload, isLive, { sort: 'number', select: withBlocked }))
  return { listed, whole }
}

const entryOf = ({ documents }: StoredRelease, document: DocumentIdentity) =>
  documents?.find((entry) => entry.key === documentKey(document))

export const isOf = (document: DocumentIdentity, { slug, documentId }: ProblemRow) =>
  slug === document.slug && (documentId ?? '') === document.id

export const timeOf = ({ finishedAt, receivedAt }: StoredRelease) => finishedAt ?? receivedAt

/** Whether a release was made from content that is at least as new as `time`. */
export const hasSeen = ({ contentAsOf, receivedAt }: StoredRelease, time: string) =>
  Date.parse(contentAsOf ?? receivedAt) >= Date.parse(time)
