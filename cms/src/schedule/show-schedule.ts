import type { CollectionConfig, Endpoint, Field, GlobalConfig, Plugin } from 'payload'
import { refuse } from '../access/refusal'
import { isStaff } from '../access/rules'
import { scheduledChanges } from './scheduled-changes'
import type { ScheduleTarget } from './unseen-changes'

const scheduleEndpoint: Endpoint = {
  path: '/scheduled-changes',
  method: 'get',
  handler: async (req) => {
    if (!isStaff(req.user)) return refuse(403, 'Sign in to see what is scheduled.')
    const { collection, global, id } = req.query
    const target: ScheduleTarget | undefined =
      typeof global === 'string'
        ? { global }
        : typeof collection === 'string' && typeof id === 'string'
          ? { collection, id }
          : undefined
    const { collections, config } = req.payload
    const isKnown =
      target &&
      ('collection' in target
        ? target.collection in collections
        : config.globals.some(({ slug }) => slug === target.global))
    if (!isKnown) return refuse(400, 'Say whose schedule: ?collection=posts&id=1 or ?global=home.')
    return Response.json(await scheduledChanges(req.payload, target), {
      headers: { 'Cache-Control': 'no-store' },
    })
  },
}

const scheduleField: Field = {
  name: 'scheduledChanges',
  type: 'ui',
  label: 'Scheduled',
  admin: {
    position: 'sidebar',
    disableListColumn: true,
    disableBulkEdit: true,
    components: { Field: '/admin/form/ScheduledChanges#ScheduledChanges' },
  },
}

const isScheduled = ({ versions }: CollectionConfig | GlobalConfig) =>
  typeof versions === 'object' &&
  typeof versions.drafts === 'object' &&
  Boolean(versions.drafts.schedulePublish)

const withSchedule = <Config extends CollectionConfig | GlobalConfig>(config: Config): Config =>
  isScheduled(config) ? { ...config, fields: [...config.fields, scheduleField] } : config

/** Shows on each document that can be scheduled its scheduled changes, and those that failed. */
export const showSchedule: Plugin = (config) => ({
  ...config,
  endpoints: [...(config.endpoints ?? []), scheduleEndpoint],
  collections: config.collections?.map(withSchedule),
  globals: config.globals?.map(withSchedule),
})
