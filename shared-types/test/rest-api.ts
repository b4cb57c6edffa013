import { type CollectionSlug, type ContentVersion, type GlobalSlug, contentRevision } from '../src/index'

/** What visitors can read in a CMS, as its REST API returns it at depth 0. */
export interface RestContent {
  collections: Record<CollectionSlug, Record<string, unknown>[]>
  /** A global that was never published is missing or empty. */
  globals: Partial<Record<GlobalSlug, Record<string, unknown>>>
}

/** The versions of all published documents and globals. */
export function restVersions({ collections, globals }: RestContent): ContentVersion[] {
  const version = (slug: string, document: Record<string, unknown>): ContentVersion => ({
    slug,
    id: String(document.id ?? ''),
    updatedAt: String(document.updatedAt),
  })
  return [
    ...Object.entries(collections).flatMap(([slug, list]) => list.map((document) => version(slug, document))),
    ...Object.entries(globals).flatMap(([slug, global]) => (global.updatedAt ? [version(slug, global)] : [])),
  ]
}

/**
 * The body with which the CMS answers an anonymous GET, for the stand-in CMS of tests: versions, the revision, globals, and
 * lists with `limit`, `page` and `where[id][in]`. Undefined where the CMS answers 404.
 */
export async function restAnswer(content: RestContent, { pathname, searchParams }: URL): Promise<unknown> {
  const [, api, first = '', second = ''] = pathname.split('/')
  if (api !== 'api') return undefined
  if (first === 'content-versions') return { versions: restVersions(content) }
  if (first === 'content-revision') return { revision: await contentRevision(restVersions(content)) }
  if (first === 'globals') return content.globals[second as GlobalSlug]
  const all = second === '' ? content.collections[first as CollectionSlug] : undefined
  if (!all) return undefined
  const ids = searchParams.get('where[id][in]')?.split(',')
  const documents = ids ? all.filter(({ id }) => ids.includes(String(id))) : all
  const limit = Number(searchParams.get('limit') ?? 10)
  const page = Number(searchParams.get('page') ?? 1)
  const totalPages = Math.max(1, Math.ceil(documents.length / limit))
  return {
    docs: documents.slice((page - 1) * limit, page * limit),
    totalDocs: documents.length,
    totalPages,
    page,
    limit,
    hasNextPage: page < totalPages,
  }
}
