import {
  buildVersionCollectionFields,
  buildVersionGlobalFields,
  type Endpoint,
  type FlattenedField,
  type Payload,
  type PayloadRequest,
  type SanitizedCollectionConfig,
  type SanitizedConfig,
  type SanitizedGlobalConfig,
} from 'payload'
import { refuseUnreadUser } from './unread-user'
import { retryConflicts } from '../database/conflicts'
import { isForeignKeyError, isInvalidId } from '../database/foreign-key-error'
import { untouchedRequest } from '../database/retry-operations'
import { explainUnreachable } from '../database/unreachable'
import { BadRequest, isObject } from './bad-request'
import { receiveBody } from './body'
import type { Reference } from '../fields/references'
import { checkDocumentData } from './document-data'
import { limits } from './limits'
import { checkQuery } from './query'

type Entity = SanitizedCollectionConfig | SanitizedGlobalConfig

/**
 * Checks each request before the handler of its endpoint runs: what it holds must be of the form, size and types that the
 * handler can read. Payload adds endpoints after plugins have run, so apply this to the built config, last.
 */
export function checkRequests(config: SanitizedConfig): SanitizedConfig {
  for (const collection of config.collections) {
    const versions = collection.versions && buildVersionCollectionFields(config, collection, true)
    collection.endpoints = checkedEndpoints(config, collection, versions)
  }
  for (const global of config.globals) {
    const versions = global.versions && buildVersionGlobalFields(config, global, true)
    global.endpoints = checkedEndpoints(config, global, versions)
  }
  const endpoints: Endpoint[] = config.endpoints
  Object.assign(config, {
    endpoints: endpoints.map((endpoint) => checked(endpoint, (req) => checkQuery(req.query, undefined))),
  })
  return config
}

function checkedEndpoints(
  config: SanitizedConfig,
  entity: Entity,
  versionFields: FlattenedField[] | false | undefined,
): Entity['endpoints'] {
  if (!entity.endpoints) return entity.endpoints
  return entity.endpoints
    .filter(
      ({ path }) => (versionFields || !isOfVersions(path)) && (verifies(entity) || path !== '/verify/:id'),
    )
    .map((endpoint) => {
      const fields = versionFields && isOfVersions(endpoint.path) ? versionFields : entity.flattenedFields
      return checked(endpoint, (req) => {
        const query = endpoint.method === 'get' ? { ...req.query, ...req.data } : req.query
        checkQuery(query, { config, fields })
        if (endpoint.path === '/selection') checkQuery({ where: req.data?.where }, { config, fields })
        return takesDocument(endpoint) ? checkDocument(req, entity, endpoint) : []
      })
    })
}

const verifies = (entity: Entity) => 'auth' in entity && entity.auth.verify
const isOfVersions = (path: string) => path.startsWith('/versions')

/** The endpoints whose body is a document, or fields of one. */
const takesDocument = ({ method, path }: Omit<Endpoint, 'root'>) =>
  (method === 'post' && ['/', '/bulk', '/:id/duplicate', '/access', '/access/:id?'].includes(path)) ||
  isSave({ path }) ||
  (method === 'patch' && ['/', '/:id'].includes(path))

/** The forms' own saves hold the values before and after. */
const isSave = ({ path }: Pick<Endpoint, 'path'>) => path === '/save' || path === '/:id/save'

const needsDocument = (endpoint: Omit<Endpoint, 'root'>) =>
  endpoint.path === '/' || endpoint.path === '/:id' || isSave(endpoint)

function checkDocument(
  req: PayloadRequest,
  entity: Entity,
  endpoint: Omit<Endpoint, 'root'>,
): readonly Reference[] {
  if (!req.data) {
    if (!needsDocument(endpoint)) return []
    throw new BadRequest('The request was refused: it has no body. Send the fields as a JSON object.')
  }
  if (isSave(endpoint) && isObject(req.data.base)) checkDocumentData(req.data.base, entity.flattenedFields)
  const data: unknown = endpoint.path === '/bulk' || isSave(endpoint) ? req.data.data : req.data
  if (!isObject(data)) return []
  // Only the CMS sets these; a form sends them back as it read them.
  for (const name of ['id', 'createdAt', 'updatedAt']) delete data[name]
  return checkDocumentData(data, entity.flattenedFields)
}

function checked<Checked extends Omit<Endpoint, 'root'>>(
  endpoint: Checked,
  check: (req: PayloadRequest) => readonly Reference[] | void,
): Checked {
  const { handler } = endpoint
  const handle: Endpoint['handler'] = async (req) => {
    refuseUnreadUser(req)
    if ((req.search ?? '').split('&').length > limits.parameters) {
      throw new BadRequest(
        `The request was refused: its query has more than ${limits.parameters} parameters. Send fewer at once.`,
      )
    }
    if (!endpoint.custom?.readsBody) await receiveBody(req)
    const references = check(req) ?? []
    try {
      const untouched = untouchedRequest(req)
      return await retryConflicts(async () => handler(untouched()))
    } catch (error) {
      if (isForeignKeyError(error) || isInvalidId(error)) await refuseMissing(references, req.payload)
      throw error
    }
  }
  return {
    ...endpoint,
    handler: async (req) => {
      try {
        return await handle(req)
      } catch (error) {
        if (error instanceof BadRequest) return error.response()
        throw explainUnreachable(error, req)
      }
    },
  }
}

async function refuseMissing(references: readonly Reference[], payload: Payload): Promise<void> {
  for (const { id, path, relationTo } of references) {
    const where = { id: { equals: id } }
    if (await payload.db.findOne({ collection: relationTo, where })) continue
    throw new BadRequest(
      `Nothing was saved: “${path}” names the document “${id}” of ${relationTo}, which does not exist. Take it out, or choose another.`,
      400,
      path,
    )
  }
}
