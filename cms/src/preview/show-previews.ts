import type { CollectionConfig, GlobalConfig, Plugin } from 'payload'
import { collectionSchemas, globalSchemas } from 'shared-types'
import { previewEndpoints } from './preview-endpoints'

const slot = '/admin/preview/PreviewSlot#PreviewSlot'

/** A redirect has no page. */
const isShown = ({ slug }: CollectionConfig) => slug in collectionSchemas && slug !== 'redirects'

function withPreview(collection: CollectionConfig): CollectionConfig {
  if (!isShown(collection)) return collection
  const { admin } = collection
  const edit = admin?.components?.edit
  const beforeDocumentControls = [...(edit?.beforeDocumentControls ?? []), slot]
  return {
    ...collection,
    admin: { ...admin, components: { ...admin?.components, edit: { ...edit, beforeDocumentControls } } },
  }
}

function withGlobalPreview(global: GlobalConfig): GlobalConfig {
  if (!(global.slug in globalSchemas)) return global
  const { admin } = global
  const elements = admin?.components?.elements
  const beforeDocumentControls = [...(elements?.beforeDocumentControls ?? []), slot]
  return {
    ...global,
    admin: {
      ...admin,
      components: { ...admin?.components, elements: { ...elements, beforeDocumentControls } },
    },
  }
}

/** Shows the page of each form as it would be live, beside the form. */
export const showPreviews: Plugin = (config) => ({
  ...config,
  endpoints: [...(config.endpoints ?? []), ...previewEndpoints],
  collections: config.collections?.map(withPreview),
  globals: config.globals?.map(withGlobalPreview),
})
