import { expect, test } from 'vitest'
import { seededRandom } from 'shared-types/test/seeded-random'
import { contentFrom, createContent, queries } from './content'
import type { Documents } from './snapshot/documents'
import { queryCalls } from '../../test/query-calls'
import { testDocuments, testSnapshot, parsedDocuments, snapshotWith } from '../../test/snapshot'
import { createEditor } from '../../test/generated-edits'
import { generatedSchool } from '../../test/generated-school'
import { createSnapshot } from './snapshot/snapshot'

const resultsOf = (documents: Documents, today = '2027-01-04') => {
  const content = createContent(createSnapshot(documents, today)) as unknown as Record<
    string,
    (...args: unknown[]) => unknown
  >
  return new Map(
    queryCalls.map(([name, ...args]) => [
      JSON.stringify([name, ...args]),
      JSON.stringify(content[name]?.(...args)),
    ]),
  )
}

const changedBetween = (before: Map<string, string | undefined>, after: Map<string, string | undefined>) =>
  [...before.keys()].filter((key) => before.get(key) !== after.get(key))

test('queryCalls calls every query', () => {
  expect(new Set(queryCalls.map(([name]) => name))).toEqual(new Set(Object.keys(queries)))
})

test('documents survive JSON, and give equal query results in any order', () => {
  const documents = testDocuments()
  const restored = JSON.parse(JSON.stringify(documents)) as Documents
  expect(restored).toEqual(documents)
  for (const list of Object.values(restored.collections)) list.reverse()
  expect(changedBetween(resultsOf(documents), resultsOf(restored))).toEqual([])
})

test('nothing can change a snapshot', () => {
  const { documents } = testSnapshot()
  const [post] = documents.collections.posts
  expect(() => documents.collections.posts.push(post as never)).toThrow(TypeError)
  expect(() => Object.assign(post as object, { title: 'x' })).toThrow(TypeError)
  expect(() => post?.body.root.children.pop()).toThrow(TypeError)
})

test('a changed author changes the query results that show the author, and no others', () => {
  const before = resultsOf(testDocuments())
  const after = resultsOf(
    testDocuments((school) => {
      Object.assign(school.collections.people[1] ?? {}, { name: 'Ben A. Ode' })
    }),
  )
  expect(changedBetween(before, after)).toEqual([
    '["aToZ"]',
    '["post","dea-number"]',
    '["people"]',
    '["person","ben-ode"]',
  ])
})

test('a new post changes the front of the blog, not its numbered pages and older posts', () => {
  const before = resultsOf(testDocuments())
  const after = resultsOf(
    testDocuments((school) => {
      const [sample] = school.collections.posts
      school.collections.posts.push({
        ...sample,
        id: 'new',
        slug: 'new',
        categories: ['category-pharmacy'],
        authors: ['ben-ode'],
        publishedAt: '2026-12-24T12:00:00.000Z',
      })
    }),
  )
  expect(changedBetween(before, after).toSorted()).toEqual(
    [
      '["home"]',
      '["slugs","posts"]',
      '["blogIndex"]',
      '["categories"]',
      '["category","pharmacy"]',
      // The newest post until now gets a neighbor.
      '["post","dea-number"]',
      '["person","ben-ode"]',
      '["sitemapPart","blog-1"]',
      '["feed"]',
      '["feed","pharmacy"]',
    ].toSorted(),
  )
})

test('the next day changes the query results that depend on the day, and no others', () => {
  const documents = testDocuments()
  const changed = changedBetween(resultsOf(documents, '2027-01-04'), resultsOf(documents, '2027-01-05'))
  expect(changed).toEqual([
    '["today"]',
    '["home"]',
    '["course","pharmacy-technician"]',
    '["upcomingCohorts"]',
    '["startDates"]',
    '["startFinder"]',
    '["calendar"]',
    '["page","tuition"]',
  ])
})

test('contentFrom gets the key of every query that is called, and gives its result', () => {
  const seen: unknown[] = []
  const content = contentFrom((key) => {
    seen.push(key)
    return { title: 'Phlebotomy' }
  })
  expect(content.course('phlebotomy')?.title).toBe('Phlebotomy')
  content.upcomingCohorts(undefined)
  expect(seen).toEqual(['["course","phlebotomy"]', '["upcomingCohorts"]'])
})

test.each([
  ['post', 'no-such-post'],
  ['course', 'no-such-course'],
  ['category', 'no-such-category'],
  ['person', 'nobody'],
  ['page', 'no-such-page'],
  ['externship', 'none'],
  ['certification', 'none'],
  ['blogPage', 99],
  ['blogPage', 0],
  ['media', 'none'],
  ['courseCard', 'none'],
  ['calendar', 'none'],
  ['feed', 'none'],
  ['sitemapPart', 'none'],
] as const)('%s(%o) is undefined', (name, argument) => {
  const query = createContent(testSnapshot())[name] as (argument: unknown) => unknown
  expect(query(argument)).toBeUndefined()
})

test('a changed snapshot equals a new snapshot of the same documents', () => {
  const school = generatedSchool({ posts: 40 })
  const edit = createEditor(school, seededRandom(3))
  const parsed = new WeakMap<object, unknown>()
  let snapshot = createSnapshot(parsedDocuments(school, parsed), '2027-01-04')
  for (let count = 0; count < 80; count++) {
    edit()
    const documents = parsedDocuments(school, parsed)
    snapshot = snapshotWith(snapshot, documents)
    expect(snapshot).toEqual(createSnapshot(JSON.parse(JSON.stringify(documents)) as Documents, '2027-01-04'))
  }
})

test('an unchanged document, collection or index is the same object in the next snapshot', () => {
  const before = testSnapshot()
  const { collections, globals } = before.documents
  const posts = collections.posts.map((post) => (post.id === 'post-09' ? { ...post, title: 'Other' } : post))
  const next = snapshotWith(before, { globals, collections: { ...collections, posts } })
  expect(next.byId.posts.get('post-09')?.title).toBe('Other')
  expect(next.byId.posts.get('post-10')).toBe(before.byId.posts.get('post-10'))
  expect(next.byId.courses).toBe(before.byId.courses)
  for (const same of ['posts', 'postsOfCategory', 'postsOfPerson', 'cohortsOfCourse'] as const) {
    expect(next[same]).toBe(before[same])
  }
  expect(next.slugs.posts).toBe(before.slugs.posts)
  expect(snapshotWith(before, before.documents, '2027-01-05').documents).toEqual(before.documents)
  expect(snapshotWith(before, structuredClone(before.documents)).byId.posts).not.toBe(before.byId.posts)
})

test('no page can change a query result that it shares with other pages', () => {
  const content = createContent(testSnapshot())
  expect(() => content.courses().pop()).toThrow(TypeError)
  expect(() => Object.assign(content.site(), { name: 'x' })).toThrow(TypeError)
  expect(() => content.post('dea-number')?.authors.pop()).toThrow(TypeError)
})
