import type { CollectionBeforeOperationHook, FlattenedField, PayloadRequest } from 'payload'
import { mediaFolder } from 'shared-types'
import { Refusal } from '../access/refusal'
import { canEdit, canPublish, isStaff } from '../access/rules'
import { addContentHooks } from '../content-hooks'
import { referencesIn } from '../fields/references'

interface Picture {
  id: string
  createdBy?: unknown
  published?: boolean | null
}

/**
 * Refuses, in words, what the access rules refuse to a user without the right to publish: publishing a picture, changing one that
 * is live, and an author's changing another user's.
 */
export const protectPublishedPictures: CollectionBeforeOperationHook = async ({
  args,
  operation,
  overrideAccess,
  req,
}) => {
  if (overrideAccess || canPublish(req.user) || !isStaff(req.user)) return args
  if (operation !== 'create' && operation !== 'update') return args
  const { data, id } = args as { data?: { published?: unknown }; id?: number | string }
  if (data?.published) {
    throw new Refusal(
      'This was not published, because only publishers decide what is live. Save it without “Published”: it is published with the first document that uses it.',
    )
  }
  if (operation === 'create' || id === undefined) return args
  const picture = await req.payload.db.findOne<Picture>({
    collection: 'media',
    where: { id: { equals: id } },
    select: { createdBy: true, published: true },
    req,
  })
  if (picture?.published) {
    throw new Refusal(
      'This was not changed, because it is live and pages may show it, and only publishers change what is live. Upload another one, or ask a publisher.',
    )
  }
  if (picture && !canEdit(req.user) && picture.createdBy !== req.user?.id) {
    throw new Refusal(
      'This was not changed, because another user uploaded it, and authors change only their own. Upload another one, or ask an editor.',
    )
  }
  return args
}

/** Of a file that a typed link leads to. Names of files have only these characters. */
const typedAddress = new RegExp(`${mediaFolder}([a-z0-9-]+\\.[a-z]+)`, 'g')

/** The ids of the pictures that wait and that the document shows to visitors. */
export async function waitingPicturesOf(
  doc: Record<string, unknown>,
  fields: readonly FlattenedField[],
  req: PayloadRequest,
): Promise<string[]> {
  const ids = new Set<number | string>()
  for (const { relationTo, id, isInternal } of referencesIn(doc, fields)) {
    if (relationTo === 'media' && !isInternal) ids.add(id)
  }
  const filenames = new Set([...JSON.stringify(doc).matchAll(typedAddress)].map(([, name]) => name))
  if (ids.size === 0 && filenames.size === 0) return []
  const { docs } = await req.payload.db.find<Picture>({
    collection: 'media',
    where: {
      and: [
        { or: [{ id: { in: [...ids] } }, { filename: { in: [...filenames] } }] },
        { published: { not_equals: true } },
        { deletedAt: { exists: false } },
      ],
    },
    pagination: false,
    select: {},
    req,
  })
  return docs.map(({ id }) => id)
}

/** Publishes those pictures, in the transaction that publishes the document. */
async function publishPicturesOf(
  doc: Record<string, unknown>,
  fields: readonly FlattenedField[],
  req: PayloadRequest,
): Promise<void> {
  if (doc._status !== 'published' || doc.deletedAt) return
  for (const id of await waitingPicturesOf(doc, fields, req)) {
    await req.payload.update({ collection: 'media', id, data: { published: true }, depth: 0, req })
  }
}

/** Adds this to every collection and global that the site shows. Has to run before the changes are recorded. */
export const publishUsedPictures = addContentHooks({
  collection: {
    afterChange: [({ collection, doc, req }) => publishPicturesOf(doc, collection.flattenedFields, req)],
  },
  global: { afterChange: [({ doc, global, req }) => publishPicturesOf(doc, global.flattenedFields, req)] },
})
