import type { PayloadRequest, SanitizedCollectionConfig } from 'payload'
import { documentKey, documentPath, isLinkable, paths } from 'shared-types'
import { adminHref, fieldLabel } from '../releases/document-links'
import { findNeeds, findReferences, mostTargets } from '../references/needed-targets'
import { isRebuilt } from './rebuild-references'
import { referencesSlug, type StoredReference } from '../references/References'
import { nameDocuments, type UsingDocument } from './using-documents'

/** A field that leads to a document. */
interface UsedPlace {
  /** The labels that lead to the field: “Post › Authors”. */
  label: string
  /** Opens the form at the field. */
  href: string
  /** The words of a link. */
  words?: string
  /** Whether visitors get it. */
  isLive: boolean
  /** Whether a draft has it that is newer than what is live, or was never live. */
  isDraft: boolean
  /** Of a live place: what visitors get without the document. */
  instead?: string
  /** Whether the field may not be empty, and would be without the document: then the document stays on the site. */
  isNeeded: boolean
}

export interface DocumentPlaces extends UsingDocument {
  href: string
  places: UsedPlace[]
}

/** Where documents are used. */
export interface WhereUsed {
  /** False while the CMS lists all documents anew, after an update: places may be missing. */
  isComplete: boolean
  /** The number of places that visitors get, and of those in drafts only. */
  live: number
  inDrafts: number
  /** A page of the places, the live ones first. */
  documents: DocumentPlaces[]
  /** The number of places of this page in documents that the user may not read. */
  hidden: number
  /** The number of pages. */
  pages: number
  /** Ids of the documents that cannot be taken off the site because a live field needs them. */
  needed: string[]
}

/** Places in an answer. */
const pageSize = 100

interface Used {
  collection: SanitizedCollectionConfig
  ids: readonly string[]
  /** From 1; of one document only. */
  page?: number
}

/** The places in other documents that lead to these, live and in drafts, except those in the trash. */
export async function whereUsed(
  req: PayloadRequest,
  { collection, ids, page = 1 }: Used,
): Promise<WhereUsed> {
  const keys = ids.map((id) => documentKey({ slug: collection.slug, id }))
  const targets = [...keys, ...(await pathsOf(req, collection, ids))]
  const { rows, live, total } =
    ids.length === 1 ? await findPage(req, targets, page) : await findAll(req, targets, new Set(keys))
  const names = await nameDocuments(req, rows)
  const needs = await findNeeds(req, keys)
  const needed = new Set(needs.map(({ id }) => id))
  const documents = new Map<string, DocumentPlaces>()
  let hidden = 0
  for (const row of rows) {
    const key = documentKey({ slug: row.slug, id: row.document })
    const using = names.get(key)
    if (using?.title === undefined) {
      hidden++
      continue
    }
    const entry = documents.get(key) ?? { ...using, href: adminHref(req.payload, using), places: [] }
    documents.set(key, entry)
    entry.places.push({
      label: fieldLabel(req.payload, row.slug, row.field) ?? row.field,
      href: `${entry.href}#field-${row.field.replaceAll('.', '__')}`,
      words: row.words ?? undefined,
      isLive: row.live,
      isDraft: row.newest && using.isDraft,
      instead: row.live ? insteadOf(row) : undefined,
      isNeeded: needed.has(row.id),
    })
  }
  return {
    isComplete: await isRebuilt(req.payload),
    ...{ live, inDrafts: total - live, documents: [...documents.values()], hidden },
    pages: ids.length === 1 ? Math.ceil(total / pageSize) : 1,
    needed: ids.filter((_, index) => needs.some(({ target }) => target === keys[index])),
  }
}

interface Rows {
  rows: StoredReference[]
  live: number
  total: number
}

async function findPage(req: PayloadRequest, targets: string[], page: number): Promise<Rows> {
  const { db } = req.payload
  const named = { target: { in: targets } }
  const query = { collection: referencesSlug, req }
  const { docs: rows } = await db.find<StoredReference>({
    ...{ ...query, where: named, sort: ['-live', 'slug', 'document', 'field'] },
    ...{ limit: pageSize, page, pagination: false },
  })
  const { totalDocs: total } = await db.count({ ...query, where: named })
  const { totalDocs: live } = await db.count({
    ...{ ...query, where: { and: [named, { live: { equals: true } }] } },
  })
  return { rows, live, total }
}

/** Without the places in the documents themselves. */
async function findAll(req: PayloadRequest, targets: string[], keys: ReadonlySet<string>): Promise<Rows> {
  const rows: StoredReference[] = []
  for (let start = 0; start < targets.length; start += mostTargets) {
    const some = await findReferences(req, [{ target: { in: targets.slice(start, start + mostTargets) } }])
    rows.push(...some.filter(({ slug, document: id }) => !keys.has(documentKey({ slug, id }))))
  }
  const order = ({ live, slug, document, field }: StoredReference) =>
    `${live ? 0 : 1} ${slug} ${document} ${field}`
  rows.sort((a, b) => (order(a) < order(b) ? -1 : 1))
  return { rows: rows.slice(0, pageSize), live: rows.filter(({ live }) => live).length, total: rows.length }
}

interface Addressed {
  id: string
  slug?: string
  filename?: string
  from?: string
  sizes?: Record<string, { filename?: string | null } | null>
}

/** The paths of their pages and files, which editors may have typed. */
async function pathsOf(
  req: PayloadRequest,
  { slug, flattenedFields }: SanitizedCollectionConfig,
  ids: readonly string[],
): Promise<string[]> {
  const names = ['slug', 'filename', 'from', 'sizes'].filter((name) =>
    flattenedFields.some((field) => field.name === name),
  )
  if (names.length === 0) return []
  const found: string[] = []
  for (let start = 0; start < ids.length; start += mostTargets) {
    const { docs } = await req.payload.db.find<Addressed>({
      ...{ collection: slug, req, limit: 0, pagination: false },
      where: { id: { in: ids.slice(start, start + mostTargets) } },
      select: Object.fromEntries(names.map((name) => [name, true])),
    })
    for (const row of docs) {
      if (isLinkable(slug) && row.slug) found.push(documentPath(slug, row.slug))
      if (slug === 'redirects' && row.from) found.push(row.from)
      if (slug !== 'media') continue
      const files = [row.filename, ...Object.values(row.sizes ?? {}).map((size) => size?.filename)]
      for (const file of files) if (file) found.push(paths.media(file))
    }
  }
  return found
}

/** As the site renders a place whose document is not live. */
function insteadOf({ slug, target, field, node }: StoredReference): string {
  if (slug === 'redirects') return 'The old address leads nowhere: “Page not found”.'
  if (node === 'address') return 'The link leads nowhere: “Page not found”.'
  if (node === 'link' || node === 'autolink') return 'The words stay, without a link.'
  if (node && node !== 'upload') return 'This part of the text is left out.'
  if (target.startsWith('media/')) return 'The page is shown without it.'
  return field.endsWith('.document') ? 'The link is left out.' : 'It is left out here.'
}
