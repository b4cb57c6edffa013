import type { Waiting } from 'shared-types'
import type { Page } from 'site/bundle'
import { expect, test } from 'vitest'
import type { DocumentVersion } from '../content/document-version'
import { gateWith, postVersion, redirectVersion, version } from '../test/document-gate'
import type { DocumentChange } from './candidate-set'
import { type ProposedPages, waitingChanges, waitingRemovals } from './vanishing'

const count = (length: number, first = 0) => Array.from({ length }, (_, index) => `${first + index}`)
const posts = (length: number) => count(length).map((id) => postVersion(id))
const nothing = () => false
const short = ({ unit, kind, vanishing, live, documents }: Waiting) =>
  `${vanishing} of ${live} ${unit} of ${kind}: ${documents.map(({ slug, id }) => `${slug}/${id}`).join(' ')}`

/** What waits when these documents are removed from a site that shows `live`. */
function removalsThatWait(
  live: DocumentVersion[],
  gone: { slug: string; id: string }[],
  { isAllowed = nothing as (change: DocumentChange) => boolean, versions = [] as DocumentVersion[] } = {},
) {
  const gate = gateWith(...live)
  return waitingRemovals(gate.propose({ removed: gone, versions }), () => gate.live(), isAllowed)
}
const postsNamed = (ids: string[]) => ids.map((id) => ({ slug: 'posts', id }))

test.for<[number, number, boolean]>([
  [40, 5, false],
  [40, 6, true],
  [59, 6, true],
  [60, 6, false],
  [61, 6, false],
  [60, 7, true],
  [500, 50, false],
  [500, 51, true],
  [5, 5, false],
  [6, 6, true],
])('of %i posts, %i are removed: they wait is %s', ([live, gone, waits]) => {
  const others = count(200).map((id) => version('faqs', id, { question: `What is ${id}?` }))
  const found = removalsThatWait([...posts(live), ...others], postsNamed(count(gone)))
  expect(found.map(short)).toEqual(
    waits
      ? [
          `${gone} of ${live} documents of posts: ${count(gone)
            .map((id) => `posts/${id}`)
            .join(' ')}`,
        ]
      : [],
  )
})

test('each collection waits on its own, and documents without a page count as those with one', () => {
  const faqs = count(12).map((id) => version('faqs', id, { question: `What is ${id}?` }))
  const gone = [...faqs.slice(0, 8).map(({ slug, id }) => ({ slug, id })), ...postsNamed(count(3))]
  const found = removalsThatWait([...posts(20), ...faqs], gone)
  expect(found.map(({ kind, vanishing, live }) => [kind, vanishing, live])).toEqual([['faqs', 8, 12]])
})

test('what waits is named with its title and the version that visitors see', () => {
  const live = posts(10)
  const [found] = removalsThatWait(live, postsNamed(count(7)))
  expect(found?.documents[0]).toEqual({
    slug: 'posts',
    id: '0',
    updatedAt: live[0]?.updatedAt,
    title: 'Post 0',
  })
})

test('a redirect from an address whose post is back does not count', () => {
  const redirects = count(40).map((id) => redirectVersion(`r${id}`, `/blog/${id}/`, '/blog/50/'))
  const gone = count(8).map((id) => ({ slug: 'redirects', id: `r${id}` }))
  const live = [...redirects, postVersion('50')]
  expect(removalsThatWait(live, gone).map(short)).toHaveLength(1)
  expect(removalsThatWait(live, gone, { versions: posts(8) })).toEqual([])
})

test('a post whose address has a redirect has moved, and does not count', () => {
  const moved = count(4).map((id) => redirectVersion(`r${id}`, `/blog/${id}/`, '/blog/30/'))
  const gone = postsNamed(count(9))
  expect(removalsThatWait(posts(31), gone, { versions: moved })).toEqual([])
  const more = postsNamed(count(10))
  expect(removalsThatWait(posts(31), more, { versions: moved }).map(short)).toEqual([
    '6 of 31 documents of posts: posts/4 posts/5 posts/6 posts/7 posts/8 posts/9',
  ])
})

test('what is allowed counts as gone, so the rest is judged on its own', () => {
  const allowed = new Set(count(12))
  const isAllowed = ({ id }: DocumentChange) => allowed.has(id)
  expect(removalsThatWait(posts(70), postsNamed(count(13)), { isAllowed })).toEqual([])
  // Six of the 58 that are left are more than 10 %; of 70 they would be less.
  const found = removalsThatWait(posts(70), postsNamed(count(18)), { isAllowed })
  expect(found.map(({ vanishing, live }) => [vanishing, live])).toEqual([[6, 58]])
})

test('when everything is gone, small collections wait as well', () => {
  const faqs = count(2).map((id) => version('faqs', id, { question: `What is ${id}?` }))
  const gone = [...faqs, ...posts(8)].map(({ slug, id }) => ({ slug, id }))
  const found = removalsThatWait([...posts(8), ...faqs], gone)
  expect(found.map(({ kind, vanishing }) => [kind, vanishing])).toEqual([
    ['faqs', 2],
    ['posts', 8],
  ])
  expect(removalsThatWait([...posts(9), ...faqs], gone).map(({ kind }) => kind)).toEqual(['posts'])
})

