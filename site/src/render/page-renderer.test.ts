import { collectionSchemas, globalSchemas } from 'shared-types'
import type { CollectionSlug } from 'shared-types'
import { expect, test } from 'vitest'
import { createContent } from '../content/content'
import type { Documents } from '../content/snapshot/documents'
import { changeSnapshot, createSnapshot } from '../content/snapshot/snapshot'
import type { Snapshot } from '../content/snapshot/snapshot'
import { queryCalls } from '../../test/query-calls'
import { testDocuments, testSnapshot, snapshotWith } from '../../test/snapshot'
import type { PageRenderer } from './bundle'
import { createPageRenderer } from './page-renderer'

const today = '2027-01-04'
const keys = queryCalls.map((call) => JSON.stringify(call))

/** Of no templates: these tests run queries only. */
const rendererOf = (snapshot: Snapshot, previous?: PageRenderer): PageRenderer => {
  const site = { app: undefined as never, siteUrl: 'https://school.example' }
  return createPageRenderer(site, snapshot, previous)
}

/** Small changes of a school: each document changed, or removed; each global changed; the next days. */
function* everyChange(documents: Documents): Generator<[string, Documents, string]> {
  const { collections, globals } = documents
  for (const slug of Object.keys(collectionSchemas) as CollectionSlug[]) {
    for (const [index, document] of collections[slug].entries()) {
      const others = (collections[slug] as object[]).toSpliced(index, 1)
      for (const list of [[...others, withOtherText(document)], others]) {
        yield [`${slug} ${document.id}`, { globals, collections: { ...collections, [slug]: list } }, today]
      }
    }
  }
  for (const slug of Object.keys(globalSchemas) as (keyof typeof globals)[]) {
    yield [slug, { collections, globals: { ...globals, [slug]: withOtherText(globals[slug]) } }, today]
  }
  for (const day of ['2027-01-05', '2027-01-10', '2027-02-16', '2028-01-01']) yield [day, documents, day]
}

const withOtherText = <T extends object>(document: T): T =>
  Object.fromEntries(
    Object.entries(document).map(([key, value]) => [
      key,
      typeof value === 'string' ? otherText(key, value) : value,
    ]),
  ) as T

const otherText = (key: string, text: string): string => {
  if (['id', 'kind', 'mimeType', 'timeZone', 'course', 'location', 'status', 'family'].includes(key))
    return text
  if (/^\d{4}-\d\d-\d\d/.test(text)) return `${Number(text.slice(0, 4)) + 1}${text.slice(4)}`
  return `${text}-x`
}

test('a query that is not reported as changed has the result that a fresh renderer computes', () => {
  const documents = testDocuments()
  const snapshot = createSnapshot(documents, today)
  const wrong: string[] = []
  let unchanged = 0
  for (const [name, changed, day] of everyChange(documents)) {
    const next = snapshotWith(snapshot, changed, day)
    const before = rendererOf(snapshot)
    const known = keys.map((key) => [key, before.fingerprint(key)] as const)
    const changedKeys = new Set(rendererOf(next, before).changedKeys())
    const fresh = rendererOf(next)
    for (const [key, fingerprint] of known) {
      if (changedKeys.has(key)) continue
      unchanged++
      if (fresh.fingerprint(key) !== fingerprint) wrong.push(`${key} after a change of ${name}`)
    }
  }
  expect(wrong).toEqual([])
  expect(unchanged).toBeGreaterThan(keys.length * 100)
})

test('after a change and back, every query has its first result, whether it ran in between or not', () => {
  const documents = testDocuments()
  const snapshot = createSnapshot(documents, today)
  const first = rendererOf(snapshot)
  const fingerprints = keys.map((key) => first.fingerprint(key))
  const wrong: string[] = []
  for (const [name, changed, day] of everyChange(documents)) {
    const next = rendererOf(snapshotWith(snapshot, changed, day), first)
    for (const key of keys.filter((_, index) => index % 2 === 0)) next.fingerprint(key)
    const again = rendererOf(snapshot, next)
    for (const [index, key] of keys.entries()) {
      if (again.fingerprint(key) !== fingerprints[index])
        wrong.push(`${key} after a change of ${name} and back`)
    }
  }
  expect(wrong).toEqual([])
})

