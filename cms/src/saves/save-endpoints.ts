import type { CollectionConfig, Endpoint, GlobalConfig, PayloadRequest, Plugin } from 'payload'
import { collectionSchemas, globalSchemas } from 'shared-types'
import { refuse } from '../access/refusal'
import { isStaff } from '../access/rules'
import { beforePublish } from './before-publish'
import { reportOpenForm, saveState } from './save-state'
import { type Entity, save, stateOf } from './save'
import { parseSaveRequest } from './save-request'

type Handle = (req: PayloadRequest, entity: Entity) => Promise<unknown>

/** An endpoint of a collection, with `:id` in its path, or of a global, for users with a role. It answers with JSON. */
export function documentEndpoint(method: 'get' | 'post' | 'delete', path: string, handle: Handle): Endpoint {
  return {
    method,
    path,
    handler: async (req) => {
      if (!req.user) return refuse(401, 'Nothing was done, because you are not signed in. Sign in again.')
      if (!isStaff(req.user))
        return refuse(403, 'Nothing was done: you have no role here. Ask an admin for one.')
      return Response.json(await handle(req, entityOf(req)))
    },
  }
}

function entityOf({ payload, routeParams = {} }: PayloadRequest): Entity {
  const { collection, global: slug, id } = routeParams as Record<string, string | undefined>
  if (collection) return { collection: payload.collections[collection]!.config, id }
  return { global: payload.config.globals.find((global) => global.slug === slug)! }
}

const saveForm: Handle = async (req, entity) => {
  const request = parseSaveRequest(req.data)
  if (request.status !== 'published') return save(req, entity, request)
  const isNew = 'collection' in entity && entity.id === undefined
  const known = isNew || request.token === undefined ? undefined : await stateOf(req, entity)
  await beforePublish(req, [{ entity, values: request.data, newest: known && structuredClone(known.doc) }])
  return save(req, entity, request, known)
}

/** What the form of a document at `path` calls. */
const endpointsAt = (path: string): Endpoint[] => [
  documentEndpoint('post', `${path}/save`, saveForm),
  documentEndpoint('get', `${path}/save-state`, saveState),
  documentEndpoint('post', `${path}/presence`, reportOpenForm),
]

/** Puts the endpoints before those that are there. */
export const withEndpoints = <Config extends CollectionConfig | GlobalConfig>(
  config: Config,
  endpoints: Endpoint[],
): Config => ({
  ...config,
  endpoints: config.endpoints !== false && [...endpoints, ...(config.endpoints ?? [])],
})

/**
 * Adds what the admin's form saves through: `POST /api/{collection}/{id}/save` and `POST /api/globals/{slug}/save`, and for a new
 * document `POST /api/{collection}/save`.
 */
export const saveEndpoints: Plugin = (config) => ({
  ...config,
  collections: config.collections?.map((collection) =>
    collection.slug in collectionSchemas
      ? withEndpoints(collection, [documentEndpoint('post', '/save', saveForm), ...endpointsAt('/:id')])
      : collection,
  ),
  globals: config.globals?.map((global) =>
    global.slug in globalSchemas ? withEndpoints(global, endpointsAt('')) : global,
  ),
})
