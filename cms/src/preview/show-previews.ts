import type { CollectionConfig, GlobalConfig, Plugin } from 'payload'
import { collectionSchemas, globalSchemas } from 'shared-types'
import { addControl, withCollectionForm, withGlobalForm } from '../form-slots'
import { documentEndpoint, withEndpoints } from '../saves/save-endpoints'
import { listLinks, makeLink, withdrawLink } from './draft-links'
import { previewEndpoints } from './preview-endpoints'

const slot = '/admin/preview/PreviewSlot#PreviewSlot'

/** A redirect has no page. */
const isShown = ({ slug }: CollectionConfig) => slug in collectionSchemas && slug !== 'redirects'

/** The links to a draft for readers without an account. */
const linkEndpoints = (path: string) => [
  documentEndpoint('get', `${path}/draft-links`, listLinks),
  documentEndpoint('post', `${path}/draft-links`, makeLink),
  documentEndpoint('delete', `${path}/draft-links/:link`, withdrawLink),
]

const withPreview = (collection: CollectionConfig): CollectionConfig =>
  isShown(collection)
    ? withEndpoints(withCollectionForm(collection, addControl(slot)), linkEndpoints('/:id'))
    : collection

const withGlobalPreview = (global: GlobalConfig): GlobalConfig =>
  // No page shows the rules about claims.
  global.slug in globalSchemas && global.slug !== 'claims'
    ? withEndpoints(withGlobalForm(global, addControl(slot)), linkEndpoints(''))
    : global

/** Shows the page of each form as it would be live, beside the form, and lets its user share it. */
export const showPreviews: Plugin = (config) => ({
  ...config,
  endpoints: [...(config.endpoints ?? []), ...previewEndpoints],
  collections: config.collections?.map(withPreview),
  globals: config.globals?.map(withGlobalPreview),
})
