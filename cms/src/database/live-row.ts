import type { PayloadRequest, SanitizedCollectionConfig, SanitizedGlobalConfig, Where } from 'payload'

/** The live version of a document. `updatedAt` is ISO 8601 and names the version. */
export interface LiveRow {
  updatedAt: string
  title: string
  /** The last part of its page's path, when it has a page. */
  slug?: string
}

/** The fields of a row that say whether it is live; a collection has some of them. */
export interface Liveness {
  _status?: string
  deletedAt?: string | null
  published?: boolean | null
}

interface Row extends Record<string, unknown>, Liveness {
  id: string
  updatedAt: string
  slug?: string
}

type Fields = Pick<SanitizedCollectionConfig, 'flattenedFields'>

const livenessFields = ['_status', 'deletedAt', 'published'] as const

/** The fields by which a row of the collection is live: `published` is that of pictures, which have no drafts. */
export const livenessFieldsOf = ({ flattenedFields }: Fields) =>
  livenessFields.filter((name) => flattenedFields.some((field) => field.name === name))

/** Whether visitors can read the row. It has to have the liveness fields of its collection. */
export const isLiveRow = (collection: Fields, row: Liveness): boolean =>
  livenessFieldsOf(collection).every((name) => conditions[name](row))

const conditions: Record<(typeof livenessFields)[number], (row: Liveness) => boolean> = {
  _status: (row) => row._status === 'published',
  deletedAt: (row) => !row.deletedAt,
  published: (row) => Boolean(row.published),
}

/** The rows of a collection that visitors can read. */
export const liveRows = (collection: Fields): Where => ({
  and: livenessFieldsOf(collection).map((name) => queries[name]),
})

const queries: Record<(typeof livenessFields)[number], Where> = {
  _status: { _status: { equals: 'published' } },
  deletedAt: { deletedAt: { exists: false } },
  published: { published: { equals: true } },
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
  const { admin, flattenedFields, slug } = collection
  const titleField = admin.useAsTitle ?? 'id'
  const wanted = ['slug', titleField].filter((name) => flattenedFields.some((field) => field.name === name))
  const names = ['updatedAt', ...livenessFieldsOf(collection), ...wanted]
  const row = await req.payload.db.findOne<Row>({
    collection: slug,
    req,
    select: Object.fromEntries(names.map((name) => [name, true])),
    where: { id: { equals: id } },
  })
  if (!row || !isLiveRow(collection, row)) return undefined
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
