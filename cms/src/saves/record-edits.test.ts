import { collectionSchemas, documentKey, globalSchemas } from 'shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples, type SampleIds } from '../../test/sample-documents'
import { findToken } from './DocumentTokens'
import { type Edit, editsSlug } from './Edits'

let cms: TestCms
let ana: TestUser
let ben: TestUser
let ids: SampleIds
beforeAll(async () => {
  cms = await startCms()
  ;({ ids } = await publishSamples(cms))
  ana = await cms.user('admin')
  ben = await cms.user('publisher')
})
afterAll(() => cms.stop())

async function send(method: string, path: string, body?: unknown, as = ana) {
  const answer = await cms.request(method, path, { as, body })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}

let count = 0
async function category(status: 'draft' | 'published' = 'published'): Promise<string> {
  const title = `Edited ${++count}`
  const body = { title, slug: `edited-${count}`, description: 'What it is about.', _status: status }
  return (await send('POST', `/api/categories${status === 'draft' ? '?draft=true' : ''}`, body)).doc.id
}

const tokenOf = async (slug: string, id: string) =>
  (await findToken({ payload: cms.payload }, documentKey({ slug, id })))?.token ?? 0

async function editsOf(slug: string, document: string): Promise<Edit[]> {
  const { docs } = await cms.payload.db.find<Edit>({
    collection: editsSlug,
    where: { and: [{ slug: { equals: slug } }, { document: { equals: document } }] },
    sort: 'token',
    limit: 0,
    pagination: false,
  })
  return docs
}
const brief = ({ action, fields, live, token, userId }: Edit) => ({ action, fields, live, token, userId })
const newestVersion = async (of: string, where = '') =>
  (await send('GET', `/api/${of}/versions?${where}&sort=-updatedAt&limit=1`)).docs[0].id as string

test('each write of a document raises its token and names the user, the action and the changed fields', async () => {
  const id = await category()
  const path = `/api/categories/${id}`
  const version = await newestVersion('categories', `where[parent][equals]=${id}`)
  await send('PATCH', `${path}?draft=true`, { title: 'Draft' })
  await send('PATCH', path, { description: 'New words.', _status: 'published' }, ben)
  await send('PATCH', path, { _status: 'draft' })
  await send('POST', `/api/categories/versions/${version}`)
  await send('PATCH', `/api/categories?where[id][equals]=${id}`, { meta: { title: 'Found' } }, ben)
  await send('PATCH', path, { deletedAt: new Date().toISOString() })
  await send('PATCH', `${path}?trash=true`, { deletedAt: null })
  expect((await editsOf('categories', id)).map(brief)).toEqual([
    {
      action: 'create',
      fields: ['title', 'description', 'slug'],
      live: true,
      token: 1,
      userId: ana.id,
    },
    { action: 'draft', fields: ['title'], live: false, token: 2, userId: ana.id },
    { action: 'publish', fields: ['description'], live: true, token: 3, userId: ben.id },
    { action: 'unpublish', fields: [], live: false, token: 4, userId: ana.id },
    { action: 'restoreVersion', fields: ['title', 'description'], live: true, token: 5, userId: ana.id },
    { action: 'publish', fields: ['meta.title'], live: true, token: 6, userId: ben.id },
    { action: 'trash', fields: [], live: false, token: 7, userId: ana.id },
    { action: 'restoreFromTrash', fields: [], live: false, token: 8, userId: ana.id },
  ])
  expect(await tokenOf('categories', id)).toBe(8)

  await send('DELETE', path, undefined, ben)
  expect((await editsOf('categories', id)).map(brief)).toEqual([
    { action: 'delete', fields: [], live: false, token: 9, userId: ben.id },
  ])
})

test('a change of the live version is recorded, and the edits of the newer draft are still not live', async () => {
  const id = await category()
  await send('PATCH', `/api/categories/${id}?draft=true`, { title: 'Draft' })
  await send('PATCH', `/api/categories/${id}`, { description: 'Live words.' }, ben)
  expect((await editsOf('categories', id)).map(brief).slice(1)).toEqual([
    { action: 'draft', fields: ['title'], live: false, token: 2, userId: ana.id },
    { action: 'publish', fields: ['description'], live: false, token: 3, userId: ben.id },
  ])
  const { edits } = await send('GET', `/api/categories/${id}/save-state`)
  expect(edits.map(({ fields }: Edit) => fields)).toEqual([['Title']])
})

test('the edit that creates a document names its first version', async () => {
  for (const status of ['draft', 'published'] as const) {
    const id = await category(status)
    const version = await newestVersion('categories', `where[parent][equals]=${id}`)
    expect((await editsOf('categories', id)).map(({ version: named }) => named)).toEqual([version])
  }
})

test('each write says by which road it came', async () => {
  const id = await category('draft')
  const cookie = { Cookie: `payload-token=${ana.token}`, Origin: cms.payload.config.serverURL }
  const body = { description: 'By hand.' }
  const path = `/api/categories/${id}?draft=true`
  expect((await cms.request('PATCH', path, { body, headers: cookie })).status).toBe(200)
  await cms.payload.update({ collection: 'categories', id, draft: true, data: { title: 'By a script' } })
  for (const type of ['publish', 'unpublish'] as const) {
    await cms.payload.jobs.queue({
      task: 'schedulePublish',
      input: {
        type,
        doc: { relationTo: 'categories', value: id },
        user: { relationTo: 'users', value: ben.id },
      },
    } as never)
    await cms.payload.jobs.run()
  }
  const edits = (await editsOf('categories', id)).map(({ action, road, userId }) => [
    action,
    road ?? null,
    userId ?? null,
  ])
  expect(edits).toEqual([
    ['create', 'program', ana.id],
    ['draft', 'admin', ana.id],
    ['draft', null, null],
    ['publish', 'schedule', ben.id],
    ['unpublish', 'schedule', ben.id],
  ])
})

