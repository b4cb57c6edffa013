import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishSamples, type SampleIds } from '../../test/sample-documents'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { type Delivery, deliveriesSlug } from '../webhooks/delivery'

let cms: TestCms
let as: TestUser
let ids: SampleIds
beforeAll(async () => {
  cms = await startCms()
  ;({ as, ids } = await publishSamples(cms))
})
afterAll(() => cms.stop())

async function send(method: string, path: string, body?: unknown, expected = 300) {
  const answer = await cms.request(method, path, { as, body })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(expected)
  return answer.body
}

let count = 0
/** Three slugs that no other test uses. */
const addresses = () => ['a', 'b', 'c'].map((letter) => `${letter}-${++count}`) as [string, string, string]

async function category(slug: string, status = 'published'): Promise<string> {
  const body = { title: `Category ${slug}`, slug, description: 'What it is about.', _status: status }
  return (await send('POST', `/api/categories${status === 'draft' ? '?draft=true' : ''}`, body)).doc.id
}

const move = (id: string, slug: string, expected?: number) =>
  send('PATCH', `/api/categories/${id}`, { slug, _status: 'published' }, expected)
const pathOf = (slug: string) => `/blog/category/${slug}/`
const redirect = (from: string, address: string) =>
  send('POST', '/api/redirects', { from, kind: 'address', address }).then(({ doc }) => doc.id as string)

/** The targets of the redirects from or near these slugs, by old path. */
async function redirects(...slugs: string[]): Promise<Record<string, string>> {
  const { docs } = (await cms.request('GET', '/api/redirects?depth=0&limit=500')).body
  return Object.fromEntries(
    docs
      .filter(({ from }: { from: string }) => slugs.some((slug) => from.includes(slug)))
      .map((doc: { from: string; kind: string; document?: { value: string }; address?: string }) => [
        doc.from,
        doc.kind === 'document' ? doc.document?.value : doc.address,
      ]),
  )
}

/** The validation errors, as the form shows them. */
const refusal = (body: { errors: { data: { errors: unknown[] } }[] }) => body.errors[0]?.data.errors

test('the old address of a live page leads to the document, and both changes are recorded', async () => {
  const [a, b] = addresses()
  const id = await category(a)
  await cms.payload.db.deleteMany({ collection: deliveriesSlug, where: {} })
  await move(id, b)
  expect(await redirects(a, b)).toEqual({ [pathOf(a)]: id })
  const { docs } = await cms.payload.db.find<Delivery>({ collection: deliveriesSlug, sort: 'createdAt' })
  expect(docs.map(({ action, slug, title }) => [action, slug, title])).toEqual([
    ['change', 'categories', `Category ${a}`],
    ['publish', 'redirects', pathOf(a)],
  ])
})

test('a page that moves twice leaves two addresses behind, and each leads straight to it', async () => {
  const [a, b, c] = addresses()
  const id = await category(a)
  await move(id, b)
  await move(id, c)
  expect(await redirects(a, b, c)).toEqual({ [pathOf(a)]: id, [pathOf(b)]: id })
})

test('a page that moves back is at its first address, and only the other address leads to it', async () => {
  const [a, b] = addresses()
  const id = await category(a)
  await move(id, b)
  await move(id, a)
  expect(await redirects(a, b)).toEqual({ [pathOf(b)]: id })
  await move(id, b)
  expect(await redirects(a, b)).toEqual({ [pathOf(a)]: id })
})

test('every kind of page leaves its old address', async () => {
  const moved = { courses: '/courses/', posts: '/blog/', pages: '/', people: '/people/' }
  for (const [collection, folder] of Object.entries({
    ...moved,
    externships: '/externships/',
    certifications: '/certifications/',
  })) {
    const id = ids[collection as 'posts']
    const old = (await send('GET', `/api/${collection}/${id}`)).slug
    await send('PATCH', `/api/${collection}/${id}`, { slug: `moved-${collection}`, _status: 'published' })
    expect(await redirects(old)).toMatchObject({ [`${folder}${old}/`]: id })
  }
})

