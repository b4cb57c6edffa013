import {
  commitTransaction,
  createLocalReq,
  initTransaction,
  JobCancelledError,
  killTransaction,
  type PayloadRequest,
} from 'payload'
import { type ScheduleTarget, unseenChanges } from './unseen-changes'

export interface ScheduleInput {
  type?: 'publish' | 'unpublish'
  doc?: { relationTo: string; value: string }
  global?: string
  user?: { relationTo: 'users'; value: string }
  timezone?: string
  /** The token of the document when it was scheduled; absent in older schedules. */
  token?: number
}

export function scheduleTargetOf({ doc, global }: ScheduleInput): ScheduleTarget | undefined {
  if (doc) return { collection: doc.relationTo, id: doc.value }
  return global ? { global } : undefined
}

/**
 * Publishes what was scheduled, as the user who scheduled it, if the draft is still what that user saw. Compares in the transaction
 * that publishes. A schedule of a draft that has changed is cancelled, not retried.
 */
export async function publishScheduled(jobReq: PayloadRequest, input: ScheduleInput): Promise<void> {
  const { payload } = jobReq
  const { token, user: by } = input
  const target = scheduleTargetOf(input)
  if (!target || token === undefined) return
  const account = by && (await payload.findByID({ collection: by.relationTo, id: by.value, depth: 0 }))
  const user = account ? { ...account, collection: 'users' as const } : undefined
  const req = await createLocalReq({ user }, payload)
  const begun = await initTransaction(req)
  try {
    const changes = await unseenChanges(req, target, token)
    if (changes) throw new JobCancelledError(changes)
    const options = { data: { _status: 'published' } as never, depth: 0, overrideAccess: !user, req } as const
    if ('global' in target) await payload.updateGlobal({ ...options, slug: target.global as never })
    else await payload.update({ ...options, collection: target.collection as 'posts', id: target.id })
    if (begun) await commitTransaction(req)
  } catch (error) {
    await killTransaction(req)
    throw error
  }
}
