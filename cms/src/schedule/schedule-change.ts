import { APIError, NotFound, type PayloadRequest, ValidationError, type Where } from 'payload'
import { z } from 'zod'
import { Refusal } from '../access/refusal'
import { canPublish } from '../access/rules'
import { retryConflicts } from '../database/conflicts'
import { liveDocument, liveGlobal } from '../database/live-row'
import { changedSince } from '../saves/if-match'
import { type OverrideRequest, OverrideRequestSchema } from '../saves/override'
import { type Entity, writeTargetOf } from '../saves/save'
import { reasonOf, scheduledEntity, type ScheduleInput, tryChange } from './publish-scheduled'
import { type ScheduledChange, scheduledChanges } from './scheduled-changes'
import { schoolTimeZone, timeInWords } from './school-time'
import { newestToken, type ScheduleTarget } from './unseen-changes'

const ScheduleRequestSchema = z.object({
  type: z.enum(['publish', 'unpublish']).default('publish'),
  at: z.iso.datetime({ offset: true }),
  token: z.int().min(0).optional(),
  override: OverrideRequestSchema.optional(),
})

const refusal = (message: string, status = 400, data: unknown = null) =>
  new APIError(`Nothing was scheduled: ${message}`, status, data as Record<string, unknown> | null, true)

/**
 * Schedules a change of a document: `{ type, at, token, override }`. `at` is ISO 8601 with its zone, and `token` the one that the caller saw;
 * without it, the newest. What could not be published now is refused, with the same errors, and nothing is stored. A new schedule
 * takes the place of earlier ones of the same type that failed or will not happen.
 */
export async function scheduleChange(
  req: PayloadRequest,
  target: ScheduleTarget,
  request: unknown,
): Promise<ScheduledChange> {
  const { payload, user } = req
  if (!canPublish(user)) {
    throw new Refusal(
      'Nothing was scheduled: only publishers decide what goes live, and when. Ask a publisher to schedule it.',
    )
  }
  const entity = scheduledEntity(payload, target)
  if (!entity) throw refusal('the CMS has no such document with a schedule. Look at its address.')
  const { at, type, token, override } = parse(request)
  if (Date.parse(at) <= Date.now()) {
    const time = timeInWords(at, await schoolTimeZone(req))
    throw refusal(`${time} is in the past. Choose a later time, or ${type} it now.`)
  }
  const { label } = writeTargetOf(entity)
  const earlier = await scheduledChanges(payload, target)
  const isPublishedBefore = earlier.some(
    (change) => change.type === 'publish' && change.state === 'pending' && change.at < at,
  )
  if (type === 'unpublish' && !isPublishedBefore && !(await isLive(req, entity))) {
    throw refusal(`visitors see nothing of this ${label}, so it cannot be unpublished. Publish it first.`)
  }
  const newest = await newestToken(req, target)
  if (token !== undefined && token !== newest) {
    const options = { status: 409, token: newest, since: token, outcome: 'scheduled' } as const
    throw await changedSince(req, writeTargetOf(entity), options)
  }
  await refuseImpossible(req, entity, { type, label, override })

  const input: ScheduleInput = {
    type,
    at,
    ...('global' in target
      ? { global: target.global }
      : { doc: { relationTo: target.collection, value: target.id } }),
    user: { relationTo: 'users', value: String(user!.id) },
    token: newest,
    override,
  }
  const { id } = await payload.jobs.queue({
    task: 'schedulePublish',
    input: input as never,
    waitUntil: new Date(at),
  })
  const replaced = earlier.filter((change) => change.type === type && change.state !== 'pending')
  if (replaced.length > 0) await deleteJobs(req, { id: { in: replaced.map((change) => change.id) } })
  return { id: String(id), type, at, state: 'pending' }
}

/** A time as ISO 8601 in UTC, so that times compare as texts. */
function parse(request: unknown) {
  const { data, error } = ScheduleRequestSchema.safeParse(request)
  if (data) return { ...data, at: new Date(data.at).toISOString() }
  const [{ path, message } = { path: [], message: '' }] = error.issues
  const what = path.length > 0 ? `“${path.join('.')}”` : 'the body'
  throw refusal(
    `${what} of the request is wrong (${message}). Send { type: "publish" or "unpublish", at: a time with its zone, such as "2026-12-01T10:00:00-05:00", token }.`,
  )
}

const isLive = async (req: PayloadRequest, entity: Entity) =>
  Boolean(
    'global' in entity
      ? await liveGlobal(req, entity.global)
      : await liveDocument(req, entity.collection, entity.id!),
  )

/** Refuses a change that would fail if it were made now, with its fields at fault. */
async function refuseImpossible(
  req: PayloadRequest,
  entity: Entity,
  { type, label, override }: { type: 'publish' | 'unpublish'; label: string; override?: OverrideRequest },
): Promise<void> {
  try {
    await retryConflicts(() => tryChange(req, entity, type, override))
  } catch (error) {
    if (error instanceof ValidationError) {
      const why = `this ${label} cannot be ${type}ed as it is. ${reasonOf(error)} Correct it, then schedule it again.`
      throw refusal(why, 400, error.data)
    }
    if (error instanceof APIError && error.status === 422) {
      throw refusal(error.message, 422, error.data)
    }
    if (error instanceof NotFound) throw refusal(`this ${label} is in the trash or deleted.`, 404)
    throw error
  }
}

/** Cancels what is scheduled, or forgets what failed. Returns whether there was such a schedule. */
export async function cancelScheduledChange(req: PayloadRequest, id: number | string): Promise<boolean> {
  if (!canPublish(req.user)) {
    throw new Refusal(
      'Nothing was cancelled: only publishers decide what goes live, and when. Ask a publisher to cancel it.',
    )
  }
  return deleteJobs(req, { id: { equals: id } })
}

async function deleteJobs(req: PayloadRequest, where: Where): Promise<boolean> {
  const { docs } = await req.payload.delete({
    collection: 'payload-jobs',
    req,
    where: { and: [where, { taskSlug: { equals: 'schedulePublish' } }] },
  })
  return docs.length > 0
}
