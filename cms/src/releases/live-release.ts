import type { Payload } from 'payload'
import { type ContentVersion, type Freeze, documentKey, type DocumentIdentity } from 'shared-types'
import { findRelease, findReleases, isDone, isFullAndLive, isLive, isTurn, upTo } from './release-queries'
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

/** What the releases report of some documents: read with as many queries for a hundred as for one. */
export interface Reported {
  /** The newest live release that lists each document, by its key. */
  listed: ReadonlyMap<string, StoredRelease>
  /**
   * The newest that covers all documents: a full one, or the oldest that is kept, because each release is made from all content of one
   * moment.
   */
  whole?: StoredRelease
}

export async function findReported(
  payload: Payload,
  keys: readonly string[],
  live: StoredRelease,
): Promise<Reported> {
  const [listed, full] = await Promise.all([
    findListed(payload, keys, live),
    findRelease(
      payload,
      { and: [isFullAndLive, upTo(live.number)] },
      { sort: '-number', select: withBlocked },
    ),
  ])
  const whole = full ?? (await findRelease(payload, isLive, { sort: 'number', select: withBlocked }))
  return { listed, whole }
}

/** A release may list thousands of documents, so not all are read at once. */
const releasesAtOnce = 20

async function findListed(payload: Payload, keys: readonly string[], live: StoredRelease) {
  const listed = new Map<string, StoredRelease>()
  let unlisted = keys
  for (let newest = live.number; unlisted.length > 0;) {
    const releases = await findReleases(
      payload,
      { and: [isLive, upTo(newest), { 'documents.key': { in: unlisted } }] },
      { sort: '-number', select: { ...withoutLists, documents: true }, limit: releasesAtOnce },
    )
    for (const release of releases) {
      for (const { key } of release.documents ?? []) if (!listed.has(key)) listed.set(key, release)
    }
    if (releases.length < releasesAtOnce) break
    newest = releases.at(-1)!.number - 1
    unlisted = keys.filter((key) => !listed.has(key))
  }
  return listed
}

/** The release that brought exactly each version, by the document's key; visitors do not see the versions that are missing. */
export async function findShown(
  payload: Payload,
  versions: readonly ContentVersion[],
  { listed, whole }: Reported,
  live: StoredRelease,
): Promise<Map<string, StoredRelease>> {
  const shown = new Map<string, StoredRelease>()
  const older: ContentVersion[] = []
  const isWithin = ({ contentAsOf }: StoredRelease, updatedAt: string) =>
    Boolean(contentAsOf) && Date.parse(updatedAt) <= Date.parse(contentAsOf ?? '')
  for (const version of versions) {
    const key = documentKey(version)
    const release = listed.get(key)
    const entry = release && entryOf(release, key)
    const isListed =
      entry && entry.action !== 'unpublish' && Date.parse(entry.updatedAt) === Date.parse(version.updatedAt)
    const isNewest = release !== undefined && release.number >= (whole?.number ?? 0)
    const isCovered = whole && isWithin(whole, version.updatedAt) && !isKeptOut(whole, version)
    if (isListed && (isNewest || isCovered)) shown.set(key, release)
    else if (isCovered && !isNewest) older.push(version)
  }
  if (older.length === 0 || !whole) return shown
  // The nightly full release contains documents that went live long before it.
  const fulls = await findFirstFulls(payload, older, live)
  for (const { updatedAt, ...document } of older) {
    const first = fulls.find((full) => isWithin(full, updatedAt))
    shown.set(documentKey(document), first && !isKeptOut(first, document) ? first : whole)
  }
  return shown
}

/** The full releases that were the first with some of the versions, oldest first. */
async function findFirstFulls(payload: Payload, versions: readonly ContentVersion[], live: StoredRelease) {
  const times = versions.map(({ updatedAt }) => updatedAt).toSorted()
  const fulls = await findReleases(
    payload,
    { and: [isFullAndLive, upTo(live.number), { contentAsOf: { greater_than_equal: times[0] } }] },
    { sort: 'number', limit: 0, select: { number: true, contentAsOf: true } },
  )
  const firsts = times.flatMap((time) => fulls.find((full) => hasSeen(full, time))?.id ?? [])
  return findReleases(
    payload,
    { id: { in: [...new Set(firsts)] } },
    { sort: 'number', limit: 0, select: withBlocked },
  )
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
export function isStillShown(
  key: string,
  unpublishedAt: string | undefined,
  { listed, whole }: Reported,
): boolean {
  const release = listed.get(key)
  const isRemoved = release && entryOf(release, key)?.action === 'unpublish'
  if (release && release.number >= (whole?.number ?? 0)) return !isRemoved
  if (!unpublishedAt || !whole) return false
  if (isRemoved && Date.parse(unpublishedAt) <= Date.parse(release.receivedAt)) return false
  // `contentAsOf` is the newest change of the documents that are still published, so compare with the start as well.
  return !hasSeen(whole, unpublishedAt) && Date.parse(whole.startedAt) < Date.parse(unpublishedAt)
}

const entryOf = ({ documents }: StoredRelease, key: string) => documents?.find((entry) => entry.key === key)

export const isOf = (document: DocumentIdentity, { slug, documentId }: ProblemRow) =>
  slug === document.slug && (documentId ?? '') === document.id

export const timeOf = ({ finishedAt, receivedAt }: StoredRelease) => finishedAt ?? receivedAt

/** Whether a release was made from content that is at least as new as `time`. */
export const hasSeen = ({ contentAsOf, receivedAt }: StoredRelease, time: string) =>
  Date.parse(contentAsOf ?? receivedAt) >= Date.parse(time)
