import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples, type SampleIds } from '../../test/sample-documents'

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

type Data = Record<string, unknown>
interface Body {
  token?: number
  base?: Data
  data: Data
  status?: 'draft' | 'published'
  request?: string
  choices?: Record<string, string>
}
const send = (path: string, body: Body, as = ana) =>
  cms.request('POST', `${path}/save`, { as, body: { status: 'draft', ...body } })

async function saved(path: string, body: Body, as = ana) {
  const answer = await send(path, body, as)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}
const stateOf = async (path: string, as = ana) =>
  (await cms.request('GET', `${path}/save-state`, { as })).body
const newest = async (path: string) =>
  (await cms.request('GET', `${path}?draft=true&depth=0`, { as: ana })).body
const live = async (path: string) => (await cms.request('GET', `${path}?depth=0`)).body
const versionsOf = async (path: string) => {
  const id = path.split('/').at(-1)
  const where = path.includes('globals') ? '' : `where[parent][equals]=${id}&`
  const at = path.includes('globals') ? path : path.slice(0, path.lastIndexOf('/'))
  const { body } = await cms.request('GET', `${at}/versions?${where}limit=0&sort=-updatedAt`, { as: ana })
  return body.docs as { id: string; version: Data }[]
}

let count = 0
async function category(status: 'draft' | 'published' = 'published'): Promise<string> {
  const title = `Saved ${++count}`
  const body = { title, slug: `saved-${count}`, description: 'Old words.', _status: status }
  const query = status === 'draft' ? '?draft=true' : ''
  const { body: answer } = await cms.request('POST', `/api/categories${query}`, { as: ana, body })
  return `/api/categories/${answer.doc.id}`
}

test('two people who change different fields both keep their words, and each learns of the other', async () => {
  const path = await category()
  const anas = await saved(path, { token: 1, base: { title: `Saved ${count}` }, data: { title: 'By Ana' } })
  expect(anas).toMatchObject({ token: 2, taken: [], edits: [], doc: { title: 'By Ana', _status: 'draft' } })
  const bens = await saved(
    path,
    { token: 1, base: { description: 'Old words.' }, data: { description: 'By Ben' } },
    ben,
  )
  expect(bens).toMatchObject({
    token: 3,
    taken: ['title'],
    edits: [{ user: 'A admin', fields: ['Title'], token: 2 }],
    doc: { title: 'By Ana', description: 'By Ben' },
  })
  expect(await live(path)).toMatchObject({ title: `Saved ${count}`, description: 'Old words.' })
})

test('a field that both changed is refused with both values, and saved as the person decides', async () => {
  const path = await category()
  const title = `Saved ${count}`
  await saved(path, { token: 1, base: { title }, data: { title: 'By Ana' } })
  const bens = {
    token: 1,
    base: { title, description: 'Old words.' },
    data: { title: 'By Ben', description: 'Bens.' },
  }
  const refused = await send(path, bens, ben)
  expect(refused.status).toBe(409)
  const [{ message, data }] = refused.body.errors
  expect(message).toBe(
    'This category was not saved, because A admin changed “Title” meanwhile, and so did you. Choose which words to keep.',
  )
  expect(data).toMatchObject({
    reason: 'conflicts',
    token: 2,
    conflicts: [
      { path: 'title', label: 'Title', base: title, yours: 'By Ben', theirs: 'By Ana', by: 'A admin' },
    ],
  })
  expect(Date.parse(data.conflicts[0].at)).toBeGreaterThan(0)
  expect(await newest(path)).toMatchObject({ title: 'By Ana', description: 'Old words.' })

  // Decided for what was newest then, and Ana goes on.
  await saved(path, { token: 2, base: { title: 'By Ana' }, data: { title: 'Again by Ana' } })
  const late = await send(path, { ...bens, token: 2, choices: { title: 'yours' } }, ben)
  expect(late.status).toBe(409)
  const decided = { ...bens, token: 3, choices: { title: 'theirs' } }
  const { doc } = await saved(path, decided, ben)
  expect(doc).toMatchObject({ title: 'Again by Ana', description: 'Bens.' })
})

