import type { CollectionSlug, GlobalSlug } from 'shared-types'
import { z } from 'zod'
import { UnexpectedAnswer, requestFromCms } from './request'
import type { CmsConnection } from './request'

/** A document as the CMS returns it at depth 0; its other fields are checked later, with the collection's schema. */
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
/** Keeps the URL short enough for every server. */
const idsPerRequest = 100

/** Reads one page of a collection's list; the first page is 1. */
export const readPage = (cms: CmsConnection, slug: CollectionSlug, page: number): Promise<ListPage> =>
  requestFromCms(cms, slug, `/api/${slug}?depth=0&limit=${pageSize}&sort=id&page=${page}`, (response) =>
    readJson(response, ListSchema, 'a list of documents'),
  )

/** Reads documents by their ids; documents that a visitor may not see are left out. */
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

/** Reads a global; undefined when it is not published: the CMS then answers 403 or 404, or with an empty global. */
export async function readGlobal(cms: CmsConnection, slug: GlobalSlug): Promise<RestGlobal | undefined> {
  const read = (response: Response) =>
    response.ok ? readJson(response, GlobalSchema, 'a global') : Promise.resolve({ updatedAt: undefined })
  const path = `/api/globals/${slug}`
  // Visitors do not get the claims. Pages are made without them; the publisher, which can sign, checks pages with them.
  if (slug === 'claims' && !cms.sign) return undefined
  const sign = () => (slug === 'claims' ? (cms.sign?.(path) ?? {}) : {})
  const raw = await requestFromCms(cms, slug, `${path}?depth=0`, read, [403, 404], sign)
  return raw.updatedAt ? { ...raw, updatedAt: raw.updatedAt } : undefined
}

/** Parses a response body as JSON with the schema; `expected` names the content for the error message. */
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
