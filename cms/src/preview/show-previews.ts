import type { CollectionConfig, GlobalConfig, Plugin } from 'payload'
import { collectionSchemas, globalSchemas } from 'shared-types'
import { addControl, withCollectionForm, withGlobalForm } from '../form-slots'
import { previewEndpoints } from './preview-endpoints'

const slot = '/admin/preview/PreviewSlot#PreviewSlot'

/** A redirect has no page. */
const isShown = ({ slug }: CollectionConfig) => slug in collectionSchemas && slug !== 'redirects'

const withPreview = (collection: CollectionConfig): CollectionConfig =>
  isShown(collection) ? withCollectionForm(collection, addControl(slot)) : collection

const withGlobalPreview = (global: GlobalConfig): GlobalConfig =>
  global.slug in globalSchemas ? withGlobalForm(global, addControl(slot)) : global

/** Shows the page of each form as it would be live, beside the form. */
export const showPreviews: Plugin = (config) => ({
  ...config,
  endpoints: [...(config.endpoints ?? []), ...previewEndpoints],
  collections: config.collections?.map(withPreview),
  globals: config.globals?.map(withGlobalPreview),
})
