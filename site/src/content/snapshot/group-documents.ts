import { collectionSchemas, globalSchemas } from 'shared-types'
import type { GlobalSlug } from 'shared-types'
import type { Documents, GlobalOf } from './documents'
import { contentError, parseGlobal } from './parse'
import type { ContentProblem } from './parse'

/**
 * Groups documents by collection and global. For a global that was never published, its empty value is used; throws an error
 * that names the global when its schema does not allow that.
 */
export function groupDocuments(documents: Iterable<{ slug: string; value: unknown }>): Documents {
  const collections: Record<string, unknown[]> = {}
  for (const slug of Object.keys(collectionSchemas)) collections[slug] = []
  const globals: Record<string, unknown> = {}
  for (const { slug, value } of documents) {
    if (slug in globalSchemas) globals[slug] = value
    else collections[slug]?.push(value)
  }
  const problems: ContentProblem[] = []
  for (const slug of Object.keys(globalSchemas) as GlobalSlug[]) {
    if (globals[slug] !== undefined) continue
    const empty = parseGlobal(slug, {})
    if ('value' in empty) globals[slug] = empty.value
    else problems.push(...empty.problems)
  }
  if (problems.length > 0) throw contentError(problems)
  return { collections, globals } as unknown as Documents
}

/** The value of a global that was never published. Throws when its schema allows no empty value. */
export function emptyGlobal<G extends GlobalSlug>(slug: G): GlobalOf<G> {
  const empty = parseGlobal(slug, {})
  if ('problems' in empty) throw contentError(empty.problems)
  return empty.value
}
