import { readFileSync } from 'node:fs'
import type { CollectionSlug, GlobalSlug } from '../src/collections'

const samples = new Map<CollectionSlug, string>()

/**
 * The sample of a collection (`fixtures/*.json`), as the CMS sends a document over REST at depth 0, with some fields changed.
 * The samples refer to each other by their ids. Each call returns a copy.
 */
export function sampleDocument(
  slug: CollectionSlug,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  const json = samples.get(slug) ?? readFileSync(new URL(`../fixtures/${slug}.json`, import.meta.url), 'utf8')
  samples.set(slug, json)
  return { ...(JSON.parse(json) as Record<string, unknown>), ...changes }
}

/** The id of a collection's sample. */
export const sampleId = (slug: CollectionSlug): string => String(sampleDocument(slug).id)

/** The sample of a global (`fixtures/globals.json`) with some fields changed; it names no document. Each call returns a copy. */
export function sampleGlobal(
  slug: GlobalSlug,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  const json = readFileSync(new URL('../fixtures/globals.json', import.meta.url), 'utf8')
  const globals = JSON.parse(json) as Record<GlobalSlug, Record<string, unknown>>
  return { ...globals[slug], ...changes }
}
