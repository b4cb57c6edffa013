import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import type { CollectionSlug, Payload, SanitizedCollectionConfig } from 'payload'

export interface Documents {
  configOf: (slug: string) => SanitizedCollectionConfig
  /** A draft that was never live. */
  draft: (slug: string, owner?: string) => Promise<string>
  /** Published; or saved, where there are no drafts. */
  live: (slug: string, owner?: string) => Promise<string>
  trashed: (slug: string, owner?: string) => Promise<string>
  /** The row that visitors read, as the database holds it. */
  row: (slug: string, id: string) => Promise<Record<string, unknown> | null>
  /** The newest version of a document. */
  version: (slug: string, id: string) => Promise<{ id: string; version: Record<string, unknown> }>
}

export const hasDrafts = (collection: SanitizedCollectionConfig) => Boolean(collection.versions?.drafts)

/**
 * Makes documents for tests of access. They hold little more than a title: publishing checks more than access, so what
 * shall be live is made live in the database.
 */
export function testDocuments(payload: Payload): Documents {
  const configOf = (slug: string) => {
    const collection = payload.collections[slug as CollectionSlug]
    if (!collection) throw new Error(`There is no collection ${slug}.`)
    return collection.config
  }

  const draft: Documents['draft'] = async (slug, owner) => {
    const { admin, flattenedFields } = configOf(slug)
    const has = (name: string) => flattenedFields.some((field) => field.name === name)
    const title = `A document ${randomUUID().slice(0, 8)}`
    const titleField = admin.useAsTitle && admin.useAsTitle !== 'id' ? admin.useAsTitle : 'title'
    const { id } = await payload.create({
      collection: slug as CollectionSlug,
      draft: true,
      data: {
        ...(has(titleField) ? { [titleField]: title } : {}),
        ...(has('slug') ? { slug: `a-document-${randomUUID()}` } : {}),
        ...(has('createdBy') && owner ? { createdBy: owner } : {}),
      },
    })
    return String(id)
  }

  const row: Documents['row'] = (slug, id) =>
    payload.db.findOne<Record<string, unknown> & { id: string }>({
      collection: slug,
      where: { id: { equals: id } },
    })

  const version: Documents['version'] = async (slug, id) => {
    const { docs } = await payload.db.findVersions<Record<string, unknown> & { id: string }>({
      collection: slug,
      where: { and: [{ parent: { equals: id } }, { latest: { equals: true } }] },
      limit: 1,
      pagination: false,
    })
    if (!docs[0]) throw new Error(`The document ${id} of ${slug} has no version.`)
    return { id: String(docs[0].id), version: docs[0].version }
  }

  /** Sets fields in the row and in the newest version, past hooks and validation. */
  const set = async (slug: string, id: string, data: Record<string, unknown>) => {
    await payload.db.updateOne({ collection: slug, id, data })
    if (!hasDrafts(configOf(slug))) return
    const newest = await version(slug, id)
    await payload.db.updateVersion({
      collection: slug,
      id: newest.id,
      versionData: { parent: id, latest: true, version: { ...newest.version, ...data } } as never,
    })
  }

  const live: Documents['live'] = async (slug, owner) => {
    if (slug === 'media') return String((await payload.create(await picture())).id)
    if (slug === 'redirects') return String((await payload.create(redirect())).id)
    const id = await draft(slug, owner)
    await set(slug, id, { _status: 'published' })
    return id
  }

  const trashed: Documents['trashed'] = async (slug, owner) => {
    const id = await live(slug, owner)
    await set(slug, id, { deletedAt: new Date().toISOString() })
    return id
  }

  return { configOf, draft, live, trashed, row, version }
}

export const redirect = () => ({
  collection: 'redirects' as CollectionSlug,
  data: { from: `/old-${randomUUID()}/`, kind: 'address', address: 'https://example.org/' },
})

export async function picture() {
  const data = await sharp({ create: { width: 20, height: 10, channels: 3, background: randomColor() } })
    .png()
    .toBuffer()
  return {
    collection: 'media' as CollectionSlug,
    data: { alt: 'A colored rectangle' },
    file: { data, mimetype: 'image/png', name: 'rectangle.png', size: data.length },
  }
}

const randomColor = () => `#${randomUUID().slice(0, 6)}`
