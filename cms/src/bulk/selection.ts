import type { PayloadRequest, SanitizedCollectionConfig, Where } from 'payload'
import { combineWhereConstraints, hasDraftsEnabled, mergeListSearchAndWhere } from 'payload/shared'
import { canPublish } from '../access/rules'
import { countTrashedLive } from '../saves/trashed-live'
import type { BulkAction, ListFilter, Selection } from './bulk-action'
import { findListed } from './listed-documents'
import { signList } from './signed-list'

const titlesShown = 5

/** Finds the documents of a list as the list itself finds them, on all of its pages. */
export async function selectDocuments(
  req: PayloadRequest,
  collection: SanitizedCollectionConfig,
  action: BulkAction,
  { where, search, isTrash = false }: ListFilter,
): Promise<Selection> {
  const { admin, defaultSort } = collection
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
  const matching = await findListed(req, collection, { and: [listed, ...inTrash] }, isTrash)
  const changes = await changesUnder(
    action,
    req,
    collection.slug,
    matching.map(({ id }) => id),
  )
  const changing = matching.filter(changes)
  const isRestored = action === 'restore' && hasDraftsEnabled(collection) && canPublish(req.user)
  return {
    wereLive: isRestored
      ? await countTrashedLive(
          req,
          collection.slug,
          changing.map(({ id }) => id),
        )
      : undefined,
    matched: matching.length,
    ...(await signList(
      req,
      collection.slug,
      changing.map(({ id }) => id),
    )),
    titles: changing.slice(0, titlesShown).map(({ title }) => title),
  }
}

/** Publishing changes only what has something unpublished, unpublishing only what is live. */
async function changesUnder(
  action: BulkAction,
  req: PayloadRequest,
  collection: string,
  ids: string[],
): Promise<(doc: { id: string; _status?: unknown }) => boolean> {
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
  return ({ id }) => live.has(id)
}
