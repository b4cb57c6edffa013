import type {
  CollectionBeforeDeleteHook,
  CollectionConfig,
  Endpoint,
  Field,
  GlobalConfig,
  PayloadRequest,
  Plugin,
} from 'payload'
import { hasScheduledPublishEnabled } from 'payload/shared'
import { documentLabel, refuse } from '../access/refusal'
import { isStaff } from '../access/rules'
import { cancelScheduledChange, scheduleChange } from './schedule-change'
import { findJobs, ofTarget, placeOf, scheduledChanges } from './scheduled-changes'
import type { ScheduleTarget } from './unseen-changes'

const path = '/scheduled-changes'

function endpoint(
  method: 'delete' | 'get' | 'post',
  path: string,
  handle: (req: PayloadRequest) => Promise<Response>,
): Endpoint {
  return {
    method,
    path,
    handler: async (req) => {
      if (!isStaff(req.user)) return refuse(403, 'Sign in to see what is scheduled, or to schedule a change.')
      const response = await handle(req)
      response.headers.set('Cache-Control', 'no-store')
      return response
    },
  }
}

/** The document of the query. */
function targetOf({ payload, query }: PayloadRequest): ScheduleTarget | undefined {
  const { collection, global, id } = query
  if (typeof global === 'string')
    return payload.config.globals.some(({ slug }) => slug === global) ? { global } : undefined
  if (typeof collection !== 'string' || typeof id !== 'string') return undefined
  return collection in payload.collections ? { collection, id } : undefined
}

const refuseUnknown = () => refuse(400, 'Say whose schedule: ?collection=posts&id=1 or ?global=home.')

const endpoints = [
  endpoint('get', path, async (req) => {
    const target = targetOf(req)
    return target ? Response.json(await scheduledChanges(req.payload, target)) : refuseUnknown()
  }),
  endpoint('post', path, async (req) => {
    const target = targetOf(req)
    if (!target) return refuseUnknown()
    return Response.json(await scheduleChange(req, target, req.data), { status: 201 })
  }),
  endpoint('delete', `${path}/:id`, async (req) =>
    (await cancelScheduledChange(req, String(req.routeParams?.id)))
      ? Response.json({ message: 'Cancelled.' })
      : refuse(404, 'Nothing was cancelled: it has happened already, or a colleague has cancelled it.'),
  ),
]

const scheduleField: Field = {
  name: 'scheduledChanges',
  type: 'ui',
  label: 'Scheduled',
  admin: {
    position: 'sidebar',
    disableListColumn: true,
    disableBulkEdit: true,
    components: { Field: '/admin/schedule/ScheduledChanges#ScheduledChanges' },
  },
}

/** Payload deletes the schedules of a deleted document. What was to go live stays, as failed, until a publisher has seen it. */
const failSchedules: CollectionBeforeDeleteHook = async ({ collection, id, req }) => {
  const target = { collection: collection.slug, id: String(id) }
  const isPublish = { 'input.type': { not_equals: 'unpublish' } }
  const jobs = await findJobs(req, [...ofTarget(target), isPublish])
  if (jobs.length === 0) return
  const { title } = await placeOf(req.payload, target, req)
  const name = req.user && 'name' in req.user ? req.user.name : undefined
  for (const job of jobs) {
    const deleted = { relationTo: target.collection, value: target.id, title }
    await req.payload.db.updateOne({
      collection: 'payload-jobs',
      id: job.id,
      data: {
        input: { ...job.input, doc: undefined, deleted },
        hasError: true,
        processing: false,
        error: { message: `${name || 'A colleague'} deleted the ${documentLabel(collection)}.` },
        updatedAt: new Date().toISOString(),
      },
      req,
      returning: false,
    })
  }
}

const withField = <Config extends CollectionConfig | GlobalConfig>(config: Config): Config => ({
  ...config,
  fields: [scheduleField, ...config.fields],
})

const withSchedule = (collection: CollectionConfig): CollectionConfig => {
  if (!hasScheduledPublishEnabled(collection)) return collection
  const { hooks } = collection
  const beforeDelete = [...(hooks?.beforeDelete ?? []), failSchedules]
  return { ...withField(collection), hooks: { ...hooks, beforeDelete } }
}

/** Shows on each document that can be scheduled its scheduled changes, and those that failed; and lets publishers schedule others. */
export const showSchedule: Plugin = (config) => ({
  ...config,
  endpoints: [...(config.endpoints ?? []), ...endpoints],
  collections: config.collections?.map(withSchedule),
  globals: config.globals?.map((global) => (hasScheduledPublishEnabled(global) ? withField(global) : global)),
})
