import {
  JobCancelledError,
  type Payload,
  type SanitizedConfig,
  type TaskConfig,
  type TaskHandler,
} from 'payload'
import { retryConflicts } from '../database/conflicts'
import { reasonOf, runScheduled, type ScheduleInput } from './publish-scheduled'

/** Before the first retry; each later retry waits twice as long: 1, 2 and 4 minutes. */
const firstRetryDelayMs = 60_000
const retries = 3

/**
 * Lets Payload's task for scheduled publishing retry, and keep its error in an editor's words: by itself it runs once and
 * keeps a message for programmers. Takes the built config, because Payload adds the task while it builds it.
 */
export function retryScheduledPublishing(config: SanitizedConfig): SanitizedConfig {
  const task = config.jobs.tasks?.find(({ slug }) => slug === 'schedulePublish')
  if (!task) return config
  const handler: TaskHandler<string> = async (args) => {
    const input = args.input as ScheduleInput
    try {
      await retryConflicts(() => runScheduled(args.req, input))
      return { output: {} }
    } catch (error) {
      if (error instanceof JobCancelledError) throw error
      throw new Error(reasonOf(error), { cause: error })
    }
  }
  Object.assign(task, {
    handler,
    retries: { attempts: retries, backoff: { type: 'exponential', delay: firstRetryDelayMs } },
  } satisfies Partial<TaskConfig>)
  return config
}

/**
 * Makes jobs due again that a killed server left in the state "processing", in which Payload would leave them for ever; their
 * transactions were rolled back. The one process that runs jobs calls it before it starts them.
 */
export async function releaseStaleJobs(payload: Payload): Promise<void> {
  await payload.db.updateJobs({
    data: { processing: false, updatedAt: new Date().toISOString() },
    where: { and: [{ processing: { equals: true } }, { completedAt: { exists: false } }] },
    returning: false,
  })
}
