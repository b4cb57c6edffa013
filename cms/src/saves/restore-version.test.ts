import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples } from '../../test/sample-documents'
import { type Edit, editsSlug } from './Edits'

let cms: TestCms
let ana: TestUser
let ben: TestUser
beforeAll(async () => {
  cms = await startCms()
  await publishSamples(cms)
  ana = await cms.user('admin')
  ben = await cms.user('editor')
})
afterAll(() => cms.stop())

async function send(method: string, path: string, body?: unknown, as = ana) {
  const answer = await cms.request(method, path, { as, body })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}

const newestEdit = async (slug: string, document = '') =>
  (
    await cms.payload.db.find<Edit>({
      collection: editsSlug,
      where: { and: [{ slug: { equals: slug } }, { document: { equals: document } }] },
      sort: '-token',
      limit: 1,
    })
  ).docs[0]

let count = 0
/** A document or a global, of which the first version was live, and the second is. */
async function twice(kind: 'category' | 'global') {
  const words = (text: string) =>
    kind === 'category'
      ? { title: text, description: text, _status: 'published' }
      : { message: text, _status: 'published' }
  const read = async (path: string, as?: TestUser) => {
    const { body } = await cms.request('GET', path, { as })
    return (kind === 'category' ? body.title : body.message) as string | undefined
  }
  const number = ++count
  if (kind === 'category') {
    const slug = `restored-${number}`
    const { doc } = await send('POST', '/api/categories', { ...words('One'), slug })
    const path = `/api/categories/${doc.id}`
    await send('PATCH', path, words('Two'))
    const versions = await send(
      'GET',
      `/api/categories/versions?where[parent][equals]=${doc.id}&sort=updatedAt`,
    )
    return {
      ...{
        path,
        first: `/api/categories/versions/${versions.docs[0].id}`,
        id: String(doc.id),
        slug: 'categories',
      },
      draft: (text: string) => send('PATCH', `${path}?draft=true`, { title: text }),
      live: () => read(path),
      newest: () => read(`${path}?draft=true`, ana),
    }
  }
  const path = '/api/globals/announcement'
  await send('POST', path, words('One'))
  const versions = await send('GET', `${path}/versions?sort=-updatedAt&limit=1`)
  await send('POST', path, words('Two'))
  return {
    ...{ path, first: `${path}/versions/${versions.docs[0].id}`, id: '', slug: 'announcement' },
    draft: (text: string) => send('POST', `${path}?draft=true`, { message: text }),
    live: () => read(path),
    newest: () => read(`${path}?draft=true`, ana),
  }
}

test.each(['category', 'global'] as const)(
  'an old version of a %s that is restored as a draft changes nothing that is live',
  async (kind) => {
    const { first, live, newest, slug, id } = await twice(kind)
    const { message } = await send('POST', `${first}?draft=true`)
    expect(message).toBe('The version was restored as a draft. What is live has not changed.')
    expect([await live(), await newest()]).toEqual(['Two', 'One'])
    expect(await newestEdit(slug, id)).toMatchObject({
      action: 'restoreVersion',
      live: false,
      userId: ana.id,
    })
  },
)

test.each(['category', 'global'] as const)(
  'an old version of a %s can be restored and go live',
  async (kind) => {
    const { first, live, newest, slug, id } = await twice(kind)
    const { message } = await send('POST', first)
    expect(message).toBe('The version was restored, and it is live.')
    expect([await live(), await newest()]).toEqual(['One', 'One'])
    expect(await newestEdit(slug, id)).toMatchObject({ action: 'restoreVersion', live: true })
  },
)

test.each(['category', 'global'] as const)(
  'an old draft of a %s becomes a draft, however it is restored, and takes nothing off the site',
  async (kind) => {
    const { draft, first, live, newest, path } = await twice(kind)
    await draft('Half a ti')
    const versions =
      kind === 'category'
        ? `/api/categories/versions?where[parent][equals]=${path.split('/').at(-1)}&`
        : `${path}/versions?`
    const { docs } = await send('GET', `${versions}sort=-updatedAt&limit=1`)
    await send('POST', `${first}?draft=true`)
    expect(await newest()).toBe('One')
    await send('POST', first.replace(/[^/]+$/, docs[0].id))
    expect([await live(), await newest()]).toEqual(['Two', 'Half a ti'])
  },
)

test('a version of a global is restored with what was empty in it', async () => {
  const path = '/api/globals/announcement'
  await send('POST', path, { message: 'Empty', from: null, _status: 'published' })
  const { docs } = await send('GET', `${path}/versions?sort=-updatedAt&limit=1`)
  await send('POST', path, { message: 'Filled', from: '2026-12-01T12:00:00.000Z', _status: 'published' })
  await send('POST', `${path}/versions/${docs[0].id}?draft=true`)
  expect(await send('GET', `${path}?draft=true`)).toMatchObject({ message: 'Empty', from: null })
})

test('a user who may not publish restores drafts only, and a version that does not exist is refused', async () => {
  const { first, live, newest } = await twice('category')
  const refused = await cms.request('POST', first, { as: ben })
  expect([refused.status, refused.body.errors[0].message]).toEqual([
    403,
    expect.stringContaining('Choose "Restore as draft"'),
  ])
  expect((await cms.request('POST', `${first}?draft=true`)).status).toBe(403)
  const global = await twice('global')
  for (const query of ['', '?draft=true']) {
    expect((await cms.request('POST', global.first + query, { as: ben })).status).toBe(403)
    for (const path of ['/api/categories', '/api/globals/announcement']) {
      const missing = await cms.request('POST', `${path}/versions/${crypto.randomUUID()}${query}`, {
        as: ana,
      })
      expect([path, query, missing.status]).toEqual([path, query, 404])
    }
  }
  await send('POST', `${first}?draft=true`, undefined, ben)
  expect([await live(), await newest()]).toEqual(['Two', 'One'])
})

test.each(['category', 'global'] as const)(
  'the admin says which state of a %s it shows, and restores nothing over a later change',
  async (kind) => {
    const { draft, first, newest, path } = await twice(kind)
    const restore = (tag?: string | null) =>
      cms.request('POST', `${first}?draft=true`, {
        headers: {
          ...{ Cookie: `payload-token=${ana.token}`, Origin: cms.payload.config.serverURL },
          ...(tag ? { 'If-Match': tag } : {}),
        },
      })
    const tag = (await cms.request('GET', `${path}?draft=true`, { as: ana })).headers.get('ETag')
    await draft('Later')
    expect((await restore()).status).toBe(428)
    const refused = await restore(tag)
    expect([refused.status, refused.body.errors[0].data.edits]).toMatchObject([412, [{ action: 'draft' }]])
    expect(await newest()).toBe('Later')
    const now = (await cms.request('GET', `${path}?draft=true`, { as: ana })).headers.get('ETag')
    expect((await restore(now)).status).toBe(200)
    expect(await newest()).toBe('One')
  },
)
