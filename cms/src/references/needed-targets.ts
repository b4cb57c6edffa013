import type { PayloadRequest } from 'payload'
import { documentKey } from 'shared-types'
import { liveRows } from '../database/live-row'
import { referencesSlug, type StoredReference } from './References'

/** In one statement; SQLite takes 32,766 values. */
export const mostTargets = 5_000

export const findReferences = async (
  req: PayloadRequest,
  and: Record<string, object>[],
): Promise<StoredReference[]> => {
  const { docs } = await req.payload.db.find<StoredReference>({
    ...{ collection: referencesSlug, req, where: { and }, limit: 0, pagination: false },
  })
  return docs
}

const isLive = { live: { equals: true } }

/** The places of live documents that may not be empty, and would be without the documents of these keys: no other one in their list is live. */
export async function findNeeds(
  req: PayloadRequest,
  keys: readonly string[],
  removed: ReadonlySet<string> = new Set(keys),
): Promise<StoredReference[]> {
  if (keys.length > mostTargets) {
    const first = await findNeeds(req, keys.slice(0, mostTargets), removed)
    return [...first, ...(await findNeeds(req, keys.slice(mostTargets), removed))]
  }
  const named = { target: { in: keys } }
  const needs = await findReferences(req, [named, isLive, { required: { exists: true } }])
  if (needs.length === 0) return []
  const lists = { required: { in: distinct(needs.map(({ required }) => required!)) } }
  const users = { document: { in: distinct(needs.map(({ document }) => document)) } }
  const slugs = { slug: { in: distinct(needs.map(({ slug }) => slug)) } }
  const others = (await findReferences(req, [slugs, users, lists, isLive])).filter(
    ({ target }) => !removed.has(target),
  )
  const live = await liveKeys(req, distinct(others.map(({ target }) => target)))
  const filled = new Set(others.filter(({ target }) => live.has(target)).map(listOf))
  return needs.filter((need) => !filled.has(listOf(need)))
}

const listOf = ({ slug, document, required }: StoredReference) => JSON.stringify([slug, document, required])
const distinct = (values: string[]) => [...new Set(values)]

/** Of the documents with these keys, those that visitors can read. */
async function liveKeys(req: PayloadRequest, keys: string[]): Promise<Set<string>> {
  const ids = new Map<string, string[]>()
  for (const key of keys) {
    const [slug = '', id = ''] = key.split('/')
    ids.set(slug, [...(ids.get(slug) ?? []), id])
  }
  const live = new Set<string>()
  for (const [slug, of] of ids) {
    const { docs } = await req.payload.db.find<{ id: string }>({
      ...{ collection: slug, req, limit: 0, pagination: false, select: {} },
      where: { and: [{ id: { in: of } }, liveRows(req.payload.collections[slug]!.config)] },
    })
    for (const { id } of docs) live.add(documentKey({ slug, id }))
  }
  return live
}
