import type { FlattenedField, PayloadRequest, Where } from 'payload'
import { collectionSchemas, documentKey, documentPath, isLinkable, typedAddressesOf } from 'shared-types'
import { env } from '../env'
import { referencesIn } from '../fields/references'
import { referencesSlug, type StoredReference } from './References'

type Data = Record<string, unknown>
type Place = Pick<StoredReference, 'field' | 'node' | 'required' | 'target' | 'words'>
type Found = Place & Pick<StoredReference, 'live' | 'newest'>

export interface Contents {
  slug: string
  /** Empty for a global. */
  id: number | string
  fields: readonly FlattenedField[]
  /** What visitors get, with ids in place of related documents; `unchanged` since it was stored last. */
  live: Data | 'unchanged' | undefined
  /** The newest version; undefined in the trash. */
  newest: Data | undefined
}

const longestWords = 200

/** The places of a document that lead to other documents. */
function* placesIn({ slug, id, fields }: Contents, data: Data): Generator<Place> {
  const own = [documentKey({ slug, id })]
  if (isLinkable(slug) && typeof data.slug === 'string') own.push(documentPath(slug, data.slug))
  for (const { relationTo, id, field, node, words, required } of referencesIn(data, fields)) {
    const target = documentKey({ slug: relationTo, id })
    if (relationTo in collectionSchemas && !own.includes(target))
      yield { target, field, node, words: words?.slice(0, longestWords), required }
  }
  for (const { path, field, words } of typedAddressesOf(data, env.SITE_URL)) {
    // The CMS's own addresses, such as those of a picture's sizes, lead to no page.
    if (!path.startsWith('/api/') && !own.includes(path))
      yield { target: path, field, node: 'address', words: words?.slice(0, longestWords) }
  }
}

const keyOf = ({ target, field, node, words, required }: Place) =>
  JSON.stringify([target, field, node ?? '', words ?? '', required ?? ''])

function foundIn(contents: Contents, stored: StoredReference[]): Map<string, Found> {
  const found = new Map<string, Found>()
  const add = (places: Iterable<Place>, state: 'live' | 'newest') => {
    for (const place of places) {
      const key = keyOf(place)
      found.set(key, { ...(found.get(key) ?? { ...place, live: false, newest: false }), [state]: true })
    }
  }
  const { live, newest } = contents
  if (live === 'unchanged')
    add(
      stored.filter((row) => row.live),
      'live',
    )
  else if (live) add(placesIn(contents, live), 'live')
  if (newest) add(newest === live ? [...found.values()] : placesIn(contents, newest), 'newest')
  return found
}

/**
 * Stores what a document or global leads to, in the transaction of the request. Most saves change no reference, and write nothing here.
 * The caller writes the token of the document in the same transaction, so that two writers at once collide on MongoDB.
 */
export async function storeReferences(req: PayloadRequest, contents: Contents): Promise<void> {
  const { db } = req.payload
  const options = { collection: referencesSlug, req, returning: false } as const
  const { docs: stored } = await db.find<StoredReference>({
    ...options,
    where: ofDocument(contents),
    limit: 0,
    pagination: false,
  })
  const found = foundIn(contents, stored)
  const stale: string[] = []
  for (const row of stored) {
    const key = keyOf(row)
    const now = found.get(key)
    found.delete(key)
    if (!now) stale.push(row.id)
    else if (now.live !== row.live || now.newest !== row.newest)
      await db.updateOne({ ...options, id: row.id, data: { live: now.live, newest: now.newest } })
  }
  if (stale.length > 0) await db.deleteMany({ ...options, where: { id: { in: stale } } })
  for (const now of found.values()) {
    const data = { slug: contents.slug, document: String(contents.id), ...now }
    await db.create({ ...options, data })
  }
}

const ofDocument = ({ slug, id }: Pick<Contents, 'id' | 'slug'>): Where => ({
  and: [{ slug: { equals: slug } }, { document: { equals: String(id) } }],
})

/** The places of a document that is deleted. */
export const forgetReferences = (req: PayloadRequest, slug: string, id: number | string): Promise<void> =>
  req.payload.db.deleteMany({ collection: referencesSlug, req, where: ofDocument({ slug, id }) })
