import {
  addDataAndFileToRequest,
  APIError,
  type CollectionConfig,
  type CollectionSlug,
  type Endpoint,
  type PayloadRequest,
  parseParams,
  type Plugin,
  type SanitizedCollectionConfig,
  type Where,
} from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import { z } from 'zod'
import { refuse } from '../access/refusal'
import { isStaff } from '../access/rules'
import { beforePublish } from '../saves/before-publish'
import { OverrideRequestSchema, overrideWarnings } from '../saves/override'
import { removeDocuments, updateDocuments, type Write } from './bulk-writes'
import { type BulkAction, bulkActions, doneBy } from './bulk-action'
import type { BulkTargets } from './change-documents'
import { selectDocuments } from './selection'
import { verifyList } from './signed-list'

const listView = '/admin/list/ListView#ListView'

/** More than any list of this CMS holds. */
const maxIds = 20_000

const idList = z.array(z.string().min(1).max(100))
const ids = idList.min(1).max(maxIds)
const action = z.enum(bulkActions)
const SelectionSchema = z.object({
  action,
  where: z.record(z.string(), z.unknown()).optional(),
  search: z.string().max(500).optional(),
  isTrash: z.boolean().optional(),
})
const BulkSchema = z.object({
  action,
  ids,
  /** With the signature, of the list of a dialog. */
  tokens: z.array(z.int().min(0)).optional(),
  signature: z.string().max(100).optional(),
  /** Those of the list that stay as they are. */
  except: idList.optional(),
  /** For `edit`: the fields to set. */
  data: z.record(z.string(), z.unknown()).optional(),
  /** For `edit`: publish as well. For `restore`: put back what was live when it went to the trash. */
  publish: z.boolean().optional(),
  /** For `delete`: of what is in the trash. */
  isTrash: z.boolean().optional(),
  /** The warnings of the checks with which documents are published all the same. */
  override: OverrideRequestSchema.optional(),
})

/**
 * Replaces Payload's bulk operations of each collection by ours: `POST /selection` lists the documents that match a list's
 * filter, `POST /bulk` changes documents by their ids, and a bulk PATCH or DELETE has to name its documents.
 *
 * Payload's list sends a filter and not the documents that the user saw; unpublishing forgets the filter.
 */
export const nameBulkChanges: Plugin = (config) => ({
  ...config,
  collections: config.collections?.map((collection) =>
    collection.endpoints === false || (collection.disableBulkEdit && collection.disableBulkDelete)
      ? collection
      : withBulkEndpoints(collection),
  ),
})

function withBulkEndpoints(collection: CollectionConfig): CollectionConfig {
  const { admin, endpoints } = collection
  const views = admin?.components?.views
  return {
    ...collection,
    endpoints: [
      selectionEndpoint,
      bulkEndpoint,
      patchEndpoint,
      deleteEndpoint,
      ...(endpoints === false ? [] : (endpoints ?? [])),
    ],
    admin: {
      ...admin,
      components: {
        ...admin?.components,
        views: { ...views, list: { Component: listView, ...views?.list } },
      },
    },
  }
}

type CollectionEndpoint = Omit<Endpoint, 'root'>

const forStaff =
  (
    handler: (req: PayloadRequest, collection: SanitizedCollectionConfig) => Promise<Response>,
  ): CollectionEndpoint['handler'] =>
  async (req) => {
    if (!isStaff(req.user)) {
      return refuse(
        403,
        'Nothing was changed: you are not signed in any more, or have no role here. Sign in in another tab, then try again.',
      )
    }
    const collection = req.payload.collections[req.routeParams?.collection as CollectionSlug]
    if (!collection) throw new Error(`There is no collection ${String(req.routeParams?.collection)}.`)
    await addDataAndFileToRequest(req)
    return handler(req, collection.config)
  }

const problemOf = ({ issues: [issue] }: z.ZodError) =>
  `${issue?.path.join('.') || 'The body'}: ${issue?.message}.`

const selectionEndpoint: CollectionEndpoint = {
  path: '/selection',
  method: 'post',
  handler: forStaff(async (req, collection) => {
    const body = SelectionSchema.safeParse(req.data)
    if (!body.success) return refuse(400, `Nothing was counted. ${problemOf(body.error)}`)
    const { action, where, ...filter } = body.data
    const selection = await selectDocuments(req, collection, action, { ...filter, where: where as Where })
    return Response.json(selection, { headers: { 'Cache-Control': 'no-store' } })
  }),
}

