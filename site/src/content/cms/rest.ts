import type { CollectionSlug, GlobalSlug } from 'shared-types'
import { z } from 'zod'
import { UnexpectedAnswer, requestFromCms } from './request'
import type { CmsConnection } from './request'

/** A document as the CMS gives it at depth 0; of its fields only these are known yet. */
const DocumentSchema = z.looseObject({ id: z.string(), updatedAt: z.iso.datetime() })
export type RestDocument = z.output<typeof DocumentSchema>

const ListSchema = z.object({
  docs: z.array(DocumentSchema),
  totalDocs: z.int().min(0),
  totalPages: z.int().min(0),
  hasNextPage: z.boolean(),
})
export type ListPage = z.output<typeof ListSchema>

const pageSize = 500
const idsPerRequest = 100

/** A page of a collection's list, from 1. */
export const readPage = (cms: CmsConnection, slug: CollectionSlug, page: number): Promise<ListPage> =>
  requestFromCms(cms, slug, `/api/${slug}?depth=0&limit=${pageSize}&sort=id&page=${page}`, (response) =>
    readJson(response, ListSchema, 'a list of documents'),
  )

/** Documents by their ids, in lists short enough for an address; those that a visitor may not see are left out. */
export async function readByIds(
  cms: CmsConnection,
  slug: CollectionSlug,
  ids: readonly string[],
): Promise<RestDocument[]> {
  const documents: RestDocument[] = []
  for (let at = 0; at < ids.length; at += idsPerRequest) {
    const wanted = ids.slice(at, at + idsPerRequest).map(encodeURIComponent)
    const query = `depth=0&limit=${pageSize}&where[id][in]=${wanted.join(',')}`
    const { docs } = await requestFromCms(cms, slug, `/api/${slug}?${query}`, (response) =>
      readJson(response, ListSchema, 'a list of documents'),
    )
    documents.push(...docs)
  }
  return documents
}

const GlobalSchema = z.looseObject({ updatedAt: z.iso.datetime().nullish() })
/** A published global. */
export type RestGlobal = z.output<typeof GlobalSchema> & { updatedAt: string }

/** A global, or nothing while it is not published: the CMS then refuses it, or gives it empty. */
export async function readGlobal(cms: CmsConnection, slug: GlobalSlug): Promise<RestGlobal | undefined> {
  const read = (response: Response) =>
    response.ok ? readJson(response, GlobalSchema, 'a global') : Promise.resolve({ updatedAt: undefined })
  const raw = await requestFromCms(cms, slug, `/api/globals/${slug}?depth=0`, read, [403, 404])
  return raw.updatedAt ? { ...raw, updatedAt: raw.updatedAt } : undefined
}

/** Reads an answer that must be JSON of this shape; `expected` names it for the error. */
export async function readJson<S extends z.ZodType>(
  response: Response,
  schema: S,
  expected: string,
): Promise<z.output<S>> {
  const body = await response.text()
  const result = schema.safeParse(parseJson(body))
  if (result.success) return result.data
  const start = body.slice(0, 80).replace(/\s+/g, ' ')
  throw new UnexpectedAnswer(
    `answered something else than ${expected}: ${JSON.stringify(start)}. Does CMS_URL lead to this project’s CMS?`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
