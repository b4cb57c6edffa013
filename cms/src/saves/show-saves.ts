import type { CollectionConfig, Field, GlobalConfig, Plugin } from 'payload'
import { hasDraftsEnabled } from 'payload/shared'

const folder = '/admin/saving'

const noticesField: Field = {
  name: 'saveNotices',
  type: 'ui',
  label: 'Saves',
  admin: {
    disableListColumn: true,
    disableBulkEdit: true,
    components: { Field: `${folder}/SaveNotices#SaveNotices` },
  },
}

/** The controls of Payload's form that the save engine replaces. */
const controls = {
  PublishButton: `${folder}/PublishButton#PublishButton`,
  SaveDraftButton: `${folder}/SaveNow#SaveNow`,
  UnpublishButton: `${folder}/UnpublishButton#UnpublishButton`,
}
const saveSlot = (slug: string) => ({ path: `${folder}/SaveSlot#SaveSlot`, serverProps: { slug } })
const statusSlot = `${folder}/StatusSlot#StatusSlot`

const views = '/admin/versions'

/** The versions with who made each, and our button to restore one. */
const versionViews = {
  versions: { Component: `${views}/VersionsView#VersionsView` },
  version: { actions: [`${views}/RestoreSlot#RestoreSlot`] },
}

function withSaves(collection: CollectionConfig): CollectionConfig {
  if (!hasDraftsEnabled(collection)) return collection
  const { admin, fields, slug } = collection
  const edit = admin?.components?.edit
  return {
    ...collection,
    // Several people may write at once: the form says who, and merges.
    lockDocuments: false,
    fields: [noticesField, ...fields],
    admin: {
      ...admin,
      components: {
        ...admin?.components,
        views: { ...admin?.components?.views, edit: versionViews },
        edit: {
          ...edit,
          ...controls,
          Status: statusSlot,
          beforeDocumentControls: [saveSlot(slug), ...(edit?.beforeDocumentControls ?? [])],
        },
      },
    },
  }
}

function withGlobalSaves(global: GlobalConfig): GlobalConfig {
  if (!hasDraftsEnabled(global)) return global
  const { admin, fields, slug } = global
  const elements = admin?.components?.elements
  return {
    ...global,
    lockDocuments: false,
    fields: [noticesField, ...fields],
    admin: {
      ...admin,
      components: {
        ...admin?.components,
        views: { ...admin?.components?.views, edit: versionViews },
        elements: {
          ...elements,
          ...controls,
          Status: { path: statusSlot, serverProps: { slug } },
          beforeDocumentControls: [saveSlot(slug), ...(elements?.beforeDocumentControls ?? [])],
        },
      },
    },
  }
}

/** Lets the save engine write each document that has drafts, in place of Payload's form and its autosave, and shows who saved. */
export const showSaves: Plugin = (config) => ({
  ...config,
  collections: config.collections?.map(withSaves),
  globals: config.globals?.map(withGlobalSaves),
})
