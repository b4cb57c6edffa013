import type { Payload, Where } from 'payload'
import { type ScheduleTarget, unseenChanges } from './unseen-changes'

export interface ScheduledChange {
  /** The id of the job. */
  id: string
  type: 'publish' | 'unpublish'
  /** ISO 8601: when it is due, or when it is retried. */
  at: string
  /** `changed`: the draft was edited since, so it will not be published. */
  state: 'changed' | 'failed' | 'pending' | 'retrying'
  reason?: string
}

interface Job {
  id: number | string
  input?: { type?: string; token?: number }
  waitUntil?: string | null
  createdAt: string
  updatedAt: string
  hasError?: boolean | null
  error?: { message?: string } | null
  log?: { state?: string; error?: { message?: string } | null }[] | null
}

/** The scheduled changes of a document, soonest first, and those that failed since it was last published or unpublished. */
export async function scheduledChanges(payload: Payload, target: ScheduleTarget): Promise<ScheduledChange[]> {
  const ofTarget: Where[] =
    'global' in target
      ? [{ 'input.global': { equals: target.global } }]
      : [
          { 'input.doc.value': { equals: target.id } },
          { 'input.doc.relationTo': { equals: target.collection } },
        ]
  const { docs } = await payload.db.find<Job>({
    collection: 'payload-jobs',
    where: {
      and: [{ taskSlug: { equals: 'schedulePublish' } }, { completedAt: { exists: false } }, ...ofTarget],
    },
    sort: 'waitUntil',
    limit: 0,
    pagination: false,
  })
  const changes: ScheduledChange[] = []
  for (const job of docs) {
    const type = job.input?.type === 'unpublish' ? 'unpublish' : 'publish'
    if (job.hasError && (await isDoneByHand(payload, target, type, job.updatedAt))) continue
    const { token } = job.input ?? {}
    const isOpen = type === 'publish' && token !== undefined && !job.hasError
    const unseen = isOpen ? await unseenChanges({ payload }, target, token) : undefined
    const failure = job.error?.message ?? job.log?.findLast(({ state }) => state === 'failed')?.error?.message
    changes.push({
      id: String(job.id),
      type,
      at: job.waitUntil ?? job.createdAt,
      state: job.hasError ? 'failed' : unseen ? 'changed' : failure ? 'retrying' : 'pending',
      reason: unseen ?? failure,
    })
  }
  return changes
}

/** Whether an editor has published or unpublished the document by hand since the job failed. */
async function isDoneByHand(
  payload: Payload,
  target: ScheduleTarget,
  type: ScheduledChange['type'],
  failedAt: string,
): Promise<boolean> {
  type Row = { id: string; _status?: string; updatedAt?: string }
  const live: Partial<Row> | null =
    'global' in target
      ? await payload.db.findGlobal<Row>({ slug: target.global })
      : await payload.db.findOne<Row>({ collection: target.collection, where: { id: { equals: target.id } } })
  const wanted = type === 'publish' ? 'published' : 'draft'
  return live?._status === wanted && Date.parse(live.updatedAt ?? '') > Date.parse(failedAt)
}
