import type { CollectionSlug, PayloadRequest, SanitizedCollectionConfig, Where } from 'payload'
import { hasDraftsEnabled } from 'payload/shared'

interface ListedDocument {
  id: string
  /** Its id, if it has no title. */
  title: string
  /** Of the newest version; undefined in a collection without drafts. */
  _status?: unknown
}

/** Finds documents as the list of their collection shows them to the user; with `isTrashIncluded`, also those in the trash. */
export async function findListed(
  req: PayloadRequest,
  collection: SanitizedCollectionConfig,
  where: Where,
  isTrashIncluded: boolean,
): Promise<ListedDocument[]> {
  const titleField = collection.admin.useAsTitle ?? 'id'
  const { docs } = await req.payload.find({
    collection: collection.slug as CollectionSlug,
    where,
    draft: true,
    trash: Boolean(collection.trash) && isTrashIncluded,
    select: { [titleField]: true, ...(hasDraftsEnabled(collection) ? { _status: true } : {}) } as never,
    depth: 0,
    pagination: false,
    overrideAccess: false,
    req,
  })
  return (docs as unknown as (Record<string, unknown> & { id: unknown })[]).map((doc) => ({
    id: String(doc.id),
    title: String(doc[titleField] || doc.id),
    _status: doc._status,
  }))
}
