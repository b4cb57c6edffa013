import { setTimeout as delay } from 'node:timers/promises'
import {
  type APIError,
  type CollectionConfig,
  type FlattenedField,
  type GlobalConfig,
  type PayloadRequest,
  type Plugin,
  type RequestContext,
  type SanitizedCollectionConfig,
  type SanitizedGlobalConfig,
  saveVersion,
} from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import { documentKey } from 'shared-types'
import { findRow } from '../database/live-row'
import { findToken } from './DocumentTokens'
import { ownFields } from './changed-fields'
import { type Conflict, mergeFields } from './merge-fields'
import { conflictError, writeTargetOf } from './save'

type Data = Record<string, unknown>
type Entity = { collection: SanitizedCollectionConfig; id: string } | { global: SanitizedGlobalConfig }

/** The arguments of Payload's update operations that decide what an update changes. */
interface UpdateArgs {
  data: Data
  draft?: boolean
  id?: number | string
  limit?: number
  overrideAccess?: boolean
  sort?: string
  trash?: boolean
  unpublishAllLocales?: boolean
  where?: Data
}

interface LiveWrite {
  /** The fields of the request. */
  sent: Data
  /** What was live, or stored as the row of a document that is not live, before the write. */
  before?: Data
  /** The newer draft, which stays the newest version. */
  draft?: Data
  /** Set when the draft of a document that is not live has other values: makes the error. */
  refusal?: () => Promise<APIError>
}

/** By document, or by collection for a bulk write: writes under way that start from the live version. */
const writesOf = (context: RequestContext) =>
  (context.liveWrites ??= new Map<string, LiveWrite>()) as Map<string, LiveWrite>

const slugOf = (entity: Entity) => ('global' in entity ? entity.global.slug : entity.collection.slug)
const keyOf = (entity: Entity) =>
  'global' in entity ? `globals/${entity.global.slug}` : `${entity.collection.slug}/${entity.id}`

const rowOf = (req: PayloadRequest, entity: Entity): Promise<Data | null> =>
  findRow(req, { slug: slugOf(entity), id: 'id' in entity ? entity.id : '' })

/** The newest version, if it is a draft. */
async function findDraft(req: PayloadRequest, entity: Entity): Promise<Data | undefined> {
  const { db } = req.payload
  const query = { req, limit: 1, pagination: false }
  const { docs } =
    'global' in entity
      ? await db.findGlobalVersions<Data>({
          ...query,
          global: slugOf(entity),
          where: { latest: { equals: true } },
        })
      : await db.findVersions<Data & { id: string }>({
          ...query,
          collection: slugOf(entity),
          where: { and: [{ parent: { equals: entity.id } }, { latest: { equals: true } }] },
        })
  const newest = docs[0]?.version as Data | undefined
  return newest?._status === 'draft' ? newest : undefined
}

/** An update that says neither that it is a draft nor what status it sets. */
const saysNothingOfStatus = ({ data, draft, unpublishAllLocales }: UpdateArgs) =>
  !draft && !unpublishAllLocales && data._status == null && !data.deletedAt

/** Payload starts from the newest version, draft or not, where a config has drafts, and else from the row. */
const startFromRow = <Config extends SanitizedCollectionConfig | SanitizedGlobalConfig>(
  config: Config,
): Config => ({
  ...config,
  versions: { ...config.versions, drafts: false },
})

const isLive = (row: Data | null) => row?._status === 'published' && !row.deletedAt

async function beginDocument(req: PayloadRequest, args: UpdateArgs, config: SanitizedCollectionConfig) {
  if (args.id === undefined) return beginBulk(req, args, config)
  const entity = { collection: config, id: String(args.id) }
  writesOf(req.context).delete(keyOf(entity))
  const row = await rowOf(req, entity)
  if (!isLive(row)) return changeNewest(req, args, entity, row)
  if (!saysNothingOfStatus(args)) return args
  writesOf(req.context).set(keyOf(entity), { sent: args.data })
  return {
    ...args,
    data: { ...args.data, _status: 'published' },
    collection: { ...req.payload.collections[config.slug], config: startFromRow(config) },
  }
}

