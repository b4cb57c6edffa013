import {
  beforeChangeTraverseFields,
  beforeValidateTraverseFields,
  type FlattenedField,
  type PayloadRequest,
  type ValidationFieldError,
} from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import type { PreviewedDocument } from 'shared-types'
import { clearHidden } from '../fields/hidden-fields'
import { waitingPicturesOf } from '../media/published-pictures'
import { describeFiles, filesOf } from '../media/uploads'
import { type Entity, readNewest } from '../saves/save'

type Data = Record<string, unknown>

/** The id of a document that was never saved. */
const newId = 'new'

export interface PreviewedForm {
  /** The document of the form first, then the pictures that would be published with it. */
  documents: PreviewedDocument[]
  /** Files of pictures that visitors do not get yet. */
  waitingFiles: string[]
}

/**
 * What publishing the values of a form would change for visitors. Fields that the values lack are those of the newest version. Stores
 * nothing. Throws as reading the document does, and the `ValidationError` of a hook that cannot make a document of the values.
 */
export async function previewForm(
  req: PayloadRequest,
  entity: Entity,
  values: Data,
  newest?: Data,
): Promise<PreviewedForm> {
  const { stored } = await asPublished(req, entity, values, { newest })
  const pictures = await waitingPictures(req, entity, stored)
  return {
    documents: await Promise.all([
      asVisitorsGet(req, entity, stored),
      ...pictures
        .filter((picture) => picture !== stored)
        .map((picture) => asVisitorsGet(req, mediaEntity(req, picture.id), picture)),
    ]),
    waitingFiles: pictures.flatMap(filesOf),
  }
}

const configOf = (entity: Entity) => ('global' in entity ? entity.global : entity.collection)

/**
 * The row that the database would hold after the form is published: what the hooks of a publish make of the values. With `validate`,
 * also what the fields would refuse.
 */
export async function asPublished(
  req: PayloadRequest,
  entity: Entity,
  values: Data,
  { newest: known, validate = false }: { newest?: Data; validate?: boolean } = {},
): Promise<{ stored: Data; refused: ValidationFieldError[] }> {
  const refused: ValidationFieldError[] = []
  const config = configOf(entity)
  const collection = 'collection' in entity ? entity.collection : null
  const id = 'collection' in entity ? entity.id : undefined
  const isNew = collection !== null && id === undefined
  const operation = isNew ? 'create' : 'update'
  const newest = isNew ? {} : (known ?? (await readNewest(req, entity, { trash: true })))
  const traversal = {
    id,
    collection,
    global: 'global' in entity ? entity.global : null,
    // For hooks that refuse what a page can show.
    context: { isPreview: true },
    doc: newest,
    fields: config.fields,
    operation,
    overrideAccess: false,
    parentIndexPath: '',
    parentPath: '',
    parentSchemaPath: '',
    req,
    siblingDoc: newest,
  } as const

  const given = { ...values, ...(hasDraftsEnabled(config) && { _status: 'published' }) }
  await beforeValidateTraverseFields({ ...traversal, data: given, siblingData: given })
  const data: Data =
    collection?.slug === 'media'
      ? describeFiles({ data: given, originalDoc: newest, operation, req } as never)
      : given
  clearHidden(config.fields, data, { data, operation, req })
  await beforeChangeTraverseFields({
    ...traversal,
    data,
    siblingData: data,
    docWithLocales: newest,
    siblingDocWithLocales: newest,
    errors: refused,
    fieldLabelPath: '',
    mergeLocaleActions: [],
    skipValidation: !validate,
  })
  const now = new Date().toISOString()
  const stored = {
    ...asStored(config.flattenedFields, data),
    id: id ?? (isNew ? newId : newest.id),
    createdAt: newest.createdAt ?? now,
    updatedAt: now,
    ...(collection?.trash && { deletedAt: null }),
    ...('global' in entity && { globalType: entity.global.slug }),
  }
  return { stored, refused }
}

/** The values of all fields as the database gives them back. */
const asStored = (fields: readonly FlattenedField[], data: Data): Data =>
  Object.fromEntries(
    fields
      .filter((field) => field.type !== 'join' && !('virtual' in field && field.virtual))
      .map((field) => [field.name, storedValue(field, data[field.name])]),
  )

function storedValue(field: FlattenedField, value: unknown): unknown {
  switch (field.type) {
    case 'group':
    case 'tab':
      return asStored(field.flattenedFields, (value ?? {}) as Data)
    case 'array':
      return rowsOf(value).map((row) => asStored(field.flattenedFields, row))
    case 'blocks':
      return rowsOf(value).flatMap(({ blockType, ...row }) => {
        const block = field.blocks.find(({ slug }) => slug === blockType)
        return block ? { ...asStored(block.flattenedFields, row), blockType } : []
      })
    case 'date':
      return value ? new Date(value as string).toISOString() : null
    default:
      return value ?? ('hasMany' in field && field.hasMany ? [] : null)
  }
}

const rowsOf = (value: unknown) => (Array.isArray(value) ? (value as Data[]) : [])

/** The pictures that wait: those that the document shows, or the one whose form it is. */
async function waitingPictures(req: PayloadRequest, entity: Entity, stored: Data): Promise<Data[]> {
  const { slug, flattenedFields } = configOf(entity)
  if (slug === 'media') return stored.published ? [] : [stored]
  const ids = await waitingPicturesOf(stored, flattenedFields, req)
  if (ids.length === 0) return []
  const { docs } = await req.payload.db.find<Data & { id: string }>({
    collection: 'media',
    where: { id: { in: ids } },
    pagination: false,
    req,
  })
  return docs
}

const mediaEntity = ({ payload }: PayloadRequest, id: unknown): Entity => ({
  collection: payload.collections.media!.config,
  id: String(id),
})

/** The row as a read without a user answers it: without what visitors may not read. */
export async function asVisitorsGet(
  { payload }: PayloadRequest,
  entity: Entity,
  row: Data,
): Promise<PreviewedDocument> {
  const { slug } = configOf(entity)
  const id = 'global' in entity ? '' : String(row.id)
  const options = { data: structuredClone(row), depth: 0, overrideAccess: false, context: {} } as const
  const data: unknown = await ('global' in entity
    ? payload.findGlobal({ ...options, slug: slug as never })
    : payload.findByID({ ...options, collection: slug as never, id }))
  return { slug, id, updatedAt: new Date(row.updatedAt as string).toISOString(), data }
}
