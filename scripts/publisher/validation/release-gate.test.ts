import type { Page } from 'site/bundle'
import { expect, test } from 'vitest'
import type { DocumentChange } from './candidate-set'
import type { PageScan, ScannedPage } from '../render/page-scan'
import { type ReleaseCandidate, checkRelease } from './release-gate'

const blank: PageScan = { links: [], assets: [], scripts: [], styles: [] }

const pageAt = (path: string, kind = 'posts'): Page => ({
  path,
  kind,
  file: path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1),
})
const read = (path: string, scan: Partial<PageScan> = {}, kind?: string): [string, ScannedPage] => [
  path,
  { page: pageAt(path, kind), scan: { ...blank, ...scan } },
]
const posts = (count: number) => Array.from({ length: count }, (_, index) => read(`/blog/${index}/`))

const change = (id: string, ...paths: string[]): DocumentChange => ({
  slug: 'posts',
  id,
  title: `Post ${id}`,
  action: 'change',
  updatedAt: '2027-01-01T00:00:00.000Z',
  paths,
})

/** A release made of these pages: `before` are those of the one before, without what goes. */
function release({
  before = [],
  rendered = [],
  gone = [],
  ...rest
}: Partial<Omit<ReleaseCandidate, 'before' | 'rendered'>> & {
  before?: [string, ScannedPage][]
  rendered?: [string, ScannedPage][]
  gone?: string[]
}): ReleaseCandidate {
  const pages = new Map([...before, ...rendered])
  for (const path of gone) pages.delete(path)
  return {
    siteUrl: 'https://www.example.org',
    before: new Map(before),
    rendered: new Map(rendered),
    isFull: false,
    expected: Array.from(pages.values(), ({ page }) => page),
    redirects: {},
    hasFile: (path) => path === '/favicon.svg' || path === '/media/there.jpg',
    isTypedPath: () => false,
    changes: [],
    vanishing: [],
    ...rest,
  }
}

const reasons = (candidate: ReleaseCandidate) =>
  checkRelease(candidate).refusals.map(({ reason, path }) => `${reason} ${path}`)

test('a release without a fault goes live', () => {
  const rendered = [read('/', { links: ['/', '/blog/0/', '/favicon.svg'], assets: ['/media/there.jpg'] })]
  expect(checkRelease(release({ before: posts(3), rendered }))).toEqual({
    refusals: [],
    message: undefined,
    canBeAllowed: false,
    pageFaults: new Map(),
  })
})

const lost = { kind: 'posts', live: 20, paths: posts(9).map(([path]) => path) }
const templatesWithout = { before: posts(20), gone: lost.paths, vanishing: [lost] }

test('templates that lose pages are refused, which a publisher may allow', () => {
  const { message, canBeAllowed } = checkRelease(release(templatesWithout))
  expect(message).toBe(
    'The release was refused, and the site stays as it was.\n9 of 20 pages of posts would vanish, such as /blog/0/, /blog/1/, /blog/2/, and no change of the content takes them away: the templates have no such pages any more. If that is meant, allow this release in the admin and say why; if not, correct the templates, then run npm run deploy.',
  )
  expect(canBeAllowed).toBe(true)
})

test('a publisher cannot allow anything else', () => {
  const rendered = [read('/blog/19/', { links: ['/nowhere/'] })]
  expect(checkRelease(release({ ...templatesWithout, rendered })).canBeAllowed).toBe(false)
})

test('a published page that was not rendered is missing', () => {
  const expected = [pageAt('/a/'), pageAt('/b/')]
  expect(reasons(release({ before: [read('/a/')], expected }))).toEqual(['missing-page /b/'])
  expect(reasons(release({ before: [read('/a/')], expected, rendered: [read('/b/')] }))).toEqual([])
})

test('in a full release a page of the release before does not count', () => {
  const candidate = { before: [read('/a/')], rendered: [read('/b/')], isFull: true }
  expect(reasons(release(candidate))).toEqual(['missing-page /a/'])
})

test('a rendered page that is not published is unexpected', () => {
  expect(reasons(release({ rendered: [read('/a/')], expected: [] }))).toEqual(['unexpected-page /a/'])
})

test.for([
  ['one address', [pageAt('/a/'), pageAt('/a/')], 'unexpected-page /a/'],
  [
    'one file',
    [pageAt('/a/'), { ...pageAt('/a/index.html'), file: 'a/index.html' }],
    'unexpected-page /a/index.html',
  ],
] as const)('two pages with %s are refused', ([, expected, reason]) => {
  const rendered = expected.map(({ path }) => read(path))
  expect(reasons(release({ rendered, expected }))).toContain(reason)
})

