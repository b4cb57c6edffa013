import {
  addDataAndFileToRequest,
  docAccessOperation,
  docAccessOperationGlobal,
  type Endpoint,
  getAccessResults,
  type PayloadRequest,
} from 'payload'
import { refuse } from './refusal'
import { isStaff } from './rules'

const forStaff =
  (getPermissions: (req: PayloadRequest) => Promise<unknown>) =>
  async (req: PayloadRequest): Promise<Response> =>
    isStaff(req.user)
      ? Response.json(await getPermissions(req))
      : refuse(403, 'You are not signed in, or have no role here.')

/**
 * Replaces Payload's `/access`, which shows visitors the collections, the fields and the ids that exist. Only the admin
 * uses it, for users who are signed in.
 */
export const accessEndpoint: Endpoint = {
  path: '/access',
  method: 'get',
  handler: forStaff((req) => getAccessResults({ req })),
}

/** The same for one document. */
export const documentAccessEndpoint: Omit<Endpoint, 'root'> = {
  path: '/access/:id?',
  method: 'post',
  handler: forStaff(async (req) => {
    await addDataAndFileToRequest(req)
    const slug = String(req.routeParams?.collection)
    const collection = req.payload.collections[slug]
    if (!collection) throw new Error(`There is no collection ${slug}.`)
    const { data, routeParams } = req
    const id = routeParams?.id === undefined ? undefined : String(routeParams.id)
    // Payload gives the rules of fields the data only, without the id: a user's own email would vanish from their form after a save.
    const isGiven = id !== undefined && data && Object.keys(data).length > 0
    return docAccessOperation({ collection, data: isGiven ? { ...data, id } : data, id, req })
  }),
}

/** The same for a global. */
export const globalAccessEndpoint: Omit<Endpoint, 'root'> = {
  path: '/access',
  method: 'post',
  handler: forStaff(async (req) => {
    await addDataAndFileToRequest(req)
    const slug = String(req.routeParams?.global)
    const globalConfig = req.payload.globals.config.find((global) => global.slug === slug)
    if (!globalConfig) throw new Error(`There is no global ${slug}.`)
    return docAccessOperationGlobal({ data: req.data, globalConfig, req })
  }),
}
