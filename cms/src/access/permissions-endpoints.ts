import {
  addDataAndFileToRequest,
  docAccessOperation,
  docAccessOperationGlobal,
  type Endpoint,
  getAccessResults,
  type PayloadRequest,
} from 'payload'
import { isStaff } from './rules'

const refused = () =>
  Response.json({ errors: [{ message: 'You are not signed in, or have no role here.' }] }, { status: 403 })

const forStaff =
  (answer: (req: PayloadRequest) => Promise<unknown>) =>
  async (req: PayloadRequest): Promise<Response> =>
    isStaff(req.user) ? Response.json(await answer(req)) : refused()

/**
 * Payload tells strangers which collections and fields there are and which ids exist. Only the admin needs to know, and
 * it asks when somebody is signed in.
 */
export const accessEndpoint: Endpoint = {
  path: '/access',
  method: 'get',
  handler: forStaff((req) => getAccessResults({ req })),
}

export const documentAccessEndpoint: Omit<Endpoint, 'root'> = {
  path: '/access/:id?',
  method: 'post',
  handler: forStaff(async (req) => {
    await addDataAndFileToRequest(req)
    const slug = String(req.routeParams?.collection)
    const collection = req.payload.collections[slug]
    if (!collection) throw new Error(`There is no collection ${slug}.`)
    const id = req.routeParams?.id
    return docAccessOperation({
      collection,
      data: req.data,
      id: id === undefined ? undefined : String(id),
      req,
    })
  }),
}

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
