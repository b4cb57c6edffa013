import type {
  CollectionConfig,
  FlattenedField,
  GlobalConfig,
  PayloadRequest,
  Plugin,
  RequestContext,
} from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import { collectionSchemas, documentKey, globalSchemas } from 'shared-types'
import { liveDocument } from '../database/live-row'
import { takeWrittenVersions, type WrittenVersion } from '../database/written-versions'
import { type Contents, forgetReferences, storeReferences } from '../references/store-references'
import { hasLiveVersion, storedContents } from '../references/stored-contents'
import { changedFields } from './changed-fields'
import { type EditAction, editsSlug } from './Edits'
import { sendToken } from './if-match'
import { pruneVersions } from './prune-versions'
import { storeEdit } from './store-edit'

type Data = Record<string, unknown>

/** What hooks after the save do not know of the operation. */
interface Operation {
  name: string
  autosave?: boolean
  draft?: boolean
  unpublishAllLocales?: boolean
  /** Of a document that goes to the trash: `updatedAt` of its live version. */
  trashedLive?: string
  /** The newest version of a global before another is restored. */
  previous?: Data
}

const contextKey = 'operations'

/** By document key where the operation names its document, otherwise by slug: hooks write other documents with the same context. */
function operationsOf(context: RequestContext): Map<string, Operation> {
  context[contextKey] ??= new Map()
  return context[contextKey] as Map<string, Operation>
}

function takeOperation(context: RequestContext, slug: string, id: number | string): Operation | undefined {
  const operations = operationsOf(context)
  const key = documentKey({ slug, id })
  const operation = operations.get(key) ?? operations.get(slug)
  operations.delete(key)
  return operation
}

function operationOf(name: string, args: unknown): Operation {
  const { autosave, draft, unpublishAllLocales } = args as Omit<Operation, 'name'>
  return { name, autosave, draft, unpublishAllLocales }
}

/** A document, or a global with an empty id. */
export interface SavedDocument {
  slug: string
  id: number | string
  /** Whether visitors get it now. */
  isLive: boolean
}

/** What follows a write, in its transaction. */
export interface Followers {
  /** What is live has changed. `previous`: the newest version before. */
  afterLiveChange: (req: PayloadRequest, document: SavedDocument, previous: Data | undefined) => Promise<void>
  afterDelete: (req: PayloadRequest, slug: string, id: number | string) => Promise<void>
}

interface Save {
  slug: string
  /** Empty for a global. */
  id: number | string
  fields: readonly FlattenedField[]
  hasDrafts: boolean
  operation: Operation
  previous: Data | undefined
  data: Data
}

async function recordSave(req: PayloadRequest, save: Save, { afterLiveChange }: Followers): Promise<void> {
  const { slug, id, fields, hasDrafts, previous } = save
  const versions = takeWrittenVersions(req, slug, id)
  // A change of the live version is followed by a version of the newer draft.
  const [version, draft] = versions
  // Without versions: the data of the request, which need not be complete.
  const data = version?.data ?? save.data
  const newest = versions.at(-1)?.data ?? data
  const token = await storeEdit(req, {
    slug,
    document: String(id),
    version: version?.id,
    draft: draft?.id,
    action: actionOf({ ...save, data }),
    trashedLive: save.operation.trashedLive,
    live: (!hasDrafts || newest._status === 'published') && !newest.deletedAt,
    fields: changedFields(fields, previous, data),
  })
  const contents = await contentsOf(req, save, versions)
  await storeReferences(req, { slug, id, fields, ...contents })
  if (contents.live !== 'unchanged')
    await afterLiveChange(req, { slug, id, isLive: contents.live !== undefined }, previous)
  if (versions.some(({ isNew }) => isNew)) await pruneVersions(req, slug, String(id))
  if (isAnsweredWith(req, save)) sendToken(req, token)
}

/** What the save has made of the live version and of the newest one. */
async function contentsOf(
  req: PayloadRequest,
  { slug, id, hasDrafts }: Save,
  [written, ...later]: WrittenVersion[],
): Promise<Pick<Contents, 'live' | 'newest'>> {
  if (!hasDrafts || !written) return storedContents(req, slug, id)
  const newest = later.at(-1)?.data ?? written.data
  return {
    live:
      written.data._status === 'published' && !written.data.deletedAt
        ? written.data
        : (await hasLiveVersion(req, slug, id))
          ? 'unchanged'
          : undefined,
    newest: newest.deletedAt ? undefined : newest,
  }
}

/** Whether the answer of the request is the saved document. */
function isAnsweredWith({ routeParams = {} }: PayloadRequest, { slug, id, operation }: Save): boolean {
  if (routeParams.global === slug) return true
  if (routeParams.collection !== slug) return false
  // The address of a new document has no id, and that of a version has the version's.
  if (operation.name === 'create') return routeParams.id === undefined
  return operation.name === 'restoreVersion' || String(routeParams.id) === String(id)
}

