import type { CollectionSlug, PayloadRequest, SanitizedCollectionConfig, Where } from 'payload'
import { combineWhereConstraints, hasDraftsEnabled, mergeListSearchAndWhere } from 'payload/shared'
import type { BulkAction, ListFilter, Selection } from './bulk-action'
import { titleOf } from './change-documents'

const titlesShown = 5

/** Finds the documents of a list as the list itself finds them, on all of its pages. */
export async function selectDocuments(
  req: PayloadRequest,
  collection: SanitizedCollectionConfig,
  action: BulkAction,
  { where, search, isTrash = false }: ListFilter,
): Promise<Selection> {
  const { admin, slug, trash, defaultSort } = collection
  const titleField = admin.useAsTitle ?? 'id'
  const hasDrafts = hasDraftsEnabled(collection)
  const baseFilter = await (admin.baseFilter ?? admin.baseListFilter)?.({
    limit: 0,
    page: 1,
    sort: String(defaultSort ?? ''),
    req,
  })
  const listed = mergeListSearchAndWhere({
    collectionConfig: collection,
    search: search ?? '',
    where: combineWhereConstraints([where, baseFilter ?? undefined]),
  })
  const inTrash: Where[] = isTrash ? [{ deletedAt: { exists: true } }] : []
  const { docs } = await req.payload.find({
    collection: slug as CollectionSlug,
    where: { and: [listed, ...inTrash] },
    draft: true,
    trash: Boolean(trash) && isTrash,
    select: { [titleField]: true, ...(hasDrafts ? { _status: true } : {}) } as never,
    depth: 0,
    pagination: false,
    overrideAccess: false,
    req,
  })
  const matching = docs as unknown as (Record<string, unknown> & { id: string })[]
  const changes = await changesUnder(
    action,
    req,
    slug,
    matching.map(({ id }) => id),
  )
  const changing = matching.filter(changes)
  return {
    matched: matching.length,
    ids: changing.map(({ id }) => String(id)),
    titles: changing.slice(0, titlesShown).map((doc) => titleOf(titleField, doc)),
  }
}

/** Publishing changes only what has something unpublished, unpublishing only what is live. */
async function changesUnder(
  action: BulkAction,
  req: PayloadRequest,
  collection: string,
  ids: string[],
): Promise<(doc: Record<string, unknown>) => boolean> {
  if (action === 'publish') return ({ _status }) => _status !== 'published'
  if (action !== 'unpublish') return () => true
  // The live rows: a newer draft of a live document has the status of a draft.
  const { docs } = await req.payload.db.find<{ id: string }>({
    collection,
    where: { and: [{ id: { in: ids } }, { _status: { equals: 'published' } }] },
    select: {},
    pagination: false,
    limit: 0,
    req,
  })
  const live = new Set(docs.map(({ id }) => id))
  return ({ id }) => live.has(id as string)
}
