import type { Field, Plugin } from 'payload'
import { collectionSchemas, globalSchemas } from 'shared-types'
import { addControl, withCollectionForm, withGlobalForm } from '../form-slots'
import { checkEndpoint } from './check-endpoint'
import { claimTrialEndpoint } from './claim-trial-endpoint'
import { overridesEndpoint } from './overrides-endpoint'

const checksField: Field = {
  name: 'checks',
  type: 'ui',
  label: 'Checks',
  admin: {
    position: 'sidebar',
    disableListColumn: true,
    disableBulkEdit: true,
    components: { Field: '/admin/checks/ChecksPanel#ChecksPanel' },
  },
}

const chip = addControl('/admin/checks/ChecksChip#ChecksChip')

/** Shows in each form what the checks find while its user types. */
export const showChecks: Plugin = (config) => ({
  ...config,
  endpoints: [...(config.endpoints ?? []), checkEndpoint, overridesEndpoint, claimTrialEndpoint],
  collections: config.collections?.map((collection) =>
    collection.slug in collectionSchemas
      ? withCollectionForm({ ...collection, fields: [checksField, ...collection.fields] }, chip)
      : collection,
  ),
  globals: config.globals?.map((global) =>
    global.slug in globalSchemas
      ? withGlobalForm({ ...global, fields: [checksField, ...global.fields] }, chip)
      : global,
  ),
})
