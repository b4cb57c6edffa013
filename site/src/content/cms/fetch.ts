import { collectionSchemas, globalSchemas, documentKey } from 'shared-types'
import type { CollectionSlug, ContentVersion, GlobalSlug } from 'shared-types'
import { z } from 'zod'
import type { Documents } from '../snapshot/documents'
import { groupDocuments } from '../snapshot/group-documents'
import { contentError, parseGlobal, parseRaw } from '../snapshot/parse'
import type { ContentProblem, RawDocument } from '../snapshot/parse'
import { requestFromCms } from './request'
import type { CmsConnection } from './request'
import { readByIds, readGlobal, readJson, readPage } from './rest'
import type { ListPage, RestDocument, RestGlobal } from './rest'

const maxParallelRequests = 2
/** Attempts to read a list that changes while it is read. */
const maxListReads = 3

const collectionSlugs = Object.keys(collectionSchemas) as CollectionSlug[]
const globalSlugs = Object.keys(globalSchemas) as GlobalSlug[]

/**
 * Reads everything that the site shows: every page of every collection, and every global. The requests are anonymous, so the
 * CMS returns no drafts. Throws when a request fails, and one error for all documents that do not fit their schemas.
 */
export async function fetchDocuments(cms: CmsConnection): Promise<Documents> {
  const values = new Map<string, { slug: string; value: unknown }>()
  const problems = new Map<string, ContentProblem[]>()
  const keys = await readAll(cms, (documents) => {
    for (const raw of documents) {
      const result = parseRaw(raw)
      const key = documentKey(raw)
      if ('value' in result) values.set(key, { slug: raw.slug, value: result.value })
      else problems.set(key, result.problems)
    }
  })
  const missing = globalSlugs
    .filter((slug) => !keys.has(documentKey({ slug, id: '' })))
    .map((slug) => parseGlobal(slug, {}))
  const found = [
    ...[...keys].flatMap((key) => problems.get(key) ?? []),
    ...missing.flatMap((result) => ('problems' in result ? result.problems : [])),
  ]
  if (found.length > 0) throw contentError(found, cms.url)
  return groupDocuments([...keys].flatMap((key) => values.get(key) ?? []))
}

/**
 * Reads every document that visitors may see, in batches as they arrive. A list that changes meanwhile is read again, so a
 * document may come twice, and a removed one may have come before. Compare with `fetchVersions` to know the current ones.
 */
export async function fetchAllRaw(
  cms: CmsConnection,
  onBatch: (documents: RawDocument[]) => void,
): Promise<void> {
  await readAll(cms, onBatch)
}

/** Reads the documents that visitors may see now; others are left out. */
export async function fetchRaw(
  cms: CmsConnection,
  documents: readonly Pick<ContentVersion, 'slug' | 'id'>[],
): Promise<RawDocument[]> {
  const ids = new Map<string, string[]>()
  for (const { slug, id } of documents) ids.set(slug, [...(ids.get(slug) ?? []), id])
  const found: RawDocument[] = []
  for (const slug of collectionSlugs) {
    const wanted = [...new Set(ids.get(slug))]
    found.push(...(await readByIds(cms, slug, wanted)).map((document) => rawDocument(slug, document)))
  }
  for (const slug of globalSlugs) {
    const document = ids.has(slug) ? await readGlobal(cms, slug) : undefined
    if (document) found.push(rawGlobal(slug, document))
  }
  return found
}

const RevisionSchema = z.object({ revision: z.string().min(1) })
const VersionsSchema = z.object({
  versions: z.array(z.object({ slug: z.string(), id: z.string(), updatedAt: z.iso.datetime() })),
})

/** The hash of all that visitors may see now: `contentRevision` of the result of `fetchVersions`. */
export const fetchRevision = (cms: CmsConnection): Promise<string> =>
  requestFromCms(cms, 'the content revision', '/api/content-revision', async (response) => {
    const { revision } = await readJson(response, RevisionSchema, 'a content revision')
    return revision
  })

/** The versions of all documents that visitors may see now. */
export const fetchVersions = (cms: CmsConnection): Promise<ContentVersion[]> =>
  requestFromCms(cms, 'the content versions', '/api/content-versions', async (response) => {
    const { versions } = await readJson(response, VersionsSchema, 'a list of versions')
    return versions
  })

const rawDocument = (slug: CollectionSlug, document: RestDocument): RawDocument => ({
  slug,
  id: document.id,
  updatedAt: document.updatedAt,
  data: document,
})
const rawGlobal = (slug: GlobalSlug, document: RestGlobal): RawDocument => ({
  slug,
  id: '',
  updatedAt: document.updatedAt,
  data: document,
})

/** Returns the keys of all documents in the last reading of each list: collection by collection, then the globals. */
async function readAll(
  cms: CmsConnection,
  onBatch: (documents: RawDocument[]) => void,
): Promise<Set<string>> {
  const limited = limit(maxParallelRequests)
  const collections = collectionSlugs.map(async (slug) => {
    const ids = await readCollection(cms, slug, limited, (documents) =>
      onBatch(documents.map((document) => rawDocument(slug, document))),
    )
    return [...ids].map((id) => documentKey({ slug, id }))
  })
  const globals = globalSlugs.map(async (slug) => {
    const document = await limited(() => readGlobal(cms, slug))
    if (document) onBatch([rawGlobal(slug, document)])
    return document ? [documentKey({ slug, id: '' })] : []
  })
  return new Set((await Promise.all([...collections, ...globals])).flat())
}

/**
 * Returns the ids of a collection. A publish in the meantime can move a document from one page of the list to another, so
 * the list is read again until it has as many documents as the CMS counts.
 */
async function readCollection(
  cms: CmsConnection,
  slug: CollectionSlug,
  limited: Limit,
  onPage: (documents: RestDocument[]) => void,
): Promise<Set<string>> {
  const read = async (number: number): Promise<Omit<ListPage, 'docs'> & { ids: string[] }> => {
    const { docs, ...page } = await limited(() => readPage(cms, slug, number))
    onPage(docs)
    return { ...page, ids: docs.map((document) => document.id) }
  }
  let counted = ''
  for (let attempt = 0; attempt < maxListReads; attempt++) {
    const first = await read(1)
    const rest = Array.from({ length: Math.max(0, first.totalPages - 1) }, (_, index) => read(index + 2))
    const pages = [first, ...(await Promise.all(rest))]
    for (let last = pages.at(-1); last?.hasNextPage; last = pages.at(-1)) {
      pages.push(await read(pages.length + 1))
    }
    const ids = new Set(pages.flatMap((page) => page.ids))
    const totals = new Set(pages.map((page) => page.totalDocs))
    if (totals.size === 1 && totals.has(ids.size)) return ids
    counted = `${ids.size} documents arrived, the CMS says ${[...totals].join(', then ')}`
  }
  throw new Error(
    `Could not load ${slug}: it changed each of the ${maxListReads} times that it was read (${counted}). ` +
      'Is an import running? Try again when it is over.',
  )
}

type Limit = <T>(task: () => Promise<T>) => Promise<T>

/** Runs at most `max` tasks at once, in the order of the calls. After a task has failed, no other task starts. */
function limit(max: number): Limit {
  const waiting: (() => void)[] = []
  let running = 0
  let failure: { error: unknown } | undefined
  return async (task) => {
    if (running >= max) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      if (failure) throw failure.error
      return await task()
    } catch (error) {
      failure ??= { error }
      throw error
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
