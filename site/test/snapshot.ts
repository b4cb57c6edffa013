import { collectionSchemas, globalSchemas } from 'shared-types'
import type { CollectionSlug, GlobalSlug } from 'shared-types'
import type { Documents } from '../src/content/snapshot/documents'
import { testSchool } from './school'
import type { RawSchool } from './school'
import { parseDocument, parseGlobal } from '../src/content/snapshot/parse'
import type { Parsed } from '../src/content/snapshot/parse'
import { changeSnapshot, createSnapshot } from '../src/content/snapshot/snapshot'
import type { DocumentChange, Snapshot } from '../src/content/snapshot/snapshot'

/** Parses the documents of a school; `known` caches the result of each raw document, by identity. */
export function parsedDocuments(school: RawSchool, known = new WeakMap<object, unknown>()): Documents {
  const must = (raw: object, parse: () => Parsed<unknown>): unknown => {
    if (known.has(raw)) return known.get(raw)
    const parsed = parse()
    if (!('value' in parsed)) throw new Error(JSON.stringify(parsed.problems))
    known.set(raw, parsed.value)
    return parsed.value
  }
  const collections = (Object.keys(collectionSchemas) as CollectionSlug[]).map((slug) => [
    slug,
    school.collections[slug].map((raw) => must(raw, () => parseDocument(slug, raw))),
  ])
  const globals = (Object.keys(globalSchemas) as GlobalSlug[]).map((slug) => [
    slug,
    must(school.globals[slug], () => parseGlobal(slug, school.globals[slug])),
  ])
  return {
    collections: Object.fromEntries(collections) as Documents['collections'],
    globals: Object.fromEntries(globals) as Documents['globals'],
  }
}

/** The documents of the test school; `change` may change them first. */
export function testDocuments(change: (school: RawSchool) => void = () => undefined): Documents {
  const school = testSchool()
  change(school)
  return parsedDocuments(school)
}

/** A snapshot of the test school on a day. */
export const testSnapshot = (change?: (school: RawSchool) => void, today = '2027-01-04'): Snapshot =>
  createSnapshot(testDocuments(change), today)

/** Changes a snapshot so that it has these documents. */
export const snapshotWith = (before: Snapshot, after: Documents, today: string = before.today): Snapshot =>
  changeSnapshot(before, changesBetween(before.documents, after), today)

function* changesBetween(before: Documents, after: Documents): Generator<DocumentChange> {
  for (const slug of Object.keys(collectionSchemas) as CollectionSlug[]) {
    const gone = new Set(before.collections[slug].map(({ id }) => id))
    for (const value of after.collections[slug]) {
      gone.delete(value.id)
      yield { slug, id: value.id, value }
    }
    for (const id of gone) yield { slug, id }
  }
  for (const slug of Object.keys(globalSchemas) as GlobalSlug[]) {
    if (after.globals[slug] !== before.globals[slug]) yield { slug, id: '', value: after.globals[slug] }
  }
}