test('a change of one field of a global concerns only the queries that read that field', () => {
  const documents = testDocuments()
  const settings = documents.globals['site-settings']
  const before = createSnapshot(documents, today)
  const renderer = rendererOf(before)
  for (const key of keys) renderer.fingerprint(key)
  renderer.changedKeys()
  const changed = { ...structuredClone(settings), hours: 'Mon to Sat, 8 a.m. to 6 p.m.' }
  const change = [{ slug: 'site-settings', id: '', value: changed }]
  expect(rendererOf(changeSnapshot(before, change), renderer).changedKeys()).toEqual(['["site"]'])
})

/** The slugs of the posts whose queries are reported as changed after a change of the posts. */
function changedPosts(before: Snapshot, after: Snapshot): string[] {
  const renderer = rendererOf(before)
  for (const slug of before.slugs.posts) renderer.fingerprint(JSON.stringify(['post', slug]))
  const changed = rendererOf(after, renderer).changedKeys()
  return changed.map((key) => (JSON.parse(key) as [string, string])[1])
}

test('an edit of a post changes the results of few queries', () => {
  const before = testSnapshot()
  const { collections, globals } = before.documents
  const posts = collections.posts.map((post) => (post.id === 'post-09' ? { ...post, title: 'Other' } : post))
  const after = snapshotWith(before, { globals, collections: { ...collections, posts } })
  const changed = changedPosts(before, after)
  expect(before.slugs.posts).toHaveLength(31)
  expect(changed.length).toBeLessThan(8)
  expect(changed).toContain('post-number-9')
})

test('a removed post changes only the posts near it, which get other neighbors', () => {
  const before = testSnapshot()
  const { collections, globals } = before.documents
  const posts = collections.posts.filter((post) => post.id !== 'post-10')
  const after = snapshotWith(before, { globals, collections: { ...collections, posts } })
  const slugOf = (id: string | undefined) => after.byId.posts.get(id ?? '')?.slug
  const near = [7, 8, 9, 10, 11, 12, 13].map((number) => `post-number-${number}`)
  // Posts of its category are every second one; it is among the three before or after them.
  const sameCategory = [4, 6, 8, 10, 12, 14, 16].map((number) => `post-number-${number}`)
  expect(changedPosts(before, after).toSorted()).toEqual([...new Set([...near, ...sameCategory])].sort())
  const content = createContent(after)
  for (const [index, id] of after.posts.entries()) {
    const { older, newer } = content.post(slugOf(id) ?? '') ?? {}
    expect([older?.slug, newer?.slug]).toEqual([
      slugOf(after.posts[index - 1]),
      slugOf(after.posts[index + 1]),
    ])
  }
})

test('a query that throws has a fingerprint of its own, and the right one again as soon as it does not throw', () => {
  const before = testSnapshot()
  const { collections, globals } = before.documents
  const settings = { ...globals['site-settings'], timeZone: 'Nowhere/Town' }
  const broken = snapshotWith(before, { collections, globals: { ...globals, 'site-settings': settings } })
  const first = rendererOf(before)
  const known = keys.map((key) => [key, first.fingerprint(key)] as const)
  const second = rendererOf(broken, first)
  const failing = second.changedKeys().filter((key) => second.fingerprint(key) === 'failed')
  expect(failing.length).toBeGreaterThan(0)
  const third = rendererOf(before, second)
  expect(third.changedKeys()).toEqual(expect.arrayContaining(failing))
  for (const [key, fingerprint] of known) expect(third.fingerprint(key), key).toBe(fingerprint)
})