function actionOf({ operation, hasDrafts, data, previous }: Save): EditAction {
  if (operation.name === 'create' || operation.name === 'restoreVersion') return operation.name
  if (data.deletedAt !== undefined && Boolean(data.deletedAt) !== Boolean(previous?.deletedAt)) {
    return data.deletedAt ? 'trash' : 'restoreFromTrash'
  }
  if (!hasDrafts || data._status === 'published') return 'publish'
  if (operation.draft) return operation.autosave ? 'autosave' : 'draft'
  return operation.unpublishAllLocales || previous?._status === 'published' ? 'unpublish' : 'draft'
}

/** The edits of a deleted document go with its versions; who deleted it stays. */
async function recordDelete(
  req: PayloadRequest,
  { slug, id }: Pick<SavedDocument, 'id' | 'slug'>,
  { afterDelete }: Followers,
): Promise<void> {
  const document = String(id)
  await req.payload.db.deleteMany({
    collection: editsSlug,
    req,
    where: { and: [{ slug: { equals: slug } }, { document: { equals: document } }] },
  })
  await forgetReferences(req, slug, id)
  await afterDelete(req, slug, id)
  await storeEdit(req, { slug, document, action: 'delete', live: false, fields: [] })
}

function withRecordedDocuments(collection: CollectionConfig, followers: Followers): CollectionConfig {
  const { hooks, slug } = collection
  const hasDrafts = hasDraftsEnabled(collection)
  return {
    ...collection,
    hooks: {
      ...hooks,
      beforeOperation: [
        ...(hooks?.beforeOperation ?? []),
        ({ args, context, operation }) => {
          const { id } = args as { id?: number | string }
          if (operation === 'update' && id !== undefined) {
            operationsOf(context).set(documentKey({ slug, id }), operationOf(operation, args))
          } else if (operation === 'update' || operation === 'restoreVersion') {
            operationsOf(context).set(slug, operationOf(operation, args))
          }
          return args
        },
      ],
      beforeChange: [
        ...(hooks?.beforeChange ?? []),
        async ({ collection, context, data, operation, originalDoc, req }) => {
          if (operation !== 'update' || !data.deletedAt || originalDoc.deletedAt) return data
          const key = documentKey({ slug, id: originalDoc.id })
          const under = operationsOf(context).get(key) ?? operationsOf(context).get(slug)
          const live = await liveDocument(req, collection, originalDoc.id)
          operationsOf(context).set(key, { name: operation, ...under, trashedLive: live?.updatedAt })
          return data
        },
      ],
      afterChange: [
        ...(hooks?.afterChange ?? []),
        async ({ collection, context, data, doc, operation: name, previousDoc, req }) => {
          const { id } = doc as { id: number | string }
          const operation = name === 'create' ? { name } : (takeOperation(context, slug, id) ?? { name })
          const fields = collection.flattenedFields
          const save = { slug, id, fields, hasDrafts, operation, previous: previousDoc, data }
          await recordSave(req, save, followers)
        },
      ],
      afterDelete: [
        ...(hooks?.afterDelete ?? []),
        ({ id, req }) => recordDelete(req, { slug, id }, followers),
      ],
    },
  }
}

function withRecordedGlobal(global: GlobalConfig, followers: Followers): GlobalConfig {
  const { hooks, slug } = global
  const hasDrafts = hasDraftsEnabled(global)
  return {
    ...global,
    hooks: {
      ...hooks,
      beforeOperation: [
        ...(hooks?.beforeOperation ?? []),
        async ({ args, context, operation, req }) => {
          if (operation !== 'update' && operation !== 'restoreVersion') return
          // A version is restored as a draft by an update.
          const name =
            context.isRestoringVersion && req.routeParams?.global === slug ? 'restoreVersion' : operation
          const previous = operation === 'restoreVersion' ? await findNewestOfGlobal(req, slug) : undefined
          operationsOf(context).set(slug, { ...operationOf(name, args), previous })
        },
      ],
      afterChange: [
        ...(hooks?.afterChange ?? []),
        async ({ context, data, global, previousDoc, req }) => {
          const operation = takeOperation(context, slug, '') ?? { name: 'update' }
          const previous = operation.previous ?? previousDoc
          const fields = global.flattenedFields
          await recordSave(req, { slug, id: '', fields, hasDrafts, operation, previous, data }, followers)
        },
      ],
    },
  }
}

/** Payload gives hooks the live version when it restores one. */
async function findNewestOfGlobal(req: PayloadRequest, slug: string): Promise<Data | undefined> {
  const { docs } = await req.payload.db.findGlobalVersions<Data & { id: string }>({
    global: slug,
    req,
    limit: 1,
    pagination: false,
    sort: '-updatedAt',
  })
  return docs[0]?.version
}

/** Records each write of each document and global that the site shows: it raises their token and stores who changed what. */
export const recordEdits =
  (followers: Followers): Plugin =>
  (config) => ({
    ...config,
    collections: config.collections?.map((collection) =>
      collection.slug in collectionSchemas ? withRecordedDocuments(collection, followers) : collection,
    ),
    globals: config.globals?.map((global) =>
      global.slug in globalSchemas ? withRecordedGlobal(global, followers) : global,
    ),
  })
