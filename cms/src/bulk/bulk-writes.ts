import {
  type CollectionSlug,
  type FlattenedField,
  NotFound,
  type PayloadRequest,
  type SanitizedCollectionConfig,
} from 'payload'
import { findTrashedLive, putBackLive } from '../saves/trashed-live'
import { type BulkFailure, type BulkResponse, doneBy } from './bulk-action'
import { type BulkResult, type BulkTargets, changeDocuments } from './change-documents'

/** How one document is written, as by a request for that document alone. */
export interface Write {
  data?: Record<string, unknown>
  draft?: boolean
  /** Whether it may be in the trash. */
  trash?: boolean
  /** Whether it has to be in the trash: a colleague may have restored it since. */
  fromTrash?: boolean
  /** Whether what was live when it went to the trash goes live again. */
  putsBackLive?: boolean
  depth?: number
  select?: unknown
}

/** Writes the same data to each document. `done` is what the response says of them: “12 posts were published”. */
export async function updateDocuments(
  req: PayloadRequest,
  collection: SanitizedCollectionConfig,
  targets: BulkTargets,
  write: Write,
  done: string,
): Promise<Response> {
  const result = await changeDocuments(req, collection, targets, async (id) => {
    const data = structuredClone(write.data ?? {})
    removeRowIds(data, collection.flattenedFields)
    const { putsBackLive, ...options } = write
    const live = putsBackLive ? await findTrashedLive(req, collection.slug, id) : undefined
    const doc = await req.payload.update(
      await optionsOf<{ data: object }>(req, collection, id, { ...options, data }),
    )
    if (live) await putBackLive(req, collection, id, live)
    return doc
  })
  return answer(collection, result, done)
}

/**
 * Rows of two documents may not share an id: SQLite refuses the second. Payload makes an id for a row without one. Each
 * list and group is of the shape of its field: the check of requests has refused others.
 */
function removeRowIds(data: Record<string, unknown>, fields: readonly FlattenedField[]): void {
  for (const field of fields) {
    const value = data[field.name]
    if ((field.type === 'group' || field.type === 'tab') && value) {
      removeRowIds(value as Record<string, unknown>, field.flattenedFields)
    }
    if ((field.type !== 'array' && field.type !== 'blocks') || !Array.isArray(value)) continue
    for (const row of value as Record<string, unknown>[]) {
      delete row.id
      const { flattenedFields } =
        field.type === 'array' ? field : (field.blocks.find(({ slug }) => slug === row.blockType) ?? {})
      removeRowIds(row, flattenedFields ?? [])
    }
  }
}

export async function removeDocuments(
  req: PayloadRequest,
  collection: SanitizedCollectionConfig,
  targets: BulkTargets,
  write: Write,
): Promise<Response> {
  const result = await changeDocuments(req, collection, targets, async (id) =>
    req.payload.delete(await optionsOf(req, collection, id, write)),
  )
  return answer(collection, result, doneBy.delete)
}

/** Options of Payload's operation on one document, for the user of the request. */
async function optionsOf<Options>(
  req: PayloadRequest,
  { slug }: SanitizedCollectionConfig,
  id: string,
  { fromTrash, trash, ...write }: Write,
) {
  if (fromTrash) {
    const row = await req.payload.db.findOne<{ id: string; deletedAt?: string | null }>({
      collection: slug,
      where: { id: { equals: id } },
      req,
    })
    if (!row?.deletedAt) throw new NotFound(req.t)
  }
  return {
    ...(write as Options),
    collection: slug as CollectionSlug,
    id,
    trash: trash || fromTrash,
    overrideAccess: false,
    overrideLock: false,
    req,
  }
}

function answer(
  collection: SanitizedCollectionConfig,
  { docs, failures, changedSince, total }: BulkResult<unknown>,
  done: string,
): Response {
  const body: BulkResponse = {
    message: [
      failures.length > 0
        ? `Nothing was changed, because ${failures.length} of ${count(total, collection)} could not be ${done}. ${reasonsOf(failures)} Correct those or leave them out, then try again.`
        : docs.length > 0 &&
          `${count(docs.length, collection)} ${docs.length === 1 ? 'was' : 'were'} ${done}.`,
      changedSince.length > 0 &&
        `${unchanged(changedSince.length, total, collection)} ${reasonsOf(changedSince)} Look at the list again.`,
    ]
      .filter(Boolean)
      .join(' '),
    docs,
    errors: failures,
    changedSince,
  }
  return Response.json(body, {
    status: docs.length > 0 ? 200 : statusOf(failures),
    headers: { 'Cache-Control': 'no-store' },
  })
}

/** The status that all failures share, such as 403; else the request as a whole was at fault. Without a failure, all have changed. */
function statusOf([first, ...others]: BulkFailure[]): number {
  if (!first) return 409
  return others.every(({ status }) => status === first.status) ? first.status : 400
}

function unchanged(number: number, total: number, collection: SanitizedCollectionConfig): string {
  if (number < total) {
    const [were, they] =
      number === 1 ? ['was', 'it is, because it has'] : ['were', 'they are, because they have']
    return `${number} ${were} left as ${they} changed since you opened the dialog.`
  }
  const all = number === 1 ? `the ${count(number, collection)} has` : `all ${count(number, collection)} have`
  return `Nothing was changed, because ${all} changed since you opened the dialog.`
}

const reasonsShown = 5

function reasonsOf(failures: { message: string }[]): string {
  const shown = failures.slice(0, reasonsShown).map(({ message }) => message)
  const more = failures.length - shown.length
  return [...shown, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ')
}

const count = (number: number, { labels }: SanitizedCollectionConfig) => {
  const label = number === 1 ? labels.singular : labels.plural
  return `${number} ${typeof label === 'string' ? label.toLowerCase() : number === 1 ? 'document' : 'documents'}`
}
