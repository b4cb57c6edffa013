import type { PayloadRequest, SanitizedCollectionConfig, SanitizedGlobalConfig } from 'payload'

/** The live version of a document. `updatedAt` is ISO 8601 and names the version. */
export interface LiveRow {
  updatedAt: string
  title: string
  /** The last part of its page's path, when it has a page. */
  slug?: string
}

interface Row extends Record<string, unknown> {
  id: string
  _status?: string
  deletedAt?: string | null
  updatedAt: string
  slug?: string
}

/**
 * What visitors can read of a document; undefined when they can read nothing. A hook's `originalDoc` and the newest version cannot
 * tell: they may be a draft.
 */
export async function liveDocument(
  req: PayloadRequest,
  collection: SanitizedCollectionConfig,
  id: number | string,
): Promise<LiveRow | undefined> {
  const { admin, flattenedFields, slug, trash, versions } = collection
  const titleField = admin.useAsTitle ?? 'id'
  const wanted = ['_status', 'deletedAt', 'slug', titleField].filter((name) =>
    flattenedFields.some((field) => field.name === name),
  )
  const row = await req.payload.db.findOne<Row>({
    collection: slug,
    req,
    select: { updatedAt: true, ...Object.fromEntries(wanted.map((name) => [name, true])) },
    where: { id: { equals: id } },
  })
  if (!row || (versions?.drafts && row._status !== 'published') || (trash && row.deletedAt)) return undefined
  return { updatedAt: row.updatedAt, title: String(row[titleField] ?? ''), slug: row.slug }
}

/** The same of a global. */
export async function liveGlobal(
  req: PayloadRequest,
  global: SanitizedGlobalConfig,
): Promise<LiveRow | undefined> {
  const row = await req.payload.db.findGlobal<Row>({
    slug: global.slug,
    req,
    select: { _status: true, updatedAt: true },
  })
  if (row?._status !== 'published') return undefined
  return { updatedAt: row.updatedAt, title: typeof global.label === 'string' ? global.label : global.slug }
}
