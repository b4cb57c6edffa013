import {
  APIError,
  type Endpoint,
  type FlattenedField,
  type PayloadRequest,
  type Plugin,
  restoreVersionOperation,
  restoreVersionOperationGlobal,
} from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import { canPublish } from '../access/rules'
import { ownFields } from './changed-fields'
import { isData } from './same-value'

type Data = Record<string, unknown>

/** Restores the version of the request, which has this content. What is live stays if it becomes a draft. */
type Restore = (req: PayloadRequest, id: string, content: Data, becomesDraft: boolean) => Promise<object>

/**
 * Takes the place of Payload's `POST .../versions/:id`. A version that was a draft becomes a draft again, and so does any with
 * `draft=true`. Payload writes the live row when it restores a draft, or a version of a global as a draft: the page leaves the site.
 */
const restoreEndpoint = (
  findVersions: (req: PayloadRequest, id: string) => Promise<{ docs: { version: unknown }[] }>,
  restore: Restore,
): Endpoint => ({
  method: 'post',
  path: '/versions/:id',
  handler: async (req) => {
    if (req.user && !req.headers.has('authorization') && !req.headers.has('if-match')) throw withoutToken()
    const id = String(req.routeParams?.id)
    const { docs } = await findVersions(req, id)
    const content = (docs[0]?.version ?? {}) as Data
    // Of a user who may not publish, only what says that it is a draft is taken.
    const isDraft = content._status === 'draft' && canPublish(req.user)
    const becomesDraft = req.query.draft === 'true' || isDraft
    const message = becomesDraft
      ? 'The version was restored as a draft. What is live has not changed.'
      : 'The version was restored, and it is live.'
    return Response.json({ ...(await restore(req, id, content, becomesDraft)), message })
  },
})

const withoutToken = () =>
  new APIError(
    'Nothing was restored: the request does not say which state of the document you saw. Load the page again, and restore the version there.',
    428,
    null,
    true,
  )

const slugOf = ({ routeParams = {} }: PayloadRequest) => String(routeParams.collection ?? routeParams.global)

const documentEndpoint = restoreEndpoint(
  (req, id) =>
    req.payload.db.findVersions({
      collection: slugOf(req),
      req,
      limit: 1,
      pagination: false,
      where: { id: { equals: id } },
    }),
  (req, id, _content, draft) => {
    const collection = req.payload.collections[slugOf(req)]!
    return restoreVersionOperation({ id, collection, draft, depth: 0, overrideAccess: false, req })
  },
)

const globalEndpoint = restoreEndpoint(
  (req, id) =>
    req.payload.db.findGlobalVersions({
      global: slugOf(req),
      req,
      limit: 1,
      pagination: false,
      where: { id: { equals: id } },
    }),
  async (req, id, content, draft) => {
    const globalConfig = req.payload.config.globals.find(({ slug }) => slug === slugOf(req))!
    if (!draft) {
      return {
        doc: await restoreVersionOperationGlobal({ id, depth: 0, globalConfig, overrideAccess: false, req }),
      }
    }
    // Reads the version as the user may.
    await req.payload.findGlobalVersionByID({
      ...{ slug: globalConfig.slug as never, id, depth: 0, overrideAccess: false, req },
    })
    req.context.isRestoringVersion = true
    const data = complete(globalConfig.flattenedFields, content)
    return {
      doc: await req.payload.updateGlobal({
        ...{ slug: globalConfig.slug as never, data: data as never },
        ...{ draft: true, depth: 0, overrideAccess: false, req },
      }),
    }
  },
)

/** A value for each field: an update leaves a field without one as it is. */
const complete = (fields: readonly FlattenedField[], content: Data): Data =>
  Object.fromEntries(
    fields
      .filter(({ name, type }) => !ownFields.has(name) && type !== 'join')
      .map((field) => {
        const value = content[field.name]
        const isGroup = field.type === 'group' || field.type === 'tab'
        return [
          field.name,
          isGroup ? complete(field.flattenedFields, isData(value) ? value : {}) : (value ?? null),
        ]
      }),
  )

/** Lets no restored version take a page off the site, in each collection and global with drafts. */
export const restoreVersions: Plugin = (config) => ({
  ...config,
  collections: config.collections?.map((collection) => ({
    ...collection,
    endpoints:
      collection.endpoints !== false && hasDraftsEnabled(collection)
        ? [documentEndpoint, ...(collection.endpoints ?? [])]
        : collection.endpoints,
  })),
  globals: config.globals?.map((global) => ({
    ...global,
    endpoints:
      global.endpoints !== false && hasDraftsEnabled(global)
        ? [globalEndpoint, ...(global.endpoints ?? [])]
        : global.endpoints,
  })),
})
