import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

let cms: TestCms
let ana: TestUser
let ben: TestUser
beforeAll(async () => {
  cms = await startCms()
  ana = await cms.user('admin')
  ben = await cms.user('publisher')
})
afterAll(() => cms.stop())

let count = 0
async function category(): Promise<string> {
  const body = {
    title: `Matched ${++count}`,
    slug: `matched-${count}`,
    description: 'Words.',
    _status: 'published',
  }
  const { body: answer, status } = await cms.request('POST', '/api/categories', { as: ana, body })
  expect(status).toBe(201)
  return `/api/categories/${answer.doc.id}`
}

const send = (method: string, path: string, tag: string | undefined, body?: unknown, as = ana) =>
  cms.request(method, path, { as, body, headers: tag === undefined ? {} : { 'If-Match': tag } })
const read = async (path: string, as?: TestUser) =>
  (await cms.request('GET', path, { as })).headers.get('ETag')
const title = async (path: string) => (await cms.request('GET', path)).body.title as string
const change = { title: 'Changed', _status: 'published' }

test('staff get the token of a document as its ETag, which each write changes, and visitors get none', async () => {
  const path = await category()
  expect(await read(path, ana)).toBe('"1"')
  expect(await read(path)).toBeNull()
  expect((await send('PATCH', `${path}?draft=true`, undefined, { title: 'Draft' })).headers.get('ETag')).toBe(
    '"2"',
  )
  expect(await read(`${path}?draft=true`, ben)).toBe('"2"')
  expect((await send('PATCH', path, '"2"', change)).headers.get('ETag')).toBe('"3"')
})

test('a write that starts from an older state is refused, and names who changed which fields since', async () => {
  const path = await category()
  await send('PATCH', `${path}?draft=true`, '"1"', { description: 'Better words.' }, ben)
  const before = await title(path)
  const refused = await send('PATCH', path, '"1"', change)
  expect(refused.status).toBe(412)
  expect(refused.body.errors[0].message).toBe(
    'This category was not changed, because it has changed since you read it: A publisher changed “Description”. Read it again and decide; then send the request with its new ETag.',
  )
  expect(refused.body.errors[0].data).toMatchObject({
    token: 2,
    edits: [{ user: 'A publisher', userId: ben.id, action: 'draft', fields: ['Description'], token: 2 }],
  })
  expect(await title(path)).toBe(before)
  expect((await send('PATCH', path, '"2"', change)).status).toBe(200)
  expect((await send('DELETE', path, '"2"')).status).toBe(412)
  expect((await send('DELETE', path, '"3"')).status).toBe(200)
})

test('restoring a version and moving to the trash are compared too', async () => {
  const path = await category()
  const id = path.split('/').at(-1)
  const versions = await send('GET', `/api/categories/versions?where[parent][equals]=${id}`, undefined)
  const version = `/api/categories/versions/${versions.body.docs[0].id}`
  await send('PATCH', path, '"1"', change)
  expect((await send('POST', version, '"1"')).status).toBe(412)
  expect((await send('POST', version, '"2"')).status).toBe(200)
  const trash = { deletedAt: new Date().toISOString() }
  expect((await send('PATCH', path, '"2"', trash)).status).toBe(412)
  expect((await send('PATCH', path, '"3"', trash)).status).toBe(200)
})

test('a global is compared, and its versions', async () => {
  const path = '/api/globals/announcement'
  const tag = (await read(path, ana))!
  const first = await send('POST', path, tag, { message: 'Snow', _status: 'published' })
  expect(first.status, JSON.stringify(first.body)).toBe(200)
  const next = first.headers.get('ETag')!
  expect(next).toBe(await read(path, ana))
  const refused = await send('POST', path, tag, { message: 'Rain' })
  expect(refused.status).toBe(412)
  expect(refused.body.errors[0].message).toContain('A admin changed “Message” and published it')
  const versions = await send('GET', `${path}/versions?limit=1`, undefined)
  const version = `${path}/versions/${versions.body.docs[0].id}`
  expect((await send('POST', version, tag)).status).toBe(412)
  expect((await send('POST', version, next)).status).toBe(200)
})

test.each([
  ['*', 200],
  ['"7", "1"', 200],
  ['"1",,"x,y"', 200],
  ['W/"1"', 412],
  ['W/"1", "1"', 200],
  ['"01"', 412],
  ['""', 412],
  ['"nonsense"', 412],
  ['1', 400],
  ['"1', 400],
  ['*, "1"', 400],
  ['"1" "2"', 400],
  [',', 400],
])('If-Match: %s is answered with %i', async (tag, status) => {
  const path = await category()
  const answer = await send('PATCH', path, tag, change)
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  expect(await title(path)).toBe(status === 200 ? 'Changed' : `Matched ${count}`)
})

test('a request for several documents with If-Match is refused, and one for a missing document is not found', async () => {
  const id = (await category()).split('/').at(-1)
  for (const method of ['PATCH', 'DELETE']) {
    const answer = await send(method, `/api/categories?where[id][equals]=${id}`, '"1"', change)
    expect(answer.status).toBe(400)
    expect(answer.body.errors[0].message).toMatch(/several documents/)
  }
  expect((await send('PATCH', `/api/categories/${crypto.randomUUID()}`, '"1"', change)).status).toBe(404)
})

test('of two writes at once that start from the same state one is refused', async () => {
  const path = await category()
  const both = await Promise.all(
    ['One', 'Two'].map((title, index) =>
      send('PATCH', path, '"1"', { title, _status: 'published' }, index ? ben : ana),
    ),
  )
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
  expect(await read(path, ana)).toBe('"2"')
})
