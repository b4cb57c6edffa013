import {
  APIError,
  commitTransaction,
  createLocalReq,
  Forbidden,
  initTransaction,
  JobCancelledError,
  killTransaction,
  NotFound,
  type Payload,
  type PayloadRequest,
  ValidationError,
} from 'payload'
import { hasScheduledPublishEnabled } from 'payload/shared'
import type { Finding } from 'shared-types'
import { type ClaimedJob, finishJob } from './job-claims'
import { beforePublish } from '../saves/before-publish'
import { type OverrideRequest, overrideWarnings } from '../saves/override'
import type { Entity } from '../saves/save'
import { writeBySchedule } from '../saves/store-edit'
import { type ScheduleTarget, unseenChanges } from './unseen-changes'

export interface ScheduleInput {
  type?: 'publish' | 'unpublish'
  doc?: { relationTo: string; value: string }
  global?: string
  user?: { relationTo: 'users'; value: string }
  timezone?: string
  /** The token of the document when it was scheduled; absent in older schedules. */
  token?: number
  /** ISO 8601: when the change was to happen; absent in older schedules. */
  at?: string
  /** The warnings that its user overrides. */
  override?: OverrideRequest
  /** Of the last attempt that failed: the path of the field at fault. */
  field?: string
  /** In place of `doc`, once the document is deleted. */
  deleted?: { relationTo: string; value: string; title: string }
}

interface ScheduledJob extends ClaimedJob {
  input?: unknown
}

export function scheduleTargetOf({ doc, global }: ScheduleInput): ScheduleTarget | undefined {
  if (doc) return { collection: doc.relationTo, id: doc.value }
  return global ? { global } : undefined
}

/** The document of a schedule; undefined where nothing can be scheduled. */
export function scheduledEntity(payload: Payload, target: ScheduleTarget): Entity | undefined {
  if ('global' in target) {
    const global = payload.config.globals.find(({ slug }) => slug === target.global)
    return global && hasScheduledPublishEnabled(global) ? { global } : undefined
  }
  const collection = payload.collections[target.collection]?.config
  return collection && hasScheduledPublishEnabled(collection) ? { collection, id: target.id } : undefined
}

type ChangeType = 'publish' | 'unpublish'

/** Publishes the newest version of a document, or takes the document off the site, as the user of the request. */
async function setStatus(req: PayloadRequest, entity: Entity, type: ChangeType): Promise<void> {
  const data = { _status: type === 'publish' ? 'published' : 'draft' } as never
  const options = { data, depth: 0, overrideAccess: !req.user, req } as const
  if ('global' in entity) await req.payload.updateGlobal({ ...options, slug: entity.global.slug as never })
  else {
    const { collection, id } = entity
    await req.payload.update({ ...options, collection: collection.slug as 'posts', id: id! })
  }
}

/**
 * Publishes or unpublishes what was scheduled, as the user who scheduled it. Publishes a draft only if it is still what that user saw:
 * compares in the transaction that publishes, which removes the job too. A schedule of a draft that has changed is cancelled, not
 * retried.
 */
export async function runScheduled({ payload }: PayloadRequest, job: ScheduledJob): Promise<void> {
  const input = job.input as ScheduleInput
  const { token, type, user: by } = input
  const target = scheduleTargetOf(input)
  const entity = target && scheduledEntity(payload, target)
  if (!entity) return
  const account = by && (await payload.findByID({ collection: by.relationTo, id: by.value, depth: 0 }))
  const user = account ? { ...account, collection: 'users' as const } : undefined
  const req = await createLocalReq({ user }, payload)
  writeBySchedule(req)
  overrideWarnings(req, input.override)
  const isUnpublish = type === 'unpublish'
  if (!isUnpublish) await beforePublish(req, [{ entity, values: {} }])
  const begun = await initTransaction(req)
  try {
    const changes = isUnpublish || token === undefined ? undefined : await unseenChanges(req, target, token)
    if (changes) throw new JobCancelledError(changes)
    await setStatus(req, entity, isUnpublish ? 'unpublish' : 'publish')
    await finishJob(req, job)
    if (begun) await commitTransaction(req)
  } catch (error) {
    await killTransaction(req)
    throw error
  }
}

/** Throws what the change would throw if its user made it now. Stores nothing: its transaction is rolled back. */
export async function tryChange(
  { payload, user }: PayloadRequest,
  entity: Entity,
  type: ChangeType,
  override?: OverrideRequest,
): Promise<void> {
  const req = await createLocalReq({ user: user ?? undefined }, payload)
  overrideWarnings(req, override)
  if (type === 'publish') await beforePublish(req, [{ entity, values: {} }])
  // A database without transactions could not forget the change.
  if (!(await initTransaction(req))) return
  try {
    await setStatus(req, entity, type)
  } finally {
    await killTransaction(req)
  }
}

/** The path of the first field at fault. */
export function fieldAtFault(error: unknown): string | undefined {
  if (error instanceof ValidationError) return error.data.errors[0]?.path
  const { warnings } = ((error instanceof APIError && error.data) || {}) as { warnings?: Finding[] }
  return warnings?.[0]?.field
}

/** Why a change did not happen, in an editor's words. */
export function reasonOf(error: unknown): string {
  if (error instanceof ValidationError) {
    return error.data.errors
      .map(({ label, path, message }) => `${typeof label === 'string' && label ? label : path}: ${message}`)
      .join(' ')
  }
  if (error instanceof Forbidden) return 'The person who scheduled this may not publish any more.'
  if (error instanceof NotFound) {
    return 'The document is in the trash or deleted, or the person who scheduled this has no account any more.'
  }
  return error instanceof Error && error.message ? error.message : 'Something went wrong in the CMS.'
}
