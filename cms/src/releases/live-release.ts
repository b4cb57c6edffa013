import type { Payload } from 'payload'
import { type Freeze, documentKey, type DocumentIdentity } from 'shared-types'
import { findRelease, isDone, isFullAndLive, isLive, isTurn, upTo } from './release-queries'
import { type ProblemRow, type StoredRelease, withBlocked, withoutLists } from './stored-release'

/** What is known of the releases as a whole. */
export interface Site {
  /** The newest that has an outcome. */
  newest?: StoredRelease
  /** The newest that went through the checks of documents: the documents that it blocks are all that are blocked. */
  checked?: StoredRelease
  /** The newest release whose content visitors may see. */
  live?: StoredRelease
  /** The last that decided which release visitors see. */
  turn?: StoredRelease
  freeze?: Freeze
  /** The newest of all, being made or done. */
  latest?: StoredRelease
}

export async function currentSite(payload: Payload): Promise<Site> {
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

/** The release since when visitors see exactly this version; undefined when they do not. */
export async function findShown(
  payload: Payload,
  document: DocumentIdentity,
  updatedAt: string,
  { live }: Site,
): Promise<StoredRelease | undefined> {
  if (!live) return undefined
  const { listed, whole } = await findReports(payload, document, live)
  const entry = listed && entryOf(listed, document)
  const isListed =
    entry && entry.action !== 'unpublish' && Date.parse(entry.updatedAt) === Date.parse(updatedAt)
  if (listed && listed.number >= (whole?.number ?? 0)) return isListed ? listed : undefined

  const isWithin = (release: StoredRelease) =>
    Boolean(release.contentAsOf) && Date.parse(updatedAt) <= Date.parse(release.contentAsOf ?? '')
  const isBlocked = whole?.blocked?.some(
    (problem) => isOf(document, problem) && problem.updatedAt === updatedAt,
  )
  if (!whole || !isWithin(whole) || isBlocked) return undefined
  if (isListed) return listed
  // The nightly full one holds what has been there for long.
  const first = await findRelease(
    payload,
    { and: [isFullAndLive, upTo(live.number), { contentAsOf: { greater_than_equal: updatedAt } }] },
    { sort: 'number', select: withBlocked },
  )
  return first && !first.blocked?.some((problem) => isOf(document, problem)) ? first : whole
}

/** Whether visitors still see a document that the CMS has taken down, at this time as far as is known. */
export async function isStillShown(
  payload: Payload,
  document: DocumentIdentity,
  takenDownAt: string | undefined,
  live: StoredRelease,
): Promise<boolean> {
  const { listed, whole } = await findReports(payload, document, live)
  const isTakenDown = listed && entryOf(listed, document)?.action === 'unpublish'
  if (listed && listed.number >= (whole?.number ?? 0)) return !isTakenDown
  if (!takenDownAt || !whole) return false
  if (isTakenDown && Date.parse(takenDownAt) <= Date.parse(listed.receivedAt)) return false
  // What was taken down is not among the documents whose newest change `contentAsOf` is.
  return !hasSeen(whole, takenDownAt) && Date.parse(whole.startedAt) < Date.parse(takenDownAt)
}

/**
 * The newest live release that lists the document, and the newest that says something about all documents: a full one, or the
 * oldest that is kept, since a release is always made from one moment of the CMS.
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

/** Whether a release can know of what happened at this time of the CMS. */
export const hasSeen = ({ contentAsOf, receivedAt }: StoredRelease, time: string) =>
  Date.parse(contentAsOf ?? receivedAt) >= Date.parse(time)
