import type { CollectionSlug, PayloadRequest, Where } from 'payload'
import {
  documentPath,
  isOwnPage,
  type LinkableCollection,
  linkableCollections,
  normalizePath,
  pageBeside,
  type ResolvedRedirect,
  sectionPath,
  sections,
} from 'shared-types'

/** A row of the collection `redirects`, at depth 0 or deeper. */
export interface StoredRedirect {
  id?: number | string
  from?: string | null
  kind?: string | null
  document?: { relationTo: LinkableCollection; value: unknown } | null
  address?: string | null
}

const idOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'id' in value ? value.id : value

async function findSlugs(
  collection: LinkableCollection,
  where: Where,
  req: PayloadRequest,
): Promise<{ id: unknown; slug: string }[]> {
  const { docs } = await req.payload.find({
    collection: collection as CollectionSlug,
    where,
    depth: 0,
    limit: 0,
    pagination: false,
    select: { slug: true },
    overrideAccess: true,
    req,
  })
  return docs.map((doc: Record<string, unknown>) => ({ id: doc.id, slug: String(doc.slug ?? '') }))
}

/** The target of each redirect, in the same order; undefined when its document is gone. Makes one query per collection. */
async function resolveAll(redirects: StoredRedirect[], req: PayloadRequest): Promise<(string | undefined)[]> {
  const targets = new Map<string, string>()
  for (const collection of linkableCollections) {
    const ids = redirects.flatMap(({ kind, document }) =>
      kind === 'document' && document?.relationTo === collection ? [idOf(document.value)] : [],
    )
    if (ids.length === 0) continue
    for (const { id, slug } of await findSlugs(collection, { id: { in: ids } }, req)) {
      targets.set(`${collection} ${String(id)}`, documentPath(collection, slug))
    }
  }
  return redirects.map(({ kind, document, address }) =>
    kind === 'document'
      ? document
        ? targets.get(`${document.relationTo} ${String(idOf(document.value))}`)
        : undefined
      : (address ?? undefined),
  )
}

/** The target of one redirect; undefined while its form is incomplete. */
export const resolveTarget = async (redirect: StoredRedirect, req: PayloadRequest) =>
  (await resolveAll([redirect], req))[0]

/** All redirects except the one with the id `self`, with documents resolved to their paths. */
export async function resolveRedirects(
  req: PayloadRequest,
  self: number | string | undefined,
): Promise<ResolvedRedirect[]> {
  const { docs } = await req.payload.find({
    collection: 'redirects',
    depth: 0,
    limit: 0,
    pagination: false,
    overrideAccess: true,
    req,
  })
  const others = (docs as StoredRedirect[]).filter(({ id }) => id !== self)
  const targets = await resolveAll(others, req)
  return others.flatMap(({ from }, index) => {
    const to = targets[index]
    return from && to ? [{ from, to }] : []
  })
}

/**
 * The redirect from this path, however it is spelled; including one in the trash, because `from` is unique in the database. A
 * redirect may have been stored before addresses had one spelling.
 */
export async function findRedirectFrom(
  from: string,
  self: number | string | undefined,
  req: PayloadRequest,
): Promise<{ isTrashed: boolean } | undefined> {
  const { docs } = await req.payload.find({
    collection: 'redirects',
    where: self === undefined ? {} : { id: { not_equals: self } },
    trash: true,
    depth: 0,
    limit: 0,
    select: { from: true, deletedAt: true },
    pagination: false,
    overrideAccess: true,
    req,
  })
  const path = normalizePath(from)
  const found = docs.find(
    (redirect: Record<string, unknown>) => normalizePath(String(redirect.from)) === path,
  )
  return found && { isTrashed: Boolean(found.deletedAt) }
}

/** What visitors find at this path now, in an editor's words; undefined when there is no page. */
export async function findLivePage(path: string, req: PayloadRequest): Promise<string | undefined> {
  const start = normalizePath(path)
  const wanted = pageBeside(start) ?? start
  const section = sections.find((name) => sectionPath(name) === wanted)
  if (section) return section === 'home' ? 'the home page' : `the list of ${section}`
  if (isOwnPage(wanted)) return 'made by the site itself'
  const slug = wanted.split('/').filter(Boolean).at(-1)
  if (!slug) return undefined
  for (const collection of linkableCollections.filter((name) => documentPath(name, slug) === wanted)) {
    const live = await findSlugs(
      collection,
      { slug: { equals: slug }, _status: { equals: 'published' }, deletedAt: { exists: false } },
      req,
    )
    if (live.length > 0) return `one of the ${collection}`
  }
  return undefined
}
