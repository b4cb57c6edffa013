import type { CollectionSlug } from 'shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples, refusalsOf } from '../../test/sample-documents'

let cms: TestCms
let ids: Record<CollectionSlug, string>
let publisher: TestUser
beforeAll(async () => {
  cms = await startCms()
  ;({ ids, as: publisher } = await publishSamples(cms))
})
afterAll(() => cms.stop())

const post = (path: string, body: unknown) => cms.request('POST', path, { as: publisher, body })
const patch = (path: string, body: unknown) => cms.request('PATCH', path, { as: publisher, body })
const publish = (changes: Record<string, unknown>) => refusalsOf(cms, publisher, ids, 'redirects', changes)

test.for<[string, Record<string, unknown>, string, string]>([
  [
    'a redirect from a list page',
    { from: '/courses/' },
    'from',
    '/courses/ is a page of the site (the list of courses), so nobody would be redirected. Unpublish that page first, or choose another address.',
  ],
  [
    'a redirect from a live page',
    { from: '/blog/order-of-draw' },
    'from',
    '/blog/order-of-draw/ is a page of the site (one of the posts), so nobody would be redirected. Unpublish that page first, or choose another address.',
  ],
  [
    'a redirect to itself',
    { from: '/round/', kind: 'address', address: '/round' },
    'from',
    'This redirect leads in a circle: /round/ → /round/. Visitors would never arrive. Change where one of them leads.',
  ],
  [
    'a second redirect from one address',
    { from: 'phlebotomy-classes' },
    'from',
    'There is already a redirect from /phlebotomy-classes/. Change that one.',
  ],
  [
    'a redirect with a space',
    { from: '/a b/' },
    'from',
    '“/a b/” is not an address of this site. Use one like /old-page/.',
  ],
  [
    'a redirect to nowhere',
    { from: '/a/', document: null },
    'document',
    'Choose the document that the old address leads to.',
  ],
  [
    'a redirect to a script',
    { from: '/a/', kind: 'address', address: 'javascript:alert(1)' },
    'address',
    "“javascript:alert(1)” can't be redirected to. Use an address like https://example.org/page or /page/.",
  ],
])('%s cannot be published', async ([, changes, field, message]) => {
  expect(await publish(changes)).toEqual({ [field]: message })
})

test('redirects that lead in a circle through others are refused', async () => {
  const redirect = { kind: 'address' }
  expect(await publish({ ...redirect, from: '/one/', address: '/two/' })).toEqual({})
  expect(await publish({ ...redirect, from: '/two/', address: '/three' })).toEqual({})
  expect(await publish({ ...redirect, from: '/three/', address: '/one/?from=three' })).toEqual({
    from: 'This redirect leads in a circle: /three/ → /one/ → /two/ → /three/. Visitors would never arrive. Change where one of them leads.',
  })
})

test('a redirect can lead to a document, and a circle through that document is found', async () => {
  const draft = await post('/api/posts?draft=true', { title: 'Moved away' })
  const { id } = draft.body.doc
  const document = { relationTo: 'posts', value: id }
  expect(await publish({ from: '/blog/moved-away/', document })).toEqual({
    from: 'This redirect leads in a circle: /blog/moved-away/ → /blog/moved-away/. Visitors would never arrive. Change where one of them leads.',
  })
})

test('a redirect can be saved again as it is', async () => {
  const { status } = await patch(`/api/redirects/${ids.redirects}`, { from: '/phlebotomy-classes/' })
  expect(status).toBe(200)
})

test('the refusal says when another redirect from the old address is in the trash', async () => {
  const { body } = await post('/api/redirects', { from: '/thrown/', kind: 'address', address: '/courses/' })
  const { status } = await patch(`/api/redirects/${body.doc.id}`, { deletedAt: new Date().toISOString() })
  expect(status).toBe(200)
  expect(await publish({ from: '/thrown/' })).toEqual({
    from: 'A redirect from /thrown/ is in the trash. Restore that one and change it, or delete it for good.',
  })
})

test('an old address is stored as the path that a browser requests', async () => {
  for (const [given, stored] of [
    ['https://www.example.org/Old-Page#top', '/Old-Page/'],
    [' files/prices.pdf ', '/files/prices.pdf'],
    ['/old-news//', '/old-news/'],
    ['/a/./b//../c', '/a/c/'],
    ['/archive/index.html', '/archive/'],
    ['/caf%C3%A9/', '/café/'],
    ['/na%c3%afve/', '/naïve/'],
    ['/re\u0301sume\u0301/', '/résumé/'],
    ['/about%20us/', '/about%20us/'],
    ['/%E2%80%9Cquoted%E2%80%9D/', '/“quoted”/'],
    ['/100%25/why%3f/', '/100%25/why%3F/'],
    ['/.well-known/old', '/.well-known/old/'],
  ]) {
    const { body } = await post('/api/redirects', { from: given, kind: 'address', address: '/courses/' })
    expect(body.doc?.from, given).toBe(stored)
    const again = await patch(`/api/redirects/${body.doc.id}`, { from: stored })
    expect([again.status, again.body.doc?.from], given).toEqual([200, stored])
  }
})

