import type { CollectionConfig, Endpoint, Field, GlobalConfig, Plugin } from 'payload'
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
import { documentStatus, type DocumentStatus } from './document-status'

const releaseStatusEndpoint: Endpoint = {
  path: '/release-status',
  method: 'get',
  handler: async (req) => {
    if (!isStaff(req.user)) return refuse(403, 'Sign in to see what is live.')
    const { collection, global, id } = req.query
    const document: DocumentIdentity | undefined =
      typeof global === 'string' && Object.hasOwn(globalSchemas, global)
        ? { slug: global, id: '' }
        : typeof collection === 'string' &&
            Object.hasOwn(collectionSchemas, collection) &&
            typeof id === 'string' &&
            id
          ? { slug: collection, id }
          : undefined
    if (!document) {
      return refuse(400, 'Say whose status, of what the site shows: ?collection=posts&id=1 or ?global=home.')
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

const statusField: Field = {
  name: 'onTheSite',
  type: 'ui',
  label: 'On the site',
  admin: {
    position: 'sidebar',
    disableListColumn: true,
    disableBulkEdit: true,
    components: { Field: '/admin/form/StatusDetails#StatusDetails' },
  },
}

function withStatus(collection: CollectionConfig): CollectionConfig {
  if (!(collection.slug in collectionSchemas)) return collection
  return withCollectionForm(
    { ...collection, fields: [statusField, ...collection.fields] },
    addControl(statusChip),
  )
}

function withGlobalStatus(global: GlobalConfig): GlobalConfig {
  if (!(global.slug in globalSchemas)) return global
  return withGlobalForm({ ...global, fields: [statusField, ...global.fields] }, addControl(statusChip))
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