test('a link to nothing is refused, and the refusal names the page', () => {
  const candidate = release({ rendered: [read('/a/', { links: ['/gone/'] })] })
  expect(checkRelease(candidate).refusals).toEqual([
    {
      reason: 'broken-link',
      path: '/a/',
      message:
        'The page /a/ leads to /gone/, where nothing is. Its template makes that link, and should not while there is no such page.',
    },
  ])
})

test.for<[string, Parameters<typeof release>[0]]>([
  ['a page that was not rendered again', { before: [read('/gone/')] }],
  ['a page that is new', { rendered: [read('/gone/')] }],
  ['a redirect', { redirects: { '/gone/': '/' } }],
  ['a redirect in another spelling', { redirects: { '/gone': '/' } }],
  ['a file', { hasFile: () => true }],
  [
    'an address that an editor typed, whose document has a warning',
    { isTypedPath: (path) => path === '/gone/' },
  ],
])('a link may lead to %s', ([, fields]) => {
  const page = read('/a/', { links: ['/gone/'] })
  expect(reasons(release({ ...fields, rendered: [page, ...(fields.rendered ?? [])] }))).toEqual([])
})

test('an error page may link to its own canonical path', () => {
  expect(reasons(release({ rendered: [read('/404.html', { links: ['/404/'] })] }))).toEqual([])
})

test('when a page goes, a page that was not rendered again and still links to it is refused', () => {
  const before = [read('/a/', { links: ['/b/'] }), read('/b/', { links: ['/b/'] }), read('/c/')]
  expect(reasons(release({ before, gone: ['/b/'] }))).toEqual(['broken-link /a/'])
  expect(reasons(release({ before, gone: ['/b/'], rendered: [read('/a/')] }))).toEqual([])
  expect(reasons(release({ before, gone: ['/b/'], isTypedPath: (path) => path === '/b/' }))).toEqual([])
  expect(reasons(release({ before, gone: ['/b/'], redirects: { '/b/': '/c/' } }))).toEqual([])
})

test('a page that needs a missing file is refused', () => {
  const rendered = [read('/a/', { assets: ['/media/gone.jpg', '/media/there.jpg', '/_astro/gone.css'] })]
  expect(checkRelease(release({ rendered })).refusals.map(({ message }) => message)).toEqual([
    'The page /a/ needs /media/gone.jpg, and there is no such file. Upload that picture or PDF again.',
    'The page /a/ needs /_astro/gone.css, and there is no such file. Compile the templates again: npm run deploy',
  ])
  expect(reasons(release({ rendered, hasFile: () => true }))).toEqual([])
  expect(reasons(release({ rendered, isTypedPath: (path) => path.includes('gone') }))).toEqual([])
})

test('a page with a flaw is refused', () => {
  const rendered = [read('/a/', { flaws: ['is empty', 'shows the secret PAYLOAD_SECRET'] })]
  expect(
    checkRelease(release({ rendered })).refusals.map(({ reason, message }) => [reason, message]),
  ).toEqual([
    [
      'flaw',
      'The page /a/ is empty, which visitors must not get. Look at its template and at the text of its document.',
    ],
    [
      'flaw',
      'The page /a/ shows the secret PAYLOAD_SECRET, which visitors must not get. Look at its template and at the text of its document.',
    ],
  ])
})

test('a refusal names the changed document whose page it is, or whose page was lost', () => {
  const broken = read('/a/', { links: ['/b/'] })
  const traced = (candidate: ReleaseCandidate) =>
    checkRelease(candidate).refusals.map(({ document }) => document?.id)
  expect(traced(release({ rendered: [broken], changes: [change('a', '/a/'), change('x', '/x/')] }))).toEqual([
    'a',
  ])
  expect(traced(release({ rendered: [broken], changes: [change('b', '/b/'), change('x', '/x/')] }))).toEqual([
    'b',
  ])
  expect(traced(release({ rendered: [broken], changes: [change('x', '/x/')] }))).toEqual(['x'])
  expect(traced(release({ rendered: [broken], changes: [change('x', '/x/'), change('y')] }))).toEqual([
    undefined,
  ])
  const { message } = checkRelease(release({ rendered: [broken], changes: [change('a', '/a/')] }))
  expect(message).toContain('This release changes “Post a” (posts a).')
})

test('of many refusals ten of each reason are listed, with the number of the others', () => {
  const rendered = posts(30).map(([path]) => read(path, { links: ['/gone/'], assets: ['/media/gone.jpg'] }))
  const { refusals, message } = checkRelease(release({ rendered }))
  expect(refusals).toHaveLength(20)
  expect(message).toMatch(/\n… and 40 more of the same\.$/)
})
