import { addDataAndFileToRequest, type Endpoint, type Payload } from 'payload'
import {
  type AllowedDocument,
  type CollectionSlug,
  collectionSchemas,
  isTooMuchAtOnce,
  maxAllowedDocuments,
} from 'shared-types'
import { refuse } from '../access/refusal'
import { canPublish, isStaff } from '../access/rules'
import { liveRows } from '../database/live-row'
import { env } from '../env'
import { currentSite } from './live-release'
import { whatWouldVanish } from './waiting'

/** What it leads to when documents are unpublished, moved to the trash or deleted. */
export interface RemovalEffect {
  /** “12 of 70 posts would vanish”, with those that wait already. */
  what: string
  /** Whether they would stay on the site until a publisher allows that so much vanishes. */
  waits: boolean
  /** The documents among them that visitors see now: `release.allow` takes these, once they are removed. */
  documents: AllowedDocument[]
}

/** Without a publisher beside the CMS nothing waits: the static build shows what is published. */
export async function removalEffect(
  payload: Payload,
  collection: CollectionSlug,
  ids: readonly string[],
): Promise<RemovalEffect> {
  const isLive = liveRows(payload.collections[collection]?.config ?? { flattenedFields: [] })
  const [{ docs }, { totalDocs }, { checked }] = await Promise.all([
    payload.db.find<{ id: number | string; updatedAt: string }>({
      collection,
      where: { and: [{ id: { in: ids } }, isLive] },
      limit: ids.length,
      pagination: false,
      select: { updatedAt: true },
    }),
    payload.db.count({ collection, where: isLive }),
    currentSite(payload),
  ])
  // The CMS counts what waits already as gone, and visitors still see it.
  const waiting = checked?.waiting?.find(({ unit, kind }) => unit === 'documents' && kind === collection)
  const removed = { vanishing: docs.length, live: totalDocs }
  if (waiting) for (const count of ['vanishing', 'live'] as const) removed[count] += waiting.vanishing
  return {
    what: whatWouldVanish(payload, { unit: 'documents', kind: collection, ...removed }),
    waits: docs.length > 0 && Boolean(env.PUBLISHER_URL) && isTooMuchAtOnce(removed),
    documents: docs.map(({ id, updatedAt }) => ({
      ...{ slug: collection, id: String(id) },
      updatedAt: new Date(updatedAt).toISOString(),
    })),
  }
}

/** For the dialogs of bulk actions; `mayAllow` says whether this user may send `release.allow` for the documents. */
export const removalEffectEndpoint: Endpoint = {
  path: '/removal-effect',
  method: 'post',
  handler: async (req) => {
    if (!isStaff(req.user)) return refuse(403, 'Sign in to see what would vanish.')
    await addDataAndFileToRequest(req)
    const { collection, ids } = (req.data ?? {}) as { collection?: unknown; ids?: unknown }
    const isCollection = (slug: unknown): slug is CollectionSlug =>
      typeof slug === 'string' && Object.hasOwn(collectionSchemas, slug)
    const areIds = (list: unknown): list is string[] =>
      Array.isArray(list) && list.every((id) => typeof id === 'string')
    if (!isCollection(collection) || !areIds(ids)) {
      return refuse(
        400,
        'Name a collection that the site shows and the ids of documents: {"collection": "posts", "ids": ["1"]}.',
      )
    }
    const effect = await removalEffect(req.payload, collection, ids)
    const mayAllow = canPublish(req.user) && effect.documents.length <= maxAllowedDocuments
    return Response.json({ ...effect, mayAllow }, { headers: { 'Cache-Control': 'no-store' } })
  },
}