test('a draft, and a draft over a live page, leave no redirect when they move', async () => {
  const [a, b, c] = addresses()
  const draft = await category(a, 'draft')
  await send('PATCH', `/api/categories/${draft}?draft=true`, { slug: b })
  const live = await category(c)
  await send('PATCH', `/api/categories/${live}?draft=true`, { slug: `${c}-new` })
  expect(await redirects(a, b, c)).toEqual({})
  await send('PATCH', `/api/categories/${live}`, { _status: 'published' })
  expect(await redirects(a, b, c)).toEqual({ [pathOf(c)]: live })
})

test('an editor who writes a new address into a draft moves nothing', async () => {
  const [a, b] = addresses()
  const id = await category(a)
  const editor = await cms.user('editor')
  const body = { slug: b }
  const answer = await cms.request('PATCH', `/api/categories/${id}?draft=true`, { as: editor, body })
  expect(answer.status).toBe(403)
  expect(await redirects(a, b)).toEqual({})
})

test('a page cannot move to an address whose redirect leads elsewhere, and nothing is changed', async () => {
  const [a, b] = addresses()
  const id = await category(a)
  await redirect(pathOf(b), 'https://example.org/away')
  expect(refusal(await move(id, b, 401))).toMatchObject([
    {
      path: 'slug',
      message: `A redirect leads from ${pathOf(b)} to https://example.org/away, so nobody would see this page there. Delete that redirect, or choose another address.`,
    },
  ])
  expect((await cms.request('GET', `/api/categories/${id}`)).body.slug).toBe(a)
  expect(await redirects(a, b)).toEqual({ [pathOf(b)]: 'https://example.org/away' })
})

test('the old address of another page is not taken over', async () => {
  const [a, b, c] = addresses()
  const first = await category(a)
  await move(first, b)
  const second = await category(c)
  expect(refusal(await move(second, a, 401))).toMatchObject([{ path: 'slug' }])
  const third = await category(a, 'draft')
  expect(refusal(await move(third, a, 401)), 'neither when it goes live there').toMatchObject([
    { path: 'slug', message: expect.stringContaining(`from ${pathOf(a)} to ${pathOf(b)}`) },
  ])
})

test('a redirect that leads to the page, also through other redirects, makes room for it', async () => {
  const [a, b, c] = addresses()
  const id = await category(a)
  await redirect(pathOf(c), pathOf(a))
  await redirect(pathOf(b), pathOf(c))
  await move(id, b)
  expect(await redirects(a, b, c)).toEqual({ [pathOf(a)]: id, [pathOf(c)]: pathOf(b) })
})

test('a redirect to the old address is updated to the new one', async () => {
  const [a, b, c] = addresses()
  const id = await category(a)
  await redirect(`/campaign-${c}/`, `http://localhost:4321${pathOf(a)}?from=${c}#top`)
  await redirect(`/near-${c}/`, `${pathOf(a)}more/`)
  await move(id, b)
  expect(await redirects(a, c)).toEqual({
    [pathOf(a)]: id,
    [`/campaign-${c}/`]: `${pathOf(b)}?from=${c}#top`,
    [`/near-${c}/`]: `${pathOf(a)}more/`,
  })
})

test('a trashed redirect from the old address is reused', async () => {
  const [a, b] = addresses()
  const old = await redirect(pathOf(a), 'https://example.org/')
  await send('PATCH', `/api/redirects/${old}`, { deletedAt: new Date().toISOString() })
  const id = await category(a)
  await move(id, b)
  expect(await redirects(a, b)).toEqual({ [pathOf(a)]: id })
  await move(id, a)
  expect(await redirects(a, b)).toEqual({ [pathOf(b)]: id })
})

test('a redirect whose document is gone makes room', async () => {
  const [a, b, c] = addresses()
  const gone = await category(a)
  await send('POST', '/api/redirects', {
    from: pathOf(b),
    kind: 'document',
    document: { relationTo: 'categories', value: gone },
  })
  await send('DELETE', `/api/categories/${gone}`)
  const id = await category(c)
  await move(id, b)
  expect(await redirects(a, b, c)).toEqual({ [pathOf(c)]: id })
})

test('a page that is taken down, renamed and published leaves no redirect', async () => {
  const [a, b] = addresses()
  const id = await category(a)
  await send('PATCH', `/api/categories/${id}`, { _status: 'draft' })
  await move(id, b)
  expect(await redirects(a, b)).toEqual({})
})
