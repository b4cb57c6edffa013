import { expect, test } from 'vitest'
import { contentOf, createContent, queries } from './content'
import type { QueryName } from './content'
import type { Documents } from './documents'
import { fixtureDocuments, fixtureSnapshot } from './fixture-snapshot'
import { createSnapshot } from './snapshot'

/** One call of each query, and more of those that pages call with different arguments. */
const calls: [QueryName, ...unknown[]][] = [
  ['site'],
  ['today'],
  ['home'],
  ['slugs', 'posts'],
  ['courses'],
  ['course', 'pharmacy-technician'],
  ['courseCard', 'course-pht'],
  ['upcomingCohorts'],
  ['blogIndex'],
  ['blogPage', 1],
  ['blogPageNumbers'],
  ['categories'],
  ['category', 'pharmacy'],
  ['post', 'dea-number'],
  ['post', 'post-number-8'],
  ['externships'],
  ['externship', 'laboratory'],
  ['certifications'],
  ['certification', 'ptce'],
  ['people'],
  ['person', 'ana-reyes'],
  ['person', 'ben-ode'],
  ['page', 'tuition'],
  ['media', 'media-rack'],
  ['faqs', ['faq-cost']],
  ['link', { relationTo: 'posts', value: 'post-01' }],
  ['redirect', 'old-post/index'],
  ['redirects'],
  ['sitemap'],
  ['feed'],
]

const ask = (documents: Documents, today = '2027-01-04') => {
  const content = createContent(createSnapshot(documents, today)) as unknown as Record<
    string,
    (...args: unknown[]) => unknown
  >
  return new Map(
    calls.map(([name, ...args]) => [
      JSON.stringify([name, ...args]),
      JSON.stringify(content[name]?.(...args)),
    ]),
  )
}

const changedBetween = (before: Map<string, string | undefined>, after: Map<string, string | undefined>) =>
  [...before.keys()].filter((key) => before.get(key) !== after.get(key))

test('every query is asked here', () => {
  expect(new Set(calls.map(([name]) => name))).toEqual(new Set(Object.keys(queries)))
})

test('documents survive JSON, and give equal answers in any order', () => {
  const documents = fixtureDocuments()
  const restored = JSON.parse(JSON.stringify(documents)) as Documents
  expect(restored).toEqual(documents)
  for (const list of Object.values(restored.collections)) list.reverse()
  expect(changedBetween(ask(documents), ask(restored))).toEqual([])
})

test('nothing can change a snapshot', () => {
  const { documents } = fixtureSnapshot()
  const [post] = documents.collections.posts
  expect(() => documents.collections.posts.push(post as never)).toThrow(TypeError)
  expect(() => Object.assign(post as object, { title: 'x' })).toThrow(TypeError)
  expect(() => post?.body.root.children.pop()).toThrow(TypeError)
})

test('a changed author changes the answers that show the author, and no others', () => {
  const before = ask(fixtureDocuments())
  const after = ask(
    fixtureDocuments((school) => {
      Object.assign(school.collections.people[1] ?? {}, { name: 'Ben A. Ode' })
    }),
  )
  expect(changedBetween(before, after)).toEqual([
    '["post","dea-number"]',
    '["people"]',
    '["person","ben-ode"]',
  ])
})

test('a new post changes the front of the blog, not its numbered pages and older posts', () => {
  const before = ask(fixtureDocuments())
  const after = ask(
    fixtureDocuments((school) => {
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
      '["sitemap"]',
      '["feed"]',
    ].toSorted(),
  )
})

test('the night changes the answers that depend on the day, and no others', () => {
  const documents = fixtureDocuments()
  const changed = changedBetween(ask(documents, '2027-01-04'), ask(documents, '2027-01-05'))
  expect(changed).toEqual([
    '["today"]',
    '["home"]',
    '["course","pharmacy-technician"]',
    '["upcomingCohorts"]',
    '["page","tuition"]',
  ])
})

test('whoever renders gets every question as text, and gives the answer', () => {
  const seen: unknown[] = []
  const content = contentOf((question) => {
    seen.push(question)
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
] as const)('%s(%o) is nothing', (name, argument) => {
  const query = createContent(fixtureSnapshot())[name] as (argument: unknown) => unknown
  expect(query(argument)).toBeUndefined()
})
