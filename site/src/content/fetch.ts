import { collectionSchemas, globalSchemas } from 'shared-types'
import type { CollectionSlug, GlobalSlug } from 'shared-types'
import { z } from 'zod'
import type { Documents } from './documents'
import { contentError, parseDocument, parseGlobal } from './parse'
import type { ContentProblem, Parsed } from './parse'
import { UnexpectedAnswer, requestFromCms } from './request'
import type { CmsConnection } from './request'

const PageSchema = z.object({
  docs: z.array(z.looseObject({ id: z.string() })),
  totalDocs: z.int().min(0),
  totalPages: z.int().min(0),
  hasNextPage: z.boolean(),
})
type ListPage = z.output<typeof PageSchema>
type RawDocument = ListPage['docs'][number]

const pageSize = 500
const maxParallelRequests = 2
const maxReadings = 3

/**
 * Reads everything that the site shows, anonymously and so without drafts: every page of every collection, and every
 * global. Throws when something cannot be loaded, and one error for all documents that the contract refuses.
 */
export async function fetchDocuments(cms: CmsConnection): Promise<Documents> {
  const inTurn = limit(maxParallelRequests)
  const problems: ContentProblem[] = []
  const keep = <T>(parsed: Parsed<T>): T[] => {
    if ('value' in parsed) return [parsed.value]
    problems.push(...parsed.problems)
    return []
  }
  const collections = Object.keys(collectionSchemas).map(async (name) => {
    const slug = name as CollectionSlug
    const documents = await fetchCollection(cms, slug, inTurn)
    return [slug, documents.flatMap((document) => keep(parseDocument(slug, document)))] as const
  })
  const globals = Object.keys(globalSchemas).map(async (name) => {
    const slug = name as GlobalSlug
    const raw = await inTurn(() =>
      requestFromCms(cms, slug, `/api/globals/${slug}?depth=0`, (response) =>
        readJson(response, z.looseObject({}), 'a global'),
      ),
    )
    return [slug, keep(parseGlobal(slug, raw))[0]] as const
  })
  const [collectionEntries, globalEntries] = await Promise.all([
    Promise.all(collections),
    Promise.all(globals),
  ])
  if (problems.length > 0) throw contentError(problems, cms.url)
  return {
    collections: Object.fromEntries(collectionEntries),
    globals: Object.fromEntries(globalEntries),
  } as unknown as Documents
}

/**
 * Every document of a collection, once. Somebody may publish while the pages are read, and a document then slips from
 * one page to another: read again until the number of documents is the one that the CMS says.
 */
async function fetchCollection(
  cms: CmsConnection,
  slug: CollectionSlug,
  inTurn: Limit,
): Promise<RawDocument[]> {
  const readPage = (page: number) =>
    inTurn(() =>
      requestFromCms(cms, slug, `/api/${slug}?depth=0&limit=${pageSize}&sort=id&page=${page}`, (response) =>
        readJson(response, PageSchema, 'a list of documents'),
      ),
    )
  let counted = ''
  for (let reading = 0; reading < maxReadings; reading++) {
    const first = await readPage(1)
    const rest = Array.from({ length: Math.max(0, first.totalPages - 1) }, (_, index) => readPage(index + 2))
    const pages: ListPage[] = [first, ...(await Promise.all(rest))]
    for (let last = pages.at(-1); last?.hasNextPage; last = pages.at(-1)) {
      pages.push(await readPage(pages.length + 1))
    }
    const documents = new Map(pages.flatMap((page) => page.docs).map((document) => [document.id, document]))
    const totals = new Set(pages.map((page) => page.totalDocs))
    if (totals.size === 1 && totals.has(documents.size)) return [...documents.values()]
    counted = `${documents.size} documents arrived, the CMS says ${[...totals].join(', then ')}`
  }
  throw new Error(
    `Could not load ${slug}: it changed each of the ${maxReadings} times that it was read (${counted}). ` +
      'Is an import running? Try again when it is over.',
  )
}

async function readJson<S extends z.ZodType>(
  response: Response,
  schema: S,
  expected: string,
): Promise<z.output<S>> {
  const body = await response.text()
  const result = schema.safeParse(parseJson(body))
  if (result.success) return result.data
  const start = body.slice(0, 80).replace(/\s+/g, ' ')
  throw new UnexpectedAnswer(
    `answered something else than ${expected}: ${JSON.stringify(start)}. Does CMS_URL lead to this project’s CMS?`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Limit = <T>(task: () => Promise<T>) => Promise<T>

/** Runs at most `max` tasks at once, the others in the order they came. Once one has failed, no other is begun. */
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