/**
 * A document that is not live: Payload starts from its newest draft. That gets what the request changes of the row, which is what
 * a read without `draft=true` answers.
 */
async function changeNewest<Args extends UpdateArgs>(
  req: PayloadRequest,
  args: Args,
  entity: Entity,
  row: Data | null,
): Promise<Args> {
  const { data, draft, unpublishAllLocales } = args
  const publishes = data._status === 'published'
  const newest =
    row && !draft && !publishes && !unpublishAllLocales ? await findDraft(req, entity) : undefined
  if (!row || !newest) return args
  const fields = fieldsIn(data, entity)
  const { conflicts, merged } = mergeFields(fields, row, data, newest)
  if (conflicts.length > 0) {
    const advice =
      'Read that draft (draft=true), save this change as a draft too (draft=true), then try again.'
    const refusal = () => draftConflict(req, entity, { conflicts, versions: [newest, row], advice })
    // It shows what is in the draft, so it is thrown once Payload has checked what the user may do.
    writesOf(req.context).set(keyOf(entity), { sent: data, refusal })
  }
  return { ...args, data: { ...data, ...Object.fromEntries(fields.map(({ name }) => [name, merged[name]])) } }
}

/** Payload starts a bulk update from the rows, which hides newer drafts. */
async function beginBulk(req: PayloadRequest, args: UpdateArgs, { slug }: SanitizedCollectionConfig) {
  const { data, draft, limit, overrideAccess, sort, trash, where } = args
  if (draft || data.deletedAt) return args
  if (data._status !== 'published') {
    writesOf(req.context).set(slug, { sent: data })
    return args
  }
  // What is published is the newest version, as with one document. `draft` makes Payload start from it, and find by it.
  const { docs } = await req.payload.find({
    collection: slug as 'posts',
    ...({ limit: limit ?? 0, overrideAccess, sort, trash, where } as object),
    select: {},
    depth: 0,
    pagination: false,
    req,
  })
  return { ...args, draft: true, where: { id: { in: docs.map(({ id }) => id) } } }
}

/** Runs before a write: remembers what it starts from, and the draft that must not be lost. */
async function rememberDraft(req: PayloadRequest, entity: Entity): Promise<void> {
  const writes = writesOf(req.context)
  const write = writes.get(keyOf(entity)) ?? ('id' in entity ? writes.get(slugOf(entity)) : undefined)
  if (!write) return
  writes.delete(keyOf(entity))
  if (write.refusal) throw await write.refusal()
  const draft = await findDraft(req, entity)
  if (draft) writes.set(keyOf(entity), { ...write, draft, before: (await rowOf(req, entity)) ?? {} })
}

/** Runs after a write: makes the draft, with the changes of the write, the newest version again. Throws when both changed a field. */
async function putDraftBack(req: PayloadRequest, entity: Entity): Promise<void> {
  const writes = writesOf(req.context)
  const { before, draft, sent } = writes.get(keyOf(entity)) ?? {}
  writes.delete(keyOf(entity))
  if (!before || !draft || !sent) return
  const fields = fieldsIn(sent, entity)
  const { conflicts } = mergeFields(fields, before, sent, draft)
  if (conflicts.length > 0) throw await draftConflict(req, entity, { conflicts, versions: [draft, before] })
  // Not `sent`: hooks have tidied up what is stored, and given ids to new rows.
  const { merged } = mergeFields(fields, before, (await rowOf(req, entity)) ?? {}, draft)
  // Versions are sorted by their times, in milliseconds.
  for (const now = Date.now(); Date.now() === now;) await delay(1)
  await saveVersion({
    ...entity,
    docWithLocales: merged,
    draft: true,
    operation: 'update',
    payload: req.payload,
    req,
  })
}

