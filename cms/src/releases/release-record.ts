import {
  commitTransaction,
  createLocalReq,
  initTransaction,
  killTransaction,
  type Payload,
  type PayloadRequest,
} from 'payload'
import { type DocumentProblem, type ReleaseReport, documentKey } from 'shared-types'
import { findRelease, isFullAndLive, isLive } from './release-queries'
import type { StoredRelease } from './stored-release'
import { describeRelease, type Words } from './describe-release'

type Report = ReleaseReport['data']

/** How many releases of a target are kept. */
export const keptReleases = 500

/**
 * Keeps what became of a release. A report with the id of an earlier one replaces it, unless it is older: reports may come
 * twice, and late.
 */
export async function recordRelease(
  payload: Payload,
  report: Report,
  sentAt: Date,
): Promise<'outdated' | 'recorded'> {
  const data = dataOf(report, sentAt, await describeRelease(payload, report))
  try {
    return await write(payload, report, data)
  } catch (error) {
    // Of two reports with one id at the same moment, the database refuses one; now it finds the other.
    if (!(await findKnown(payload, report))) throw error
    return write(payload, report, data)
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

function dataOf(report: Report, sentAt: Date, { who, summary, titles }: Words) {
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
    // Reports send it under the stored name, as they do `held`.
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

/** Only what went live has a number of its own; others tell the number of the release that is live meanwhile. */
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
 * A publisher that makes its first release has a new folder, and counts from 1 again. What was released from a folder that is lost
 * stays in the list, and says nothing any more about what visitors see.
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
 * Drops the oldest. The newest that went live stays whatever comes after it, as do the newest full one and the release
 * that is live during a freeze: the status of documents is computed from them.
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
