import { collectionSchemas, globalSchemas } from 'shared-types'
import type { GlobalSlug } from 'shared-types'
import type { Documents, GlobalOf } from './documents'
import { contentError, parseGlobal } from './parse'
import type { ContentProblem } from './parse'

/**
 * Documents by collection and global. A global that was never published stands empty, where the site can live without
 * it; else it is an error that names it.
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

/** What stands for a global that was never published. Throws when the site cannot live without it. */
export function emptyGlobal<G extends GlobalSlug>(slug: G): GlobalOf<G> {
  const empty = parseGlobal(slug, {})
  if ('problems' in empty) throw contentError(empty.problems)
  return empty.value
}