const pageAt = (path: string, kind = 'posts'): Page => ({ path, kind, file: `${path.slice(1)}index.html` })
const change = (id: string, ...paths: string[]): DocumentChange => ({
  slug: 'posts',
  id,
  action: 'change',
  updatedAt: '2027-01-01T00:00:00.000Z',
  paths,
})

interface Case {
  before: Page[]
  /** The pages that each change takes away, by its id. */
  takes: Record<string, string[]>
  changes?: DocumentChange[]
  redirects?: Record<string, string>
  allowed?: string[]
  /** Pages that these templates do not have. */
  without?: string[]
}

function changesThatWait({ before, takes, changes, redirects = {}, allowed = [], without = [] }: Case) {
  let attempts = 0
  const pathsWith: ProposedPages['pathsWith'] = (isMade) => {
    attempts++
    const gone = new Set(without)
    for (const [id, paths] of Object.entries(takes)) {
      if (isMade(`posts/${id}`)) for (const path of paths) gone.add(path)
    }
    return new Set(before.map(({ path }) => path).filter((path) => !gone.has(path)))
  }
  const stays = pathsWith(() => true)
  const { waiting, untraced } = waitingChanges({
    proposal: { changes: changes ?? Object.keys(takes).map((id) => change(id)) },
    before: new Map(before.map((page) => [page.path, { page }])),
    gone: before.filter(({ path }) => !stays.has(path)),
    redirects: () => redirects,
    pathsWith,
    isAllowed: ({ id }) => allowed.includes(id),
  })
  return { waiting: waiting && short(waiting), untraced, attempts }
}

const redirectPages = (length: number) => count(length).map((id) => pageAt(`/old/${id}/`, 'redirects'))
const olds = (length: number) => redirectPages(length).map(({ path }) => path)

test('a removal that takes many other pages away waits, and the changes beside it do not', () => {
  const takes = { ...Object.fromEntries(count(300).map((id) => [id, []])), popular: olds(12) }
  const { waiting, attempts } = changesThatWait({ before: redirectPages(40), takes })
  expect(waiting).toBe('12 of 40 pages of redirects: posts/popular')
  // Found by halving, not one by one.
  expect(attempts).toBeLessThan(30)
})

test('pages that vanish only with several changes together wait with all of these', () => {
  const before = redirectPages(40)
  const pathsWith: ProposedPages['pathsWith'] = (isMade) =>
    new Set(before.slice(isMade('posts/a') || isMade('posts/b') ? 12 : 0).map(({ path }) => path))
  const { waiting } = waitingChanges({
    ...{
      proposal: { changes: ['x', 'a', 'b', 'y'].map((id) => change(id)) },
      redirects: () => ({}),
      pathsWith,
    },
    ...{ before: new Map(before.map((page) => [page.path, { page }])), gone: before.slice(0, 12) },
    isAllowed: nothing,
  })
  expect(waiting?.documents.map(({ id }) => id)).toEqual(['a', 'b'])
})

test('documents that leave their addresses without a redirect wait, found by their addresses', () => {
  const pageOf = (id: string) => `/courses/${id}/`
  const before = count(20).flatMap((id) => [pageAt(pageOf(id)), pageAt(`${pageOf(id)}card.png`, 'cards')])
  const moved = count(8)
  const takes = Object.fromEntries(moved.map((id) => [id, [pageOf(id), `${pageOf(id)}card.png`]]))
  const changes = moved.map((id) => change(id, pageOf(id), pageOf(`new-${id}`)))
  const found = changesThatWait({ before, takes, changes })
  expect(found.waiting).toBe(`8 of 20 pages of posts: ${moved.map((id) => `posts/${id}`).join(' ')}`)
  expect(found.attempts).toBe(1)
  const redirects = Object.fromEntries(moved.map((id) => [pageOf(id), pageOf(`new-${id}`)]))
  expect(changesThatWait({ before, takes, changes, redirects }).waiting).toBeUndefined()
})

test('pages that an allowed change takes away do not count, and others beside it do', () => {
  const before = redirectPages(40)
  const takes = { popular: olds(12), other: olds(40).slice(30) }
  expect(
    changesThatWait({ before, takes: { popular: olds(12) }, allowed: ['popular'] }).waiting,
  ).toBeUndefined()
  expect(changesThatWait({ before, takes, allowed: ['popular'] }).waiting).toBe(
    '10 of 28 pages of redirects: posts/other',
  )
})

test('pages that no change takes away are reported as such', () => {
  const { waiting, untraced } = changesThatWait({
    before: redirectPages(40),
    takes: { unrelated: [] },
    without: olds(40).slice(0, 8),
  })
  expect(waiting).toBeUndefined()
  expect(untraced).toEqual([{ kind: 'redirects', live: 40, paths: olds(8) }])
})

test('pages that have moved are not lost, and other pages in their place do not make up for lost ones', () => {
  const before = redirectPages(20)
  const takes = { a: olds(9) }
  const redirects = Object.fromEntries(olds(9).map((path) => [path, '/']))
  expect(changesThatWait({ before, takes, redirects })).toMatchObject({ waiting: undefined, untraced: [] })
})
