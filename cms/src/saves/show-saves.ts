import type { CollectionConfig, CustomStatus, Field, GlobalConfig, Plugin } from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import { type FormSlots, withCollectionForm, withGlobalForm } from '../form-slots'

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

const saving =
  (slug: string, Status: CustomStatus) =>
  ({ beforeDocumentControls = [], ...slots }: FormSlots): FormSlots => ({
    ...slots,
    ...controls,
    Status,
    beforeDocumentControls: [saveSlot(slug), ...beforeDocumentControls],
  })

/** Several people may write at once: the form says who, and merges. */
const own = { lockDocuments: false } as const

function withSaves(collection: CollectionConfig): CollectionConfig {
  if (!hasDraftsEnabled(collection)) return collection
  const { admin, fields, slug } = collection
  const views = { ...admin?.components?.views, edit: versionViews }
  return withCollectionForm(
    {
      ...collection,
      ...own,
      fields: [noticesField, ...fields],
      admin: { ...admin, components: { ...admin?.components, views } },
    },
    saving(slug, statusSlot),
  )
}

function withGlobalSaves(global: GlobalConfig): GlobalConfig {
  if (!hasDraftsEnabled(global)) return global
  const { admin, fields, slug } = global
  const views = { ...admin?.components?.views, edit: versionViews }
  return withGlobalForm(
    {
      ...global,
      ...own,
      fields: [noticesField, ...fields],
      admin: { ...admin, components: { ...admin?.components, views } },
    },
    saving(slug, { path: statusSlot, serverProps: { slug } }),
  )
}

/** Lets the save engine write each document that has drafts, in place of Payload's form and its autosave, and shows who saved. */
export const showSaves: Plugin = (config) => ({
  ...config,
  collections: config.collections?.map(withSaves),
  globals: config.globals?.map(withGlobalSaves),
})
