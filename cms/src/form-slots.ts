import type { CollectionConfig, GlobalConfig } from 'payload'

type CollectionSlots = NonNullable<NonNullable<NonNullable<CollectionConfig['admin']>['components']>['edit']>
type GlobalSlots = NonNullable<NonNullable<NonNullable<GlobalConfig['admin']>['components']>['elements']>

/** The places of our components in a form, which a collection and a global have under different names. */
export type FormSlots = Pick<
  CollectionSlots & GlobalSlots,
  'beforeDocumentControls' | 'PublishButton' | 'SaveDraftButton' | 'Status' | 'UnpublishButton'
>
type ChangeSlots = (slots: FormSlots) => FormSlots

export const withCollectionForm = (collection: CollectionConfig, change: ChangeSlots): CollectionConfig => {
  const { admin } = collection
  const edit = { ...admin?.components?.edit, ...change((admin?.components?.edit ?? {}) as FormSlots) }
  return { ...collection, admin: { ...admin, components: { ...admin?.components, edit } } }
}

export const withGlobalForm = (global: GlobalConfig, change: ChangeSlots): GlobalConfig => {
  const { admin } = global
  const elements = {
    ...admin?.components?.elements,
    ...change((admin?.components?.elements ?? {}) as FormSlots),
  }
  return { ...global, admin: { ...admin, components: { ...admin?.components, elements } } }
}

/** Adds a component behind those in front of the buttons. */
export const addControl =
  (control: string): ChangeSlots =>
  (slots) => ({ ...slots, beforeDocumentControls: [...(slots.beforeDocumentControls ?? []), control] })
