import type { ServerFunction, Where } from 'payload'
import { canPublish } from '../access/rules'
import { type ScheduleInput, scheduleTargetOf } from './publish-scheduled'
import { newestToken } from './unseen-changes'

/** What the schedule drawer of the admin sends. */
interface Arguments extends Omit<ScheduleInput, 'user' | 'token'> {
  /** When the change is due. Absent when a scheduled one is only deleted. */
  date?: Date | string
  deleteID?: number | string
}

/**
 * Replaces Payload's server function of the same name, which lets every user of the admin schedule a change, and delete
 * what others have scheduled. The job itself runs with the rights of the user who scheduled it, and holds the token of the draft
 * that this user saw.
 */
export const schedulePublish: ServerFunction = async (args) => {
  const { req } = args
  const { date, deleteID, doc, global, timezone, type } = args as unknown as Arguments
  const { payload, t, user } = req
  if (!canPublish(user)) {
    return {
      error:
        'Nothing was scheduled: only publishers decide what goes live, and when. Ask a publisher to schedule it.',
    }
  }
  if (deleteID !== undefined) {
    const where: Where = { and: [{ id: { equals: deleteID } }, { taskSlug: { equals: 'schedulePublish' } }] }
    await payload.delete({ collection: 'payload-jobs', req, where })
  }
  const target = scheduleTargetOf({ doc, global })
  if (target && date) {
    const input = {
      ...{ type, doc, global, timezone },
      user: { relationTo: 'users', value: user?.id },
      token: await newestToken(req, target),
    }
    await payload.jobs.queue({ task: 'schedulePublish', input: input as never, waitUntil: new Date(date) })
  }
  return { message: t('general:success') }
}

export const serverFunctions: Record<string, ServerFunction> = { 'schedule-publish': schedulePublish }
