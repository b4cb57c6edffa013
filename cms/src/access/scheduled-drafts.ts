import type { CollectionBeforeChangeHook } from 'payload'
import { canPublish } from './rules'
import { Refusal } from './refusal'

/**
 * Lets only publishers change a document that is scheduled to be published. The schedule publishes the draft as it is
 * when it falls due, so another user's edit would go live without a publisher having seen it.
 */
export const keepScheduledDrafts: CollectionBeforeChangeHook = async ({
  collection,
  data,
  operation,
  originalDoc,
  req,
}) => {
  if (operation !== 'update' || !req.user || canPublish(req.user)) return data
  const job = await req.payload.db.findOne<{ id: string; waitUntil?: string | null }>({
    collection: 'payload-jobs',
    req,
    where: {
      and: [
        { taskSlug: { equals: 'schedulePublish' } },
        { completedAt: { exists: false } },
        { hasError: { not_equals: true } },
        { 'input.doc.relationTo': { equals: collection.slug } },
        { 'input.doc.value': { equals: String(originalDoc.id) } },
        { 'input.type': { not_equals: 'unpublish' } },
      ],
    },
  })
  if (!job) return data
  throw new Refusal(
    'Your changes were not saved, because a publisher has scheduled this to go live as it is, and your changes would go live unseen. Ask a publisher to make them, or to cancel the schedule.',
  )
}