const bulkEndpoint: CollectionEndpoint = {
  path: '/bulk',
  method: 'post',
  handler: forStaff(async (req, collection) => {
    const body = BulkSchema.safeParse(req.data)
    if (!body.success) return refuse(400, `Nothing was changed. ${problemOf(body.error)}`)
    const { action, override } = body.data
    overrideWarnings(req, override)
    const targets = targetsOf(req, collection, body.data)
    const write = { ...writeOf(collection, body.data), depth: 0, select: { id: true } }
    const { data: values = {} } = write
    if (values._status === 'published')
      await beforePublish(
        req,
        targets.ids.map((id) => ({ entity: { collection, id }, values })),
      )
    return action === 'delete'
      ? removeDocuments(req, collection, targets, write)
      : updateDocuments(req, collection, targets, write, doneBy[action])
  }),
}

/** A dialog of the admin brings the list that was made for it; a program may name documents without one, and changes them as they are. */
function targetsOf(
  req: PayloadRequest,
  { slug }: SanitizedCollectionConfig,
  { ids: listed, tokens, signature, except = [] }: z.infer<typeof BulkSchema>,
): BulkTargets {
  const excepted = new Set(except)
  const ids = listed.filter((id) => !excepted.has(id))
  if (ids.length === 0)
    throw new APIError('Nothing was changed: all documents were left out.', 400, null, true)
  if (tokens || signature) {
    const list = { ids: listed, tokens: tokens ?? [], signature: signature ?? '' }
    return { ids, tokens: verifyList(req, slug, list) }
  }
  if (req.headers.has('authorization')) return { ids }
  throw new APIError(
    'Nothing was changed: the request does not say which state of the documents you saw. Load the page again, and choose them in the list.',
    428,
    null,
    true,
  )
}

const statusOf = (collection: SanitizedCollectionConfig, publish: boolean | undefined) =>
  hasDraftsEnabled(collection) ? { _status: publish ? 'published' : 'draft' } : {}

function writeOf(
  collection: SanitizedCollectionConfig,
  {
    action,
    data,
    publish,
    isTrash,
  }: { action: BulkAction } & Pick<z.infer<typeof BulkSchema>, 'data' | 'publish' | 'isTrash'>,
): Write {
  switch (action) {
    case 'publish':
      return { data: { _status: 'published' } }
    case 'unpublish':
      return { data: { _status: 'draft' } }
    case 'edit':
      return { data: { ...data, ...statusOf(collection, publish) }, draft: !publish }
    case 'trash':
      return { data: { deletedAt: new Date().toISOString() } }
    case 'restore':
      return {
        data: { deletedAt: null, ...statusOf(collection, false) },
        fromTrash: true,
        putsBackLive: publish && hasDraftsEnabled(collection),
      }
    case 'delete':
      return { fromTrash: isTrash }
  }
}

const patchEndpoint: CollectionEndpoint = {
  path: '/',
  method: 'patch',
  handler: forStaff(async (req, collection) => {
    if (req.file) {
      return refuse(400, 'Nothing was changed: a file belongs to one document. Send it to that document.')
    }
    const { data } = req
    if (!data) return refuse(400, 'Nothing was changed: send the fields to change as a JSON object.')
    const { depth, draft, select, trash } = parseParams(req.query)
    const matching = await findNamed(req, collection)
    if (!matching) return unnamed()
    return updateDocuments(req, collection, { ids: matching }, { data, depth, draft, select, trash }, 'saved')
  }),
}

const deleteEndpoint: CollectionEndpoint = {
  path: '/',
  method: 'delete',
  handler: forStaff(async (req, collection) => {
    const { depth, select, trash } = parseParams(req.query)
    const matching = await findNamed(req, collection)
    if (!matching) return unnamed()
    return removeDocuments(req, collection, { ids: matching }, { depth, select, trash })
  }),
}

const unnamed = () =>
  refuse(
    400,
    'Nothing was changed: a bulk request has to name its documents, as ?where[id][in]=1,2,3. With other conditions alone it could change documents that nobody has seen.',
  )

/** The documents that match the query of a request, which has to name documents; undefined when it names none. */
async function findNamed(
  req: PayloadRequest,
  { slug }: SanitizedCollectionConfig,
): Promise<string[] | undefined> {
  const { draft, limit, sort, trash, where } = parseParams(req.query)
  if (!where || !namesDocuments(where)) return undefined
  const { docs } = await req.payload.find({
    collection: slug as CollectionSlug,
    ...{ draft, limit: limit ?? 0, sort, trash, where },
    select: {},
    depth: 0,
    pagination: false,
    overrideAccess: false,
    req,
  })
  return docs.map(({ id }) => String(id))
}

/** Whether only documents whose ids the condition lists can match. */
function namesDocuments({ id, and }: Where): boolean {
  const { equals, in: listed } = (id ?? {}) as { equals?: unknown; in?: string | unknown[] }
  const isListed = (typeof listed === 'string' || Array.isArray(listed)) && listed.length > 0
  return Boolean(equals) || isListed || (Array.isArray(and) && and.some(namesDocuments))
}