function fieldsIn(sent: Data, entity: Entity): FlattenedField[] {
  const { flattenedFields } = 'global' in entity ? entity.global : entity.collection
  return flattenedFields.filter(({ name }) => Object.hasOwn(sent, name) && !ownFields.has(name))
}

async function draftConflict(
  req: PayloadRequest,
  entity: Entity,
  {
    conflicts,
    versions,
    advice = 'Publish or discard that draft in the admin, or save this change as a draft (draft=true), then try again.',
  }: { conflicts: Conflict[]; versions: Data[]; advice?: string },
) {
  const target = writeTargetOf(entity)
  const { liveToken, token = 0 } =
    (await findToken(req, documentKey({ slug: target.slug, id: target.document }))) ?? {}
  return conflictError(
    req,
    target,
    { conflicts, since: liveToken ?? 0, token },
    versions,
    (who, what) =>
      `This ${target.label} was not changed, because ${who} changed ${what} in a draft that is not published. ${advice}`,
  )
}

function withCollection(collection: CollectionConfig): CollectionConfig {
  const { hooks } = collection
  const entityOf = (config: SanitizedCollectionConfig, { id }: { id: number | string }): Entity => ({
    collection: config,
    id: String(id),
  })
  return {
    ...collection,
    hooks: {
      ...hooks,
      beforeOperation: [
        ...(hooks?.beforeOperation ?? []),
        async ({ args, collection, operation, req }) =>
          operation === 'update'
            ? (beginDocument(req, args as unknown as UpdateArgs, collection) as never)
            : args,
      ],
      beforeChange: [
        ...(hooks?.beforeChange ?? []),
        async ({ collection, data, operation, originalDoc, req }) => {
          if (operation === 'update') await rememberDraft(req, entityOf(collection, originalDoc))
          return data
        },
      ],
      afterChange: [
        ...(hooks?.afterChange ?? []),
        ({ collection, doc, req }) => putDraftBack(req, entityOf(collection, doc)),
      ],
      afterOperation: [
        ...(hooks?.afterOperation ?? []),
        ({ collection, operation, req, result }) => {
          if (operation === 'update') writesOf(req.context).delete(collection.slug)
          return result
        },
      ],
    },
  }
}

function withGlobal(global: GlobalConfig): GlobalConfig {
  const { hooks } = global
  return {
    ...global,
    hooks: {
      ...hooks,
      beforeOperation: [
        ...(hooks?.beforeOperation ?? []),
        async ({ args, global, operation, req }) => {
          const entity = { global }
          writesOf(req.context).delete(keyOf(entity))
          if (operation !== 'update') return args
          const row = await rowOf(req, entity)
          if (!isLive(row)) return changeNewest(req, args, entity, row)
          if (!saysNothingOfStatus(args)) return args
          writesOf(req.context).set(keyOf(entity), { sent: args.data })
          const data = { ...args.data, _status: 'published' }
          return { ...args, data, globalConfig: startFromRow(global) }
        },
      ],
      beforeChange: [
        ...(hooks?.beforeChange ?? []),
        async ({ data, global, req }) => {
          await rememberDraft(req, { global })
          return data
        },
      ],
      afterChange: [...(hooks?.afterChange ?? []), ({ global, req }) => putDraftBack(req, { global })],
    },
  }
}

/**
 * An update that says nothing of `draft` and `_status` changes what is live, and nothing else of a newer draft goes live: the draft
 * gets the same change and stays the newest version. Payload would start from that draft, whose status is `draft`, and take the
 * page down. A bulk update hides no draft.
 */
export const changeLiveVersion: Plugin = (config) => ({
  ...config,
  collections: config.collections?.map((collection) =>
    hasDraftsEnabled(collection) ? withCollection(collection) : collection,
  ),
  globals: config.globals?.map((global) => (hasDraftsEnabled(global) ? withGlobal(global) : global)),
})
