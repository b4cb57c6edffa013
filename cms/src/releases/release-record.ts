import {
  commitTransaction,
  createLocalReq,
  initTransaction,
  killTransaction,
  type Payload,
  type PayloadRequest,
} from 'payload'
import { type DocumentProblem, type ReleaseReport, documentKey } from 'shared-types'
import { retryConflicts } from '../database/conflicts'
import { findRelease, isFullAndLive, isLive } from './release-queries'
import type { StoredRelease } from './stored-release'
import { describeRelease, type ReleaseDescription } from './describe-release'

type Report = ReleaseReport['data']

/** Releases kept for each target. */
export const keptReleases = 500

/** Records a report. It replaces an earlier report with the same id, unless it is older: reports may arrive twice, and late. */
export async function recordRelease(
  payload: Payload,
  report: Report,
  sentAt: Date,
): Promise<'outdated' | 'recorded'> {
  const data = dataOf(report, sentAt, await describeRelease(payload, report))
  try {
    return await retryConflicts(() => write(payload, report, data))
  } catch (error) {
    // Two reports with one id came at the same moment and the database refused one. The retry finds the other.
    if (!(await findKnown(payload, report))) throw error
    return retryConflicts(() => write(payload, report, data))
  }
}

async function write(
  payload: Payload,
  report: Report,
  data: ReturnType<typeof dataOf>,
): Promise<'outdated' | 'recorded'> {
  const req = await createLocalReq({}, payload)
  const options = { collection: 'releases', depth: 0, overrideAccess: true, req } as const
  const now = new Date().toISOString()
  await initTransaction(req)
  try {
    const known = await findKnown(payload, report, req)
    const isOutdated = known && isOlder(data, known)
    if (!known) {
      await payload.create({ ...options, data: { ...data, receivedAt: now } })
      await prune(payload, report.target, req)
    } else if (!isOutdated) {
      const receivedAt = known.state === report.state ? known.receivedAt : now
      await payload.update({ ...options, id: known.id, data: { ...data, receivedAt } })
    }
    if (!isOutdated && report.state === 'live' && report.reason === 'first') {
      await setAside(payload, report, req)
    }
    await commitTransaction(req)
    return isOutdated ? 'outdated' : 'recorded'
  } catch (error) {
    await killTransaction(req)
    throw error
  }
}

const findKnown = (payload: Payload, { id, target }: Report, req?: PayloadRequest) =>
  findRelease(payload, { reportId: { equals: id } }, { sort: '-number', target, req, select: known })

const known = { state: true, sentAt: true, receivedAt: true } as const

const isOlder = (report: Pick<StoredRelease, 'sentAt' | 'state'>, known: StoredRelease) =>
  (report.state === 'building' && known.state !== 'building') ||
  Date.parse(report.sentAt) < Date.parse(known.sentAt)

function dataOf(report: Report, sentAt: Date, { who, summary, titles }: ReleaseDescription) {
  const { id, target, number, startedAt, finishedAt, documents, held, warnings, ...rest } = report
  return {
    ...rest,
    who,
    summary,
    reportId: id,
    target,
    number,
    title: target === 'publisher' ? titleOf(report) : `${titleOf(report)} (${target})`,
    startedAt,
    finishedAt: finishedAt ?? null,
    contentAsOf: report.contentAsOf ?? null,
    message: report.message ?? null,
    // `held` and `hold` are sent and stored under these names, see stored-release.ts.
    hold: report.hold ?? null,
    sentAt: sentAt.toISOString(),
    durationMs: finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : null,
    documents: documents.map(({ id: documentId, slug, action, updatedAt }, index) => ({
      key: documentKey({ slug, id: documentId }),
      slug,
      documentId,
      title: titles[index],
      action,
      updatedAt,
    })),
    held: held.map(problemRow),
    warnings: warnings.map(problemRow),
  }
}

/** Only a release that went live has its own number; other reports carry the number of the release that stays live. */
function titleOf({ number, state }: Report): string {
  const titles: Record<Report['state'], string> = {
    building: 'Release that is being made',
    live: `Release ${number}`,
    refused: 'Refused release',
    failed: 'Failed release',
    'rolled-back': `Back to release ${number}`,
    resumed: `Release ${number} again`,
  }
  return titles[state]
}

/**
 * A publisher that reports a first release has lost its folder and counts from 1 again. The releases of the old folder stay in the
 * list under another target name, so that no status is computed from them.
 */
async function setAside(payload: Payload, { id, target }: Report, req: PayloadRequest): Promise<void> {
  await payload.update({
    collection: 'releases',
    where: { and: [{ target: { equals: target } }, { reportId: { not_equals: id } }] },
    data: { target: `${target}, before its folder was lost` },
    depth: 0,
    overrideAccess: true,
    req,
  })
}

const problemRow = ({ id, ...problem }: DocumentProblem) => ({ ...problem, documentId: id })

/**
 * Deletes the oldest releases, but never those from which the status of documents is computed: the newest live one, the newest
 * full one, the last rollback, and the release to which it went back.
 */
async function prune(payload: Payload, target: string, req: PayloadRequest): Promise<void> {
  const { totalDocs } = await payload.count({
    collection: 'releases',
    where: { target: { equals: target } },
    req,
  })
  if (totalDocs <= keptReleases) return
  const options = { sort: '-number', target, req } as const
  const rollback = await findRelease(
    payload,
    { state: { equals: 'rolled-back' } },
    { ...options, sort: '-receivedAt' },
  )
  const needed = [
    rollback,
    await findRelease(payload, isLive, options),
    await findRelease(payload, isFullAndLive, options),
    await findRelease(
      payload,
      { and: [isLive, { number: { equals: rollback?.freeze?.release ?? 0 } }] },
      options,
    ),
  ].flatMap((release) => (release ? [release.id] : []))
  const { docs: oldest } = await payload.db.find<{ id: string }>({
    collection: 'releases',
    where: { and: [{ target: { equals: target } }, { id: { not_in: needed } }] },
    sort: 'receivedAt',
    limit: totalDocs - keptReleases,
    pagination: false,
    select: { number: true },
    req,
  })
  await payload.db.deleteMany({
    collection: 'releases',
    where: { id: { in: oldest.map(({ id }) => id) } },
    req,
  })
}
