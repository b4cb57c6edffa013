import type { CollectionConfig, Endpoint, Field, GlobalConfig, LabelFunction, Plugin } from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import { type DocumentIdentity, collectionSchemas, globalSchemas } from 'shared-types'
import { refuse } from '../access/refusal'
import { canPublish, isStaff } from '../access/rules'
import { env } from '../env'
import { addControl, withCollectionForm, withGlobalForm } from '../form-slots'
import { publisherCommandsEndpoint } from './publisher-commands'
import { revisionEndpoints } from './content-revision'
import { publishingEndpoint } from './overview'
import { releaseReportsEndpoint } from './release-reports'
import { removalEffectEndpoint } from './removal-effect'
import { documentStatus, documentStatuses, type DocumentStatus } from './document-status'

/** How many documents one request can name. */
const mostAtOnce = 200

const isShownCollection = (slug: unknown): slug is string =>
  typeof slug === 'string' && Object.hasOwn(collectionSchemas, slug)

const releaseStatusEndpoint: Endpoint = {
  path: '/release-status',
  method: 'get',
  handler: async (req) => {
    if (!isStaff(req.user)) return refuse(403, 'Sign in to see what is live.')
    const { collection, global, id, ids } = req.query
    if (isShownCollection(collection) && typeof ids === 'string') {
      const statuses = await documentStatuses(req.payload, collection, ids.split(',').slice(0, mostAtOnce))
      return Response.json(Object.fromEntries(statuses), { headers: { 'Cache-Control': 'no-store' } })
    }
    const document: DocumentIdentity | undefined =
      typeof global === 'string' && Object.hasOwn(globalSchemas, global)
        ? { slug: global, id: '' }
        : isShownCollection(collection) && typeof id === 'string' && id
          ? { slug: collection, id }
          : undefined
    if (!document) {
      return refuse(
        400,
        'Say whose status, of what the site shows: ?collection=posts&id=1, ?collection=posts&ids=1,2 or ?global=home.',
      )
    }
    const status = await documentStatus(req.payload, document)
    const mayAllow = canPublish(req.user) && Boolean(env.PUBLISHER_URL)
    const answer: DocumentStatus | undefined = status?.state === 'waiting' ? { ...status, mayAllow } : status
    return answer
      ? Response.json(answer, { headers: { 'Cache-Control': 'no-store' } })
      : refuse(404, `There is no document ${document.id} in ${document.slug}.`)
  },
}

const statusChip = '/admin/form/StatusChip#StatusChip'

const statusCell = '/admin/list/StatusCell#StatusCell'

const statusField = (isColumn: boolean): Field => ({
  name: 'onTheSite',
  type: 'ui',
  label: 'On the site',
  admin: {
    position: 'sidebar',
    disableListColumn: !isColumn,
    disableBulkEdit: true,
    components: { Field: '/admin/form/StatusDetails#StatusDetails', Cell: statusCell },
  },
})

/** In lists: Payload's column of what has drafts, so that it is sorted and filtered as before. */
const statusColumn = {
  name: '_status',
  type: 'select',
  // Payload's own words: it would name the column after the field.
  label: (({ t }) => t('version:status')) satisfies LabelFunction,
  admin: { components: { Cell: statusCell } },
} as unknown as Field

function withStatus(collection: CollectionConfig): CollectionConfig {
  if (!(collection.slug in collectionSchemas)) return collection
  const hasDrafts = hasDraftsEnabled(collection)
  const fields = [statusField(!hasDrafts), ...collection.fields, ...(hasDrafts ? [statusColumn] : [])]
  return withCollectionForm({ ...collection, fields }, addControl(statusChip))
}

function withGlobalStatus(global: GlobalConfig): GlobalConfig {
  if (!(global.slug in globalSchemas)) return global
  return withGlobalForm({ ...global, fields: [statusField(false), ...global.fields] }, addControl(statusChip))
}

/** Takes the publisher's reports, shows each document's status beside its form, and the publishing panel on the dashboard. */
export const showReleases: Plugin = (config) => ({
  ...config,
  admin: {
    ...config.admin,
    components: {
      ...config.admin?.components,
      beforeDashboard: [
        ...(config.admin?.components?.beforeDashboard ?? []),
        '/admin/releases/PublishingPanel#PublishingPanel',
      ],
    },
  },
  endpoints: [
    ...(config.endpoints ?? []),
    ...revisionEndpoints,
    releaseReportsEndpoint,
    releaseStatusEndpoint,
    publishingEndpoint,
    publisherCommandsEndpoint,
    removalEffectEndpoint,
  ],
  collections: config.collections?.map(withStatus),
  globals: config.globals?.map(withGlobalStatus),
})