test('two spellings of one old address are one, also when the first was stored in another spelling', async () => {
  const address = { kind: 'address', address: '/courses/' }
  expect(await publish({ ...address, from: '/jalape%C3%B1o/' })).toEqual({})
  const from = 'There is already a redirect from /jalapeño/. Change that one.'
  for (const spelled of ['/jalapeño', '/jalape%c3%b1o/', '/jalapen\u0303o/', '//jalapeño/'.slice(1)])
    expect(await publish({ ...address, from: spelled }), spelled).toEqual({ from })
  const { doc } = (await post('/api/redirects', { ...address, from: '/stored/' })).body
  await cms.payload.db.updateOne({ collection: 'redirects', id: doc.id, data: { from: '/stor%65d/' } })
  expect(await publish({ ...address, from: '/stored/' })).toEqual({
    from: 'There is already a redirect from /stored/. Change that one.',
  })
})

test.each([
  ['/x\\y/', 'has a backslash, or a slash that is spelled as an escape'],
  ['/x%5Cy/', 'has a backslash, or a slash that is spelled as an escape'],
  ['/a%2Fb/', 'has a backslash, or a slash that is spelled as an escape'],
  ['//evil/', 'begins with two slashes, which leads to another site'],
  ['/a%00b/', 'has an invisible character'],
  ['/line%0Abreak/', 'has an invisible character'],
  ['/caf%E9/', 'has a % that does not begin an escape of UTF-8 such as %C3%A9'],
  ['/100%/', 'has a % that does not begin an escape of UTF-8 such as %C3%A9'],
  ['/.env', 'has a part that begins with a dot, which web servers hide'],
  ['/a/%2egit/config', 'has a part that begins with a dot, which web servers hide'],
  ['/media/rack.jpg', 'is in /media/, where the site keeps its own files'],
  ['/media', 'is in /media/, where the site keeps its own files'],
  ['/%6dedia/x/', 'is in /media/, where the site keeps its own files'],
  ['/_astro/style.css', 'is in /_astro/, where the site keeps its own files'],
  ['/pagefind/x/', 'is in /pagefind/, where the site keeps its own files'],
  [`/${'é'.repeat(128)}/`, 'has more than 255 bytes between two slashes'],
  [`/${'日本語/'.repeat(74)}`, undefined],
  [`/${`${'語'.repeat(80)}/`.repeat(3)}${'語'.repeat(50)}/`, undefined],
])('a redirect from %s says what is wrong with the address', async (from, problem) => {
  const refused = await publish({ from, kind: 'address', address: '/courses/' })
  expect(refused).toEqual(
    problem
      ? { from: `“${from}” can't be redirected from: it ${problem}. Use an old address like /old-page/.` }
      : {},
  )
})

test('an address with a query is never cut: the refusal names the address without it', async () => {
  const refused = (from: string) => publish({ from, kind: 'address', address: '/courses/' })
  expect(await refused('https://www.example.org/?p=123')).toEqual({
    from: "“/?p=123” can't be redirected from: it has a part from the question mark on, and all addresses that differ only there are redirected together. If that is right, use /. Use an old address like /old-page/.",
  })
  expect((await refused('/page.php?id=3')).from).toContain('If that is right, use /page.php.')
  expect((await refused('https://www.example.org')).from).toContain('the home page')
  expect((await refused('/404.html')).from).toContain(
    '/404.html is a page of the site (made by the site itself)',
  )
  expect((await refused('mailto:a@b.c')).from).toContain('is not an address of this site')
})

test.each([
  ['https://x y/', 'has a space'],
  ['http://[', 'has no right name of a site after the //'],
  ['https://', 'has no right name of a site after the //'],
  ['https://x.test:99999/', 'has a port above 65535'],
  ['https://user:password@x.test/', 'has a user name or a password, which every visitor would see'],
  ['https://user@x.test/', 'has a user name or a password, which every visitor would see'],
  ['https:\\\\x.test/', undefined],
  ['//evil/', undefined],
  ['/\\evil/', 'begins with two slashes, which leads to another site'],
  ['/a\\b/', 'has a backslash, or a slash that is spelled as an escape'],
  ['/a%zz/', 'has a % that does not begin an escape of UTF-8 such as %C3%A9'],
  [`https://x.test/${'é'.repeat(900)}`, 'is longer than 1500 characters'],
])('a redirect to %s says what is wrong with the address', async (address, problem) => {
  const ending = 'Use an address like https://example.org/page or /page/.'
  const reason = problem
    ? `“${address}” can't be redirected to: it ${problem}. ${ending}`
    : `“${address}” can't be redirected to. ${ending}`
  expect(await publish({ from: '/target/', kind: 'address', address })).toEqual({ address: reason })
})

test('a circle through an address of this site in full is found', async () => {
  const full = `${process.env.SITE_URL ?? 'http://localhost:4321'}/self%2Dsame?x=1`
  expect((await publish({ from: '/self-same/', kind: 'address', address: full })).from).toContain(
    'in a circle',
  )
})