test('publishing puts nothing live that its author has not seen', async () => {
  const path = await category()
  await saved(path, { token: 1, base: { description: 'Old words.' }, data: { description: 'Half a sen' } })
  const refused = await send(path, { token: 1, data: { title: 'Published' }, status: 'published' }, ben)
  expect(refused.status).toBe(409)
  expect(refused.body.errors[0].data).toMatchObject({
    reason: 'changed-since',
    token: 2,
    edits: [{ user: 'A admin', action: 'autosave', fields: ['Description'] }],
  })
  expect(await live(path)).toMatchObject({ title: `Saved ${count}`, description: 'Old words.' })
  const { token } = refused.body.errors[0].data
  const base = { title: `Saved ${count}` }
  const { doc } = await saved(path, { token, base, data: { title: 'Published' }, status: 'published' }, ben)
  expect(doc).toMatchObject({ title: 'Published', description: 'Half a sen', _status: 'published' })
  expect(await live(path)).toMatchObject({ title: 'Published', description: 'Half a sen' })
})

test('a save neither publishes nor trashes by what its data say of the status', async () => {
  const path = await category()
  await saved(path, { token: 1, base: { description: 'Old words.' }, data: { description: 'Half a sen' } })
  const data = { title: 'Draft', _status: 'published', deletedAt: new Date().toISOString() }
  const { doc } = await saved(path, { token: 1, base: { title: `Saved ${count}` }, data }, ben)
  expect(doc).toMatchObject({ title: 'Draft', _status: 'draft' })
  expect(doc.deletedAt ?? null).toBeNull()
  expect(await live(path)).toMatchObject({ title: `Saved ${count}`, description: 'Old words.' })
})

test('rows of a list and blocks are merged by their ids', async () => {
  const path = `/api/courses/${ids.courses}`
  const before = await newest(path)
  const { token } = await stateOf(path)
  const list = Object.keys(before).find((name) => Array.isArray(before[name]) && before[name][0]?.id)!
  const rows = before[list] as Data[]
  const text = Object.keys(rows[0]!).find((name) => name !== 'id' && typeof rows[0]![name] === 'string')!
  const base = { [list]: rows }
  await saved(path, { token, base, data: { [list]: [{ ...rows[0], [text]: 'By Ana' }, ...rows.slice(1)] } })
  const added = { ...rows[0], id: '65f0a1b2c3d4e5f6a7b8c9d0', [text]: 'A new row' }
  const { doc, taken } = await saved(path, { token, base, data: { [list]: [...rows, added] } }, ben)
  expect(doc[list].map((row: Data) => row[text])).toEqual([
    'By Ana',
    ...rows.slice(1).map((row) => row[text]),
    'A new row',
  ])
  expect(taken).toEqual([`${list}.${rows[0]!.id as string}.${text}`])
})

test('a form learns which of its own fields have the change of a colleague, also from a repeated answer', async () => {
  const path = `/api/courses/${ids.courses}`
  const { modules } = await newest(path)
  const { token } = await stateOf(path)
  const change = (index: number, topics: string) =>
    modules.map((row: Data, each: number) => (each === index ? { ...row, topics } : row))
  const base = { modules }
  await saved(path, { token, base, data: { modules: change(0, 'By Ana') } })
  const bens = { token, base, data: { modules: change(1, 'By Ben') }, request: crypto.randomUUID() }
  const taken = `modules.${modules[0].id as string}.topics`
  expect((await saved(path, bens, ben)).taken).toEqual([taken])
  expect(await saved(path, bens, ben)).toMatchObject({
    taken: expect.arrayContaining([taken]),
    edits: [{ userId: ana.id, fields: ['Modules'] }],
  })

  const late = { token: token + 2, base, data: { modules: change(0, 'Again by Ben') } }
  const decided = await saved(path, { ...late, choices: { [taken]: 'theirs' } }, ben)
  expect(decided.taken).toContain(taken)
  expect(decided.doc.modules[0].topics).toBe('By Ana')
})

test('a form learns which fields another page of the same user has changed, although both are one edit', async () => {
  const path = await category()
  const { token } = await stateOf(path)
  const first = { token, base: { title: `Saved ${count}` }, data: { title: 'Of the first page' } }
  expect((await saved(path, first)).taken).toEqual([])
  const second = { token, base: { description: 'Old words.' }, data: { description: 'Of the second page' } }
  expect(await saved(path, second)).toMatchObject({ taken: ['title'], edits: [{ userId: ana.id }] })
})

