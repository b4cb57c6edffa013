import type { Payload } from 'payload'
import { type ContentAction, documentKey } from 'shared-types'
import { type Delivery, deliveriesSlug } from '../webhooks/delivery'
import { adminHref, kindOf } from './document-links'

/** A document whose last change since a moment visitors do not see yet. */
export interface PublishedSince {
  title: string
  action: ContentAction
  href: string
}

const maxDeliveries = 500

/** What was published, changed or taken down since a moment (ISO 8601), the newest first. */
export async function publishedSince(payload: Payload, since: string): Promise<PublishedSince[]> {
  const { docs } = await payload.db.find<Delivery>({
    collection: deliveriesSlug,
    where: {
      and: [
        { createdAt: { greater_than: since } },
        { target: { equals: 'publisher' } },
        { redeliveryOf: { exists: false } },
      ],
    },
    sort: '-createdAt',
    limit: maxDeliveries,
    pagination: false,
    select: { slug: true, document: true, title: true, action: true },
  })
  const newest = new Map<string, PublishedSince>()
  for (const { slug, document, title, action } of docs) {
    const identity = { slug, id: document ?? '' }
    const key = documentKey(identity)
    if (newest.has(key)) continue
    newest.set(key, {
      title: title || `A ${kindOf(payload, slug)}`,
      action,
      href: adminHref(payload, identity),
    })
  }
  return [...newest.values()]
}
