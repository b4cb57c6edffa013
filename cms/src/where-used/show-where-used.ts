import {
  addDataAndFileToRequest,
  type CollectionConfig,
  type CollectionSlug,
  type Endpoint,
  type Field,
  type PayloadRequest,
  type Plugin,
} from 'payload'
import { collectionSchemas } from 'shared-types'
import { z } from 'zod'
import { refuse } from '../access/refusal'
import { isStaff } from '../access/rules'
import { addControl, withCollectionForm } from '../form-slots'
import { whereUsed } from './where-used'

const id = z.string().min(1).max(100)
const UsedSchema = z.object({
  collection: z.enum(Object.keys(collectionSchemas) as [CollectionSlug]),
  /** At most as many as a bulk change takes. */
  ids: z.array(id).min(1).max(20_000),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
})

const answer = async (req: PayloadRequest, values: unknown): Promise<Response> => {
  if (!isStaff(req.user)) return refuse(403, 'Sign in to see where a document is used.')
  const { data } = UsedSchema.safeParse(values)
  if (!data) {
    return refuse(
      400,
      'Name a collection that the site shows and the ids of documents: {"collection": "people", "ids": ["1"]}.',
    )
  }
  const collection = req.payload.collections[data.collection]!.config
  return Response.json(await whereUsed(req, { ...data, collection }), {
    headers: { 'Cache-Control': 'no-store' },
  })
}

/** Where one document is used: `?collection=people&id=1`, and `&page=2` for more places. */
const usedEndpoint: Endpoint = {
  path: '/where-used',
  method: 'get',
  handler: (req) => answer(req, { ...req.query, ids: [req.query.id] }),
}

/** Where the documents of a bulk change are used. */
const manyUsedEndpoint: Endpoint = {
  path: '/where-used',
  method: 'post',
  handler: async (req) => {
    await addDataAndFileToRequest(req)
    return answer(req, req.data)
  },
}

const usedField: Field = {
  name: 'whereUsed',
  type: 'ui',
  label: 'Used in',
  admin: {
    position: 'sidebar',
    disableListColumn: true,
    disableBulkEdit: true,
    components: { Field: '/admin/used/UsedIn#UsedIn' },
  },
}

const actions = '/admin/used/DocumentActions'

const withUsed = (collection: CollectionConfig): CollectionConfig => {
  if (!(collection.slug in collectionSchemas)) return collection
  const shown = { ...collection, fields: [usedField, ...collection.fields] }
  return withCollectionForm(shown, addControl(`${actions}#TrashButtons`))
}

/** Shows on each document what leads to it, also before it is taken off the site. */
export const showWhereUsed: Plugin = (config) => ({
  ...config,
  endpoints: [...(config.endpoints ?? []), usedEndpoint, manyUsedEndpoint],
  collections: config.collections?.map(withUsed),
})
