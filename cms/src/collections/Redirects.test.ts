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
    ['https://www.example.org/Old-Page?from=mail#top', '/Old-Page/'],
    [' files/prices.pdf ', '/files/prices.pdf'],
  ]) {
    const { body } = await post('/api/redirects', { from: given, kind: 'address', address: '/courses/' })
    expect(body.doc.from).toBe(stored)
  }
})