test('a global is saved and published through the same door', async () => {
  const path = '/api/globals/announcement'
  const { token } = await stateOf(path)
  const first = await saved(path, { token, data: { message: 'Snow day' } })
  expect((await send(path, { token, data: { message: 'Open house' } }, ben)).status).toBe(409)
  const base = { message: 'Snow day' }
  const next = { token: first.token, base, data: { message: 'Open house' }, status: 'published' } as const
  expect((await saved(path, next, ben)).doc).toMatchObject({ message: 'Open house', _status: 'published' })
  expect(await live(path)).toMatchObject({ message: 'Open house' })
})

test('the saves of one user are one version, and those of the next user another', async () => {
  const path = await category()
  const type = async (title: string, as: TestUser) => {
    const { token } = await stateOf(path)
    await saved(path, { token, base: { title: (await newest(path)).title }, data: { title } }, as)
  }
  for (const title of ['O', 'On', 'One']) await type(title, ana)
  for (const title of ['T', 'Two']) await type(title, ben)
  await type('Three', ana)
  expect((await versionsOf(path)).map(({ version }) => version.title)).toEqual([
    'Three',
    'Two',
    'One',
    `Saved ${count}`,
  ])
  const { edits } = await stateOf(path)
  expect(edits.map(({ user }: { user: string }) => user)).toEqual(['A admin', 'A publisher', 'A admin'])
})

test('a request that comes again is carried out once and answered the same', async () => {
  const path = await category()
  const publish = {
    token: 1,
    data: { title: 'Once' },
    status: 'published',
    request: crypto.randomUUID(),
  } as const
  const base = { title: `Saved ${count}` }
  const both = await Promise.all([saved(path, { ...publish, base }), saved(path, { ...publish, base })])
  expect(both[0]).toEqual(both[1])
  expect(both[0]).toMatchObject({ token: 2, doc: { title: 'Once', _status: 'published' } })
  expect(await versionsOf(path)).toHaveLength(2)

  // A colleague goes on before the answer arrives.
  await saved(path, { token: 2, base: { description: 'Old words.' }, data: { description: 'Bens.' } }, ben)
  expect(await saved(path, { ...publish, base })).toMatchObject({
    token: 3,
    taken: ['description'],
    edits: [{ user: 'A publisher' }],
  })
  expect(await versionsOf(path)).toHaveLength(3)
})

test('a request that comes again after later saves of the same user is not carried out again', async () => {
  const path = await category()
  const base = { description: 'Old words.' }
  const first = { token: 1, base, data: { description: 'Of this page.' }, request: crypto.randomUUID() }
  await saved(path, first)
  // Another page of the same user takes the words back, and goes on.
  let description = 'Of this page.'
  for (const [index, next] of ['', 'Old words.'].entries()) {
    const request = crypto.randomUUID()
    await saved(path, { token: 2 + index, base: { description }, data: { description: next }, request })
    description = next
  }
  const title = `Saved ${count}`
  await saved(path, { token: 4, base: { title }, data: { title: 'Of the other page' }, request: 'last' })
  const { edits, taken, token } = await saved(path, first)
  expect({ taken: taken.toSorted(), token }).toEqual({ taken: ['description', 'title'], token: 5 })
  expect(edits).toHaveLength(1)
  expect(await newest(path)).toMatchObject({ description: 'Old words.', title: 'Of the other page' })
})

test('the requests of a long time of writing are remembered', async () => {
  const path = await category()
  const first = {
    token: 1,
    base: { description: 'Old words.' },
    data: { description: '0' },
    request: 'the first',
  }
  await saved(path, first)
  for (let number = 1; number <= 60; number++) {
    const description = String(number)
    const base = { description: String(number - 1) }
    await saved(path, { token: 1 + number, base, data: { description }, request: `request ${number}` })
  }
  await saved(path, { token: 62, base: { description: '60' }, data: { description: 'Old words.' } })
  await saved(path, first)
  expect(await newest(path)).toMatchObject({ description: 'Old words.' })
  expect(await versionsOf(path)).toHaveLength(2)
})

test('a new document is created once, as a draft, and is complete when it is published', async () => {
  const request = crypto.randomUUID()
  const body = { data: { title: 'New' }, request }
  const first = await saved('/api/categories', body)
  const second = await saved('/api/categories', body)
  expect(second).toEqual(first)
  expect(first).toMatchObject({ token: 1, doc: { title: 'New', _status: 'draft' } })
  const refused = await send('/api/categories', { data: {}, status: 'published' })
  expect(refused.status).toBe(400)
  expect(refused.body.errors[0].data.errors[0].path).toBe('title')
})

