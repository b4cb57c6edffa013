import type { PayloadRequest, SanitizedCollectionConfig, SanitizedGlobalConfig, Where } from 'payload'
import { cachedReads } from './read-cache'

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

/** With ids in place of related documents. */
export interface Row extends Record<string, unknown>, Liveness {
  updatedAt: string
  slug?: string
}

/** The stored row of a document, or of a global with an empty id. Visitors read it, if it is live; the newest version may be a draft. */
export const findRow = (
  req: PayloadRequest,
  { slug, id }: { slug: string; id: number | string },
): Promise<Row | null> =>
  id === ''
    ? cachedReads(req).findGlobal<Row>({ slug })
    : cachedReads(req).findOne<Row & { id: string }>({ collection: slug, where: { id: { equals: id } } })

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
  const { admin, slug } = collection
  const row = await findRow(req, { slug, id })
  if (!row || !isLiveRow(collection, row)) return undefined
  return { updatedAt: row.updatedAt, title: String(row[admin.useAsTitle ?? 'id'] ?? ''), slug: row.slug }
}

/** The same of a global. */
export async function liveGlobal(
  req: PayloadRequest,
  global: SanitizedGlobalConfig,
): Promise<LiveRow | undefined> {
  const row = await findRow(req, { slug: global.slug, id: '' })
  if (row?._status !== 'published') return undefined
  return { updatedAt: row.updatedAt, title: typeof global.label === 'string' ? global.label : global.slug }
}
