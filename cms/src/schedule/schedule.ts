import {
  Forbidden,
  NotFound,
  type Payload,
  type SanitizedConfig,
  type TaskConfig,
  type TaskHandler,
  ValidationError,
  type Where,
} from 'payload'

const jobs = 'payload-jobs'

/** Milliseconds before the first new attempt; each later one waits twice as long: 1, 2 and 4 minutes. */
const firstDelay = 60_000
const retries = 3

/**
 * Payload's own task for scheduled publishing tries once and keeps a message for programmers. Apply to the built config,
 * where the task is.
 */
export function retryScheduledPublishing(config: SanitizedConfig): SanitizedConfig {
  const task = config.jobs.tasks?.find(({ slug }) => slug === 'schedulePublish')
  if (!task || typeof task.handler !== 'function') return config
  const publish = task.handler
  const handler: TaskHandler<string> = async (args) => {
    try {
      return await publish(args)
    } catch (error) {
      throw new Error(reasonOf(error), { cause: error })
    }
  }
  Object.assign(task, {
    handler,
    retries: { attempts: retries, backoff: { type: 'exponential', delay: firstDelay } },
  } satisfies Partial<TaskConfig>)
  return config
}

/** Why a scheduled change did not happen, for the editor who opens the document. */
export function reasonOf(error: unknown): string {
  if (error instanceof ValidationError) {
    return error.data.errors
      .map(({ label, path, message }) => `${typeof label === 'string' && label ? label : path}: ${message}`)
      .join(' ')
  }
  if (error instanceof Forbidden) return 'Whoever scheduled this may not publish any more.'
  if (error instanceof NotFound) {
    return 'The document is in the trash or deleted, or whoever scheduled this has no account any more.'
  }
  return error instanceof Error && error.message ? error.message : 'Something went wrong in the CMS.'
}

/**
 * To be called before the clock of the jobs starts, by the one process that runs them: what a killed server left half
 * done would otherwise wait for ever. Its transaction was rolled back, so it is simply due again.
 */
export async function releaseStaleJobs(payload: Payload): Promise<void> {
  await payload.db.updateJobs({
    data: { processing: false, updatedAt: new Date().toISOString() },
    where: { and: [{ processing: { equals: true } }, { completedAt: { exists: false } }] },
    returning: false,
  })
}

export interface ScheduledChange {
  id: string
  type: 'publish' | 'unpublish'
  /** ISO 8601: when it is due, or when it is tried again. */
  at: string
  state: 'failed' | 'pending' | 'retrying'
  reason?: string
}

export type ScheduleTarget = { collection: string; id: string } | { global: string }

interface Job {
  id: number | string
  input?: { type?: string }
  waitUntil?: string | null
  createdAt: string
  updatedAt: string
  hasError?: boolean | null
  error?: { message?: string } | null
  log?: { state?: string; error?: { message?: string } | null }[] | null
}

/** What is scheduled for a document, soonest first, and what failed since it last went live or off. */
export async function scheduledChanges(payload: Payload, target: ScheduleTarget): Promise<ScheduledChange[]> {
  const ofTarget: Where[] =
    'global' in target
      ? [{ 'input.global': { equals: target.global } }]
      : [
          { 'input.doc.value': { equals: target.id } },
          { 'input.doc.relationTo': { equals: target.collection } },
        ]
  const { docs } = await payload.db.find<Job>({
    collection: jobs,
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
    if (job.hasError && (await isOvertaken(payload, target, type, job.updatedAt))) continue
    const reason = job.error?.message ?? job.log?.findLast(({ state }) => state === 'failed')?.error?.message
    changes.push({
      id: String(job.id),
      type,
      at: job.waitUntil ?? job.createdAt,
      state: job.hasError ? 'failed' : reason ? 'retrying' : 'pending',
      reason,
    })
  }
  return changes
}

/** Somebody has done by hand, since, what the clock could not. */
async function isOvertaken(
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