test('nothing is written when nothing is changed', async () => {
  const path = await category()
  const base = { title: `Saved ${count}`, meta: { title: null } }
  const { token } = await saved(path, { token: 1, base, data: { title: base.title, meta: { title: '' } } })
  expect(token).toBe(1)
  expect(await versionsOf(path)).toHaveLength(1)
})

test('a refused publish names the fields and saves nothing', async () => {
  const path = await category()
  const data = { title: '', description: 'Other words.' }
  const refused = await send(path, {
    token: 1,
    base: { title: `Saved ${count}`, description: 'Old words.' },
    data,
    status: 'published',
  })
  expect(refused.status).toBe(400)
  expect(refused.body.errors[0].data.errors).toMatchObject([{ path: 'title' }])
  expect(await stateOf(path)).toMatchObject({ token: 1 })
  expect(await newest(path)).toMatchObject({ description: 'Old words.' })
})

test.each([
  ['no token', { data: {}, status: 'draft' }, 428],
  ['no data', { token: 1, status: 'draft' }, 400],
  ['another status', { token: 1, data: {}, status: 'live' }, 400],
  ['a token that is text', { token: '1', data: {}, status: 'draft' }, 400],
  ['data of a wrong type', { token: 1, data: { title: 7 }, status: 'draft' }, 400],
  ['a base of a wrong type', { token: 1, base: { meta: 'x' }, data: {}, status: 'draft' }, 400],
  ['a text instead of fields', { token: 1, data: 'title', status: 'draft' }, 400],
])('a save with %s is refused in words', async (_, body, status) => {
  const path = await category()
  const answer = await cms.request('POST', `${path}/save`, { as: ana, body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  expect(answer.body.errors[0].message).toMatch(/Nothing was saved|not saved|refused/)
})

test('the rights of an ordinary save hold', async () => {
  const path = await category()
  const editor = await cms.user('editor')
  const base = { title: `Saved ${count}` }
  const status = async (body: Body, as: TestUser | undefined) =>
    (await cms.request('POST', `${path}/save`, { as, body: { status: 'draft', ...body } })).status
  expect(await status({ token: 1, base, data: { title: 'Live' }, status: 'published' }, editor)).toBe(403)
  expect(await status({ token: 1, base, data: { title: 'A' } }, await cms.user('author'))).toBe(403)
  expect(await status({ token: 1, base, data: { title: 'A' } }, undefined)).toBe(401)
  expect(await status({ token: 1, base, data: { title: 'A' } }, editor)).toBe(200)
  const missing = `/api/categories/${crypto.randomUUID()}`
  expect((await send(missing, { token: 1, data: {} })).status).toBe(404)
})

test('a form shows who else has the document open, until that form closes or goes silent', async () => {
  const path = await category()
  const report = async (as: TestUser, body: object = {}) =>
    (await cms.request('POST', `${path}/presence`, { as, body })).body
  expect((await report(ana)).openBy).toEqual([])
  expect((await report(ben)).openBy).toMatchObject([{ userId: ana.id, user: 'A admin' }])
  expect((await stateOf(path, ana)).openBy).toMatchObject([{ userId: ben.id }])
  await report(ben, { closed: true })
  expect((await stateOf(path, ana)).openBy).toEqual([])
  await cms.payload.db.updateOne({
    collection: 'open-forms',
    where: { userId: { equals: ana.id } },
    data: { seenAt: new Date(Date.now() - 60_000).toISOString() },
  })
  expect((await stateOf(path, ben)).openBy).toEqual([])
})

test('the state of a form names the edits since the document was last live', async () => {
  const path = await category()
  expect((await stateOf(path)).edits).toEqual([])
  await saved(path, { token: 1, base: { title: `Saved ${count}` }, data: { title: 'Draft' } })
  expect((await stateOf(path, ben)).edits).toMatchObject([
    { user: 'A admin', action: 'autosave', fields: ['Title'] },
  ])
  await saved(path, { token: 2, data: {}, status: 'published' }, ben)
  expect((await stateOf(path)).edits).toEqual([])
})