test('a change of the live version names the version of the newer draft that got it', async () => {
  const id = await category()
  await send('PATCH', `/api/categories/${id}?draft=true`, { title: 'Draft' })
  await send('PATCH', `/api/categories/${id}`, { description: 'Live words.' }, ben)
  const { docs } = await send('GET', `/api/categories/versions?where[parent][equals]=${id}&sort=-updatedAt`)
  const statusOf = (version: unknown) =>
    docs.find((one: { id: string }) => one.id === version)?.version._status as string
  const edit = (await editsOf('categories', id)).at(-1)
  expect([edit?.draft, statusOf(edit?.draft)]).toEqual([docs[0].id, 'draft'])
  expect(statusOf(edit?.version)).toBe('published')
})

test('autosaves of one user in one version are one edit, and another user or action begins the next', async () => {
  const id = await category()
  const autosave = async (data: Record<string, string>, as = ana) => {
    const base = await send('GET', `/api/categories/${id}?draft=true&depth=0`)
    const token = await tokenOf('categories', id)
    await send('POST', `/api/categories/${id}/save`, { token, base, data, status: 'draft' }, as)
  }
  await autosave({ title: 'One' })
  await autosave({ title: 'Two' })
  await autosave({ description: 'Three.' })
  await autosave({ title: 'Four' }, ben)
  await send('PATCH', `/api/categories/${id}?draft=true`, { title: 'Five' }, ben)
  await autosave({ title: 'Six' }, ben)
  const edits = await editsOf('categories', id)
  expect(edits.slice(1).map(brief)).toEqual([
    { action: 'autosave', fields: ['title', 'description'], live: false, token: 4, userId: ana.id },
    { action: 'autosave', fields: ['title'], live: false, token: 5, userId: ben.id },
    { action: 'draft', fields: ['title'], live: false, token: 6, userId: ben.id },
    { action: 'autosave', fields: ['title'], live: false, token: 7, userId: ben.id },
  ])
  expect(Date.parse(edits[1]!.until)).toBeGreaterThanOrEqual(Date.parse(edits[1]!.since))
  const newest = await newestVersion('categories', `where[parent][equals]=${id}`)
  expect(edits.at(-1)?.version).toBe(newest)
})

test('each collection and global that the site shows has tokens', async () => {
  for (const slug of Object.keys(collectionSchemas) as (keyof SampleIds)[]) {
    const before = await tokenOf(slug, ids[slug])
    expect({ slug, token: before }).toEqual({ slug, token: 1 })
  }
  for (const slug of Object.keys(globalSchemas)) {
    const before = await tokenOf(slug, '')
    await send('POST', `/api/globals/${slug}?draft=true&depth=0`, {})
    expect({ slug, token: await tokenOf(slug, '') }).toEqual({ slug, token: before + 1 })
  }
})

test('each write of a global raises its token, restoring a version too', async () => {
  const path = '/api/globals/announcement'
  const before = await tokenOf('announcement', '')
  await send('POST', path, { message: 'Snow day', _status: 'published' })
  const version = await newestVersion('globals/announcement')
  await send('POST', `${path}?draft=true&autosave=true`, { message: 'Open house' }, ben)
  await send('POST', `${path}/versions/${version}`)
  await send('POST', path, { _status: 'draft' })
  const edits = await editsOf('announcement', '')
  expect(edits.filter(({ token }) => token > before).map(brief)).toEqual([
    { action: 'publish', fields: ['message'], live: true, token: before + 1, userId: ana.id },
    { action: 'autosave', fields: ['message'], live: false, token: before + 2, userId: ben.id },
    { action: 'restoreVersion', fields: ['message'], live: true, token: before + 3, userId: ana.id },
    { action: 'unpublish', fields: [], live: false, token: before + 4, userId: ana.id },
  ])
})

test('a bulk change raises the token of each document, and one that fails raises none', async () => {
  const some = [await category(), await category(), await category()]
  const where = some.map((id) => `where[id][in][]=${id}`).join('&')
  await send('PATCH', `/api/categories?${where}`, { description: 'The same.' })
  for (const id of some) {
    expect((await editsOf('categories', id)).map(brief).slice(1)).toEqual([
      { action: 'publish', fields: ['description'], live: true, token: 2, userId: ana.id },
    ])
  }
  const refused = await cms.request('PATCH', `/api/categories?${where}`, { as: ana, body: { title: '' } })
  expect(refused.status).toBe(400)
  for (const id of some) expect(await tokenOf('categories', id)).toBe(2)
})

test('writes of scripts on the server are recorded without a user', async () => {
  const id = await category()
  await cms.payload.update({ collection: 'categories', id, data: { title: 'By a script' } })
  const edit = (await editsOf('categories', id)).at(-1)
  expect(edit).toMatchObject({ fields: ['title'], token: 2 })
  // SQLite stores null; MongoDB has no such field.
  expect([edit?.userId ?? null, edit?.userName ?? null]).toEqual([null, null])
})

test('no request reads or writes tokens and edits', async () => {
  for (const slug of ['document-tokens', 'edits', 'open-forms']) {
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) {
      const body = method === 'GET' ? undefined : { token: 1 }
      const path = method === 'POST' ? `/api/${slug}` : `/api/${slug}/posts-1`
      const { status } = await cms.request(method, path, { as: ana, body })
      expect({ slug, method, status }).toEqual({ slug, method, status: 403 })
    }
  }
})
