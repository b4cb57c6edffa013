import {
  JobCancelledError,
  type PayloadRequest,
  type SanitizedConfig,
  type TaskConfig,
  type TaskHandler,
} from 'payload'
import { retryConflicts } from '../database/conflicts'
import { whileClaimed } from './job-claims'
import { fieldAtFault, reasonOf, runScheduled, type ScheduleInput } from './publish-scheduled'

/** Before the first retry; each later retry waits twice as long: 1, 2 and 4 minutes. */
const firstRetryDelayMs = 60_000
const retries = 3

interface FailedJob {
  id: number | string
  input?: unknown
}

/** Beside the message that Payload keeps of a failed attempt, so that the dashboard leads to the field. */
async function keepField({ payload }: PayloadRequest, job: FailedJob, field: string | undefined) {
  const input = { ...(job.input as ScheduleInput), field }
  await payload.db.updateOne({ collection: 'payload-jobs', id: job.id, data: { input }, returning: false })
}

/**
 * Lets Payload's task for scheduled publishing retry, and keep its error in an editor's words: by itself it runs once and
 * keeps a message for programmers. Takes the built config, because Payload adds the task while it builds it.
 */
export function retryScheduledPublishing(config: SanitizedConfig): SanitizedConfig {
  const task = config.jobs.tasks?.find(({ slug }) => slug === 'schedulePublish')
  if (!task) return config
  const handler: TaskHandler<string> = async ({ job, req }) => {
    try {
      await whileClaimed(req.payload, job, () => retryConflicts(() => runScheduled(req, job)))
      return { output: {} }
    } catch (error) {
      if (error instanceof JobCancelledError) throw error
      await keepField(req, job, fieldAtFault(error))
      throw new Error(reasonOf(error), { cause: error })
    }
  }
  Object.assign(task, {
    handler,
    retries: { attempts: retries, backoff: { type: 'exponential', delay: firstRetryDelayMs } },
  } satisfies Partial<TaskConfig>)
  return config
}
