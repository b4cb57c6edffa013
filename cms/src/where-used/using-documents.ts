import type { CollectionSlug, PayloadRequest, SanitizedCollectionConfig } from 'payload'
import { documentKey } from 'shared-types'
import { findListed } from '../bulk/listed-documents'
import { kindOf } from '../releases/document-links'
import type { StoredReference } from '../references/References'

/** A document or global that uses another one. */
export interface UsingDocument {
  slug: string
  /** Empty for a global. */
  id: string
  /** “post”, “home page”. */
  kind: string
  /** Undefined when the user may not read it. */
  title: string | undefined
  /** Whether its newest version is a draft. */
  isDraft: boolean
}

/** The documents and globals with these places, by their keys, as the user of the request may read them; a script on the server reads all. */
export async function nameDocuments(
  req: PayloadRequest,
  places: readonly Pick<StoredReference, 'document' | 'slug'>[],
): Promise<Map<string, UsingDocument>> {
  const { payload } = req
  const ids = new Map<string, Set<string>>()
  for (const { slug, document } of places) ids.set(slug, (ids.get(slug) ?? new Set()).add(document))
  const named = new Map<string, UsingDocument>()
  for (const [slug, of] of ids) {
    const collection = payload.collections[slug as CollectionSlug]?.config
    const kind = kindOf(payload, slug)
    for (const id of of)
      named.set(documentKey({ slug, id }), { slug, id, kind, title: undefined, isDraft: false })
    const listed = collection ? await findDocuments(req, collection, [...of]) : await findGlobal(req, slug)
    for (const { id, title, _status } of listed) {
      named.set(documentKey({ slug, id }), { slug, id, kind, title, isDraft: _status === 'draft' })
    }
  }
  return named
}

type Access = SanitizedCollectionConfig['access']['read']

// Asked first, because a refused read would end the transaction of the request.
const mayRead = async (req: PayloadRequest, read: Access | undefined) => (await read?.({ req })) !== false

const findDocuments = async (req: PayloadRequest, collection: SanitizedCollectionConfig, ids: string[]) =>
  (await mayRead(req, collection.access.read)) ? findListed(req, collection, { id: { in: ids } }, false) : []

async function findGlobal(req: PayloadRequest, slug: string) {
  const { access, label } = req.payload.config.globals.find((global) => global.slug === slug)!
  if (!(await mayRead(req, access.read))) return []
  const { docs } = await req.payload.db.findGlobalVersions<{ _status?: unknown; id: string }>({
    ...{ global: slug, req, limit: 1, pagination: false, where: { latest: { equals: true } } },
  })
  return [{ id: '', title: typeof label === 'string' ? label : slug, _status: docs[0]?.version._status }]
}
