import { collectionSchemas, documentKey, documentPath, globalSchemas, isLinkable, paths } from 'shared-types'
import type { TestCms, TestUser } from './cms'

/** Keys of documents and globals. */
interface Uses {
  live: string[]
  drafts: string[]
}

/**
 * By the key of each document: which documents and globals name it, by a search through all that the REST API answers; `drafts` are
 * the newest versions that are drafts.
 */
export async function findUses(cms: TestCms, as: TestUser): Promise<Map<string, Uses>> {
  const newest = await everything(cms, as)
  const drafts = new Map([...newest].filter(([, { _status }]) => _status === 'draft'))
  const live = await everything(cms, undefined)
  const keys = [...newest.keys()].filter((key) => !key.endsWith('/'))
  const uses = new Map(keys.map((key): [string, Uses] => [key, { live: [], drafts: [] }]))
  // An id is of one document only, and so are the paths of pages and files.
  const keyOf = new Map(keys.map((key) => [key.split('/')[1], key]))
  for (const [key, { slug, filename }] of newest) {
    const [collection = ''] = key.split('/')
    if (isLinkable(collection)) keyOf.set(documentPath(collection, String(slug)), key)
    if (typeof filename === 'string') keyOf.set(paths.media(filename), key)
  }
  for (const [state, documents] of Object.entries({ live, drafts })) {
    for (const [user, document] of [...documents].toSorted()) {
      const strings = [...JSON.stringify(document).matchAll(/"([\w/.-]+)[^"]*"/g)].map(([, text]) => text)
      for (const used of new Set(strings.map((text) => keyOf.get(text)))) {
        if (used && used !== user) uses.get(used)![state as keyof Uses].push(user)
      }
    }
  }
  return uses
}

/** The same as the CMS answers it, in all pages. */
export async function listedUses(cms: TestCms, as: TestUser, key: string): Promise<Uses> {
  const [collection, id] = key.split('/')
  const found = { live: new Set<string>(), drafts: new Set<string>() }
  for (let page = 1, pages = 1; page <= pages; page++) {
    const path = `/api/where-used?collection=${collection}&id=${id}&page=${page}`
    const { body } = await cms.request('GET', path, { as })
    pages = body.pages
    for (const { slug, id, places } of body.documents) {
      for (const { isLive, isDraft } of places) {
        if (isLive) found.live.add(documentKey({ slug, id }))
        if (isDraft) found.drafts.add(documentKey({ slug, id }))
      }
    }
  }
  return { live: [...found.live].sort(), drafts: [...found.drafts].sort() }
}

type Json = Record<string, unknown>

/** By key: what visitors get, or the newest versions for a user. */
async function everything(cms: TestCms, as: TestUser | undefined): Promise<Map<string, Json>> {
  const found = new Map<string, Json>()
  const query = as ? '&draft=true' : ''
  for (const slug of Object.keys(collectionSchemas)) {
    for (let page: number | null = 1; page;) {
      const path: string = `/api/${slug}?depth=0&limit=500&page=${page}${query}`
      const { body } = await cms.request('GET', path, { as })
      for (const document of body.docs) found.set(documentKey({ slug, id: document.id }), document)
      page = body.nextPage
    }
  }
  for (const slug of Object.keys(globalSchemas)) {
    const { body } = await cms.request('GET', `/api/globals/${slug}?depth=0${query}`, { as })
    found.set(documentKey({ slug, id: '' }), body)
  }
  return found
}
