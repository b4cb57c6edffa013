import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { messageOf, picture, sendFile } from '../../test/uploads'

let cms: TestCms
let publisher: TestUser
let author: TestUser
let post: string

beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
  author = await cms.user('author')
  post = (await create({ title: 'Veins' })).body.doc.id
}, 60_000)
afterAll(() => cms.stop())

const create = (body: unknown) => cms.request('POST', '/api/posts?draft=true', { as: publisher, body })

const paragraph = (...children: unknown[]) => ({ type: 'paragraph', version: 1, children })
const tree = (...children: unknown[]) => ({ root: { type: 'root', version: 1, children } })

describe('a query that cannot be read is refused with the parameter at fault:', () => {
  test.each([
    ['where={', /“where” is “{”, and must be conditions/],
    ['where=title', /“where” is “title”/],
    ['where[title]=Veins', /“where.title” is “Veins”, and must be an operator with its value/],
    ['where[_id][equals]=x', /“where._id” is no field. Search by “id”/],
    ['where[authors._id][equals]=x', /“where.authors._id” is no field/],
    ['sort=-_id', /“sort” is “-_id”, and must be the name of a field/],
    ['prefix=x', /“prefix” is “x”, and must be left out/],
    ['where[and]=title', /“where.and” is “title”, and must be a list/],
    ['where[or][0]=title', /“where.or.0” is “title”/],
    ['where[title][like][]=x', /“where.title.like” is a list of 1, and must be one value/],
    ['where[title][equals][x]=1', /“where.title.equals” is an object/],
    ['where[title][near]=1,2,3', /“where.title.near” has no known operator. Use one of equals, /],
    ['where[title][resembles]=x', /“where.title.resembles” has no known operator/],
    ['where[title][all]=x', /“where.title.all” has no known operator/],
    ['where[title][exists]=maybe', /“where.title.exists” is “maybe”, and must be true or false/],
    ['where[publishedAt][greater_than]=tomorrow', /“where.publishedAt.greater_than” is “tomorrow”.*a date/],
    ['where[createdAt][in]=2027-01-31,0000', /“where.createdAt.in” is “0000”.*a date/],
    ['where[authors.updatedAt][less_than]=x', /“where.authors.updatedAt.less_than” is “x”.*a date/],
    ['limit=ten', /“limit” is “ten”, and must be a whole number/],
    ['limit=1e400', /“limit” is “1e400”/],
    ['limit=1&limit=2', /“limit” is a list of 2/],
    ['page=-1', /“page” is “-1”/],
    ['page=1.5', /“page” is “1.5”/],
    ['depth=1000', /“depth” is “1000”, and must be a whole number from 0 to 10/],
    ['sort[title]=1', /“sort” is an object/],
    ['sort=-colour', /“sort” is “-colour”, and must be the name of a field/],
    ['select=title', /“select” is “title”, and must be fields such as select\[title\]=true/],
    ['select[title]=1', /“select.title” is “1”, and must be true or false/],
    ['populate=people', /“populate” is “people”/],
    ['joins=authors', /“joins” is “authors”/],
    ['draft=yes', /“draft” is “yes”, and must be true or false/],
    ['trash=', /“trash” is “”/],
  ])('%s', async (query, message) => {
    for (const path of ['/api/posts', '/api/posts/versions', `/api/posts/${post}`]) {
      const versions = path.endsWith('versions')
      const sent = versions ? query.replace(/where\[(?!and|or|createdAt)/, 'where[version.') : query
      const { status, body } = await cms.request('GET', `${path}?${sent}`, { as: publisher })
      expect(status, path).toBe(400)
      if (!versions) expect(messageOf(body)).toMatch(message)
    }
  })

  test('also when it comes in the body', async () => {
    const { status, body } = await cms.request('POST', '/api/posts', {
      as: publisher,
      headers: {
        'X-Payload-HTTP-Method-Override': 'GET',
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: new Blob(['where[title][near]=1']),
    })
    expect(status).toBe(400)
    expect(messageOf(body)).toMatch(/“where.title.near” has no known operator/)
  })

  test.each([
    [{ title: null }, /“where.title” is null, and must be an operator with its value/],
    [{ or: [{ title: 'Veins' }] }, /“where.or.0.title” is “Veins”/],
    [{ publishedAt: { greater_than: 'tomorrow' } }, /“where.publishedAt.greater_than” is “tomorrow”/],
    [{ title: { equals: {} } }, /“where.title.equals” is an object, and must be one value/],
  ])('also when it selects the documents of a bulk change: %j', async (where, message) => {
    const { status, body } = await cms.request('POST', '/api/posts/selection', {
      as: publisher,
      body: { action: 'edit', where },
    })
    expect(status).toBe(400)
    expect(messageOf(body)).toMatch(message)
  })

  test('one of too many parameters, of which the rest would be ignored', async () => {
    const many = Array.from({ length: 1500 }, (_, index) => `where[title][in][${index}]=x`).join('&')
    const { status, body } = await cms.request('DELETE', `/api/posts?${many}`, { as: publisher })
    expect(status).toBe(400)
    expect(messageOf(body)).toMatch(/more than 1000 parameters/)
  })
})

test.each([
  'where[title][equals]=Veins&sort=-publishedAt,title&limit=5&page=1&depth=0&draft=true&trash=true',
  'where={"title":{"equals":"Veins"}}',
  'where[and][0][title][like]=vei&where[and][1][or][0][publishedAt][exists]=false&draft=true',
  'where[title][in]=Veins,Arteries',
  'where[title][in][]=Veins',
  'where[publishedAt][equals]=null',
  'where[updatedAt][greater_than]=2020-01-31',
  'where[authors.name][equals]=Ann&sort=id',
  'select[title]=true&select[meta][title]=true&populate[people][name]=true&joins=false&pagination=false',
])('a right query is answered: %s', async (query) => {
  const { status, body } = await cms.request('GET', `/api/posts?${query}`, { as: publisher })
  expect(status, JSON.stringify(body)).toBe(200)
})

describe('a field of another shape than its own is refused with its path, even in a draft:', () => {
  test.each([
    ['posts', { title: { en: 'Veins' } }, 'title', /“title” is an object, and must be text/],
    ['posts', { title: ['Veins'] }, 'title', /a list of 1/],
    ['posts', { title: 5 }, 'title', /“title” is 5/],
    ['posts', { meta: null }, 'meta', /“meta” is null, and must be an object/],
    ['posts', { meta: 'x' }, 'meta', /“meta” is “x”/],
    ['posts', { meta: { noindex: 'perhaps' } }, 'meta.noindex', /true or false/],
    ['posts', { authors: 'Ann' }, 'authors', /“authors” is “Ann”, and must be a list/],
    [
      'posts',
      { authors: [null] },
      'authors.0',
      /“authors.0” is null, and must be the id of a document in people/,
    ],
    ['posts', { authors: [['x']] }, 'authors.0', /a list of 1/],
    ['posts', { authors: ['x', 'y', 'x'] }, 'authors', /names “x” more than once/],
    ['posts', { hero: { alt: 'x' } }, 'hero', /the id of a document in media/],
    ['posts', { publishedAt: 'tomorrow' }, 'publishedAt', /“publishedAt” is “tomorrow”, and must be a date/],
    ['posts', { publishedAt: '0000' }, 'publishedAt', /must be a date/],
    ['posts', { publishedAt: '+275760-09-13T00:00:00.000Z' }, 'publishedAt', /must be a date/],
    ['posts', { publishedAt: '' }, 'publishedAt', /“publishedAt” is “”, and must be a date/],
    ['posts', { reviewedOn: 1_900_000_000_000 }, 'reviewedOn', /must be a date/],
    ['posts', { _status: ['published'] }, '_status', /must be text/],
    ['posts', { deletedAt: {} }, 'deletedAt', /must be a date/],
    ['posts', { body: 'Words' }, 'body', /“body” is “Words”, and must be an object/],
    ['posts', { body: { root: null } }, 'body', /“body.root” is null/],
    ['posts', { body: tree(null) }, 'body', /“body.root.children.0” is null/],
    ['posts', { body: tree(paragraph('words')) }, 'body', /is “words”/],
    ['posts', { body: tree({ type: 'paragraph', children: {} }) }, 'body', /a list of nodes/],
    ['posts', { body: tree({ children: [] }) }, 'body', /the name of a node/],
    ['posts', { body: tree({ type: 'block' }) }, 'body', /“body.root.children.0.fields” is undefined/],
    ['posts', { body: tree({ type: 'link', fields: { url: 5 } }) }, 'body', /must be text/],
    [
      'courses',
      { modules: [null] },
      'modules.0',
      /“modules.0” is null, and must be an object with the fields of a row/,
    ],
    ['courses', { modules: { title: 'x' } }, 'modules', /must be a list/],
    ['courses', { modules: [{ topics: ['x'] }] }, 'modules.0.topics', /must be text/],
    ['courses', { durationWeeks: 'ten' }, 'durationWeeks', /“durationWeeks” is “ten”, and must be a number/],
    ['courses', { durationWeeks: [10] }, 'durationWeeks', /must be a number/],
    [
      'courses',
      { hoursPerWeek: 2 ** 53 },
      'hoursPerWeek',
      /is 9007199254740992, and must be a number from -9007199254740991 to 9007199254740991/,
    ],
    [
      'pages',
      { layout: [{ blockType: 'carousel' }] },
      'layout.0.blockType',
      /“carousel”, and must be one of /,
    ],
    ['pages', { layout: ['text'] }, 'layout.0', /an object with the fields of a block/],
  ])('%s %j', async (slug, data, path, message) => {
    const { status, body } = await cms.request('POST', `/api/${slug}?draft=true`, {
      as: publisher,
      body: data,
    })
    expect(status).toBe(400)
    expect(body.errors[0].data.errors).toEqual([{ path, message: expect.stringMatching(message) }])
  })

  test('in every request that takes fields', async () => {
    const data = { meta: null }
    const form = new FormData()
    form.set('_payload', JSON.stringify(data))
    for (const [method, path, body] of [
      ['POST', '/api/posts', data],
      ['POST', '/api/posts?draft=true', form],
      ['PATCH', `/api/posts/${post}?draft=true&autosave=true`, data],
      ['PATCH', `/api/posts?where[id][equals]=${post}`, data],
      ['POST', '/api/posts/bulk', { action: 'edit', ids: [post], data }],
      ['POST', `/api/posts/${post}/duplicate`, data],
      ['POST', '/api/posts/access', data],
      ['POST', '/api/globals/home', data],
      ['POST', '/api/globals/home/access', data],
    ] as const) {
      const answer = await cms.request(method, path, { as: publisher, body })
      expect(answer.status, path).toBe(400)
      expect(messageOf(answer.body), path).toMatch(/“meta” is null, and must be an object/)
    }
  })

  test('and what a form sends for empty fields is taken', async () => {
    const empty = {
      title: '',
      hero: '',
      authors: null,
      categories: [],
      publishedAt: null,
      body: null,
      meta: { image: null, noindex: '' },
    }
    expect((await create(empty)).status).toBe(201)
    for (const none of [0, '0', 'none', 'null']) {
      const { status, body } = await create({ title: 'Empty', hero: none, authors: none })
      expect(status, JSON.stringify(body)).toBe(201)
      expect(body.doc).toMatchObject({ hero: null, authors: [] })
    }
    const course = { title: 'Phlebotomy', modules: 0, durationWeeks: '' }
    expect(
      (await cms.request('POST', '/api/courses?draft=true', { as: publisher, body: course })).status,
    ).toBe(201)
  })
})

describe('a body that cannot be read is refused with the reason:', () => {
  const json = { 'Content-Type': 'application/json' }
  test.each<[string, number, RegExp, Blob | FormData | undefined, Record<string, string>]>([
    ['half of a JSON', 400, /its body is not valid JSON/, new Blob(['{"title": ']), json],
    ['a list', 400, /its body must be a JSON object/, new Blob(['[]']), json],
    ['null', 400, /its body must be a JSON object/, new Blob(['null']), json],
    ['nothing', 400, /it has no body/, undefined, json],
    [
      'text',
      415,
      /of the type “text\/plain”\. Send JSON/,
      new Blob(['title']),
      { 'Content-Type': 'text/plain' },
    ],
    ['no type', 415, /of the type “”/, new Blob(['{}']), {}],
    [
      'a form without boundary',
      400,
      /its form cannot be read/,
      new Blob(['x']),
      { 'Content-Type': 'multipart/form-data' },
    ],
    [
      'a form cut off',
      400,
      /its form cannot be read/,
      new Blob(['--x\r\nContent-Disposition: form-data; name="_payload"\r\n\r\n{']),
      { 'Content-Type': 'multipart/form-data; boundary=x' },
    ],
  ])('%s', async (_, status, message, body, headers) => {
    for (const path of ['/api/posts', '/api/globals/home']) {
      const answer = await cms.request('POST', path, { as: publisher, body, headers })
      expect(answer.status, path).toBe(status)
      expect(messageOf(answer.body)).toMatch(message)
    }
  })

  test('a form whose fields are no JSON', async () => {
    for (const payload of ['{', 'null', '[]', '5']) {
      const form = new FormData()
      form.set('_payload', payload)
      const { status, body } = await cms.request('POST', '/api/posts', { as: publisher, body: form })
      expect(status, payload).toBe(400)
      expect(messageOf(body)).toMatch(/The request was refused: its form|the part “_payload” must be/)
    }
  })

  test('a form whose file is text', async () => {
    for (const text of ['x', 'null', '{}', '{"filename": "a.png"}']) {
      const form = new FormData()
      form.set('_payload', '{"alt": "A tube rack"}')
      form.set('file', text)
      const { status, body } = await cms.request('POST', '/api/media', { as: publisher, body: form })
      expect(status, text).toBe(400)
      expect(messageOf(body)?.length).toBeGreaterThan(10)
    }
  })

  test('a query in a body', async () => {
    for (const text of ['{', 'null', '[]']) {
      const { status, body } = await cms.request('POST', `/api/posts/${post}`, {
        as: publisher,
        headers: { ...json, 'X-HTTP-Method-Override': 'GET' },
        body: new Blob([text]),
      })
      expect(status, text).toBe(400)
      expect(messageOf(body)).toMatch(/must be a JSON object/)
    }
  })
})

test('an id of a document that does not exist is refused with its path', async () => {
  for (const [path, body, field] of [
    ['/api/posts?draft=true', { authors: ['nobody'] }, 'authors.0'],
    ['/api/posts?draft=true', { authors: [''] }, 'authors.0'],
    ['/api/posts?draft=true', { authors: ['none'] }, 'authors.0'],
    ['/api/posts?draft=true', { authors: [0] }, 'authors.0'],
    ['/api/posts?draft=true', { hero: crypto.randomUUID() }, 'hero'],
    [`/api/posts/${post}?draft=true`, { reviewedBy: 'nobody' }, 'reviewedBy'],
    [`/api/posts?draft=true&where[id][equals]=${post}`, { reviewedBy: 'nobody' }, 'reviewedBy'],
    ['/api/posts/bulk', { action: 'edit', ids: [post], data: { authors: ['nobody'] } }, 'authors.0'],
    ['/api/globals/home?draft=true', { dayInClass: { course: 'nobody' } }, 'dayInClass.course'],
    ['/api/redirects', { from: '/old/', document: { relationTo: 'posts', value: 'nobody' } }, 'document'],
  ] as const) {
    const method = path.includes(post) ? 'PATCH' : 'POST'
    const answer = await cms.request(method, path, { as: publisher, body })
    expect(answer.status, JSON.stringify(answer.body)).toBe(400)
    expect(answer.body.errors[0].data.errors[0].path).toBe(field)
  }
})

test('a collection without versions has no such addresses', async () => {
  for (const [method, path] of [
    ['GET', '/api/media/versions'],
    ['GET', `/api/media/versions/${post}`],
    ['POST', `/api/media/versions/${post}`],
    ['GET', '/api/users/versions'],
  ] as const) {
    expect((await cms.request(method, path, { as: publisher })).status, path).toBe(404)
  }
})

test('a file is asked for without a prefix', async () => {
  const { status, body } = await cms.request('GET', '/api/media/file/tubes.png?prefix=x', { as: publisher })
  expect(status).toBe(400)
  expect(messageOf(body)).toMatch(/“prefix” is “x”, and must be left out/)
})

test('a file with any name is stored under a safe one', async () => {
  for (const name of ['..%c0%af.png', '../../x.png', '%.png', '\u202egnp.png', 'x'.repeat(300)]) {
    const bytes = await picture(40, 40, name.length).png().toBuffer()
    const { status, body } = await sendFile(cms, { bytes, name, as: publisher })
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body.doc.filename).toMatch(/^[a-z0-9-]+\.png$/)
  }
})

test('a file whose name holds a NUL is refused', async () => {
  const { status, body } = await sendFile(cms, {
    bytes: await picture(40, 40).png().toBuffer(),
    name: 'a\0b.png',
    as: publisher,
  })
  expect(status).toBe(400)
  expect(messageOf(body)).toMatch(/its form cannot be read/)
})

test('dates of creation and change, and ids, are made by the CMS', async () => {
  const sent = { id: 'my-id', createdAt: '2001-01-31T12:00:00.000Z', updatedAt: '2001-01-31T12:00:00.000Z' }
  const made = await create({ title: 'Arteries', ...sent })
  expect(made.status).toBe(201)
  const { id, createdAt, updatedAt } = made.body.doc
  expect([id, createdAt, updatedAt]).not.toContain(sent.id)
  for (const date of [createdAt, updatedAt]) expect(date > '2020').toBe(true)
  const changed = await cms.request('PATCH', `/api/posts/${id}?draft=true`, { as: publisher, body: sent })
  expect(changed.body.doc).toMatchObject({ id, createdAt })
  expect(changed.body.doc.updatedAt > '2020').toBe(true)

  const edit = { action: 'edit', ids: [id], data: { ...sent, title: 'Veins' } }
  expect((await cms.request('POST', '/api/posts/bulk', { as: publisher, body: edit })).status).toBe(200)
  const { body } = await cms.request('GET', `/api/posts/${id}?draft=true`, { as: publisher })
  expect(body).toMatchObject({ id, createdAt, title: 'Veins' })
})

describe("rows of Payload's own collections belong to the user who writes them:", () => {
  const named = () => ({ relationTo: 'users', value: publisher.id })

  test('locks', async () => {
    const path = '/api/payload-locked-documents'
    // Documents with drafts have no locks.
    const body = { document: { relationTo: 'users', value: publisher.id }, user: named() }
    const made = await cms.request('POST', `${path}?depth=0`, { as: author, body })
    expect(made.body.doc.user).toEqual({ relationTo: 'users', value: author.id })

    const own = await cms.request('POST', `${path}?depth=0`, { as: publisher, body })
    const id = own.body.doc.id
    const taken = await cms.request('PATCH', `${path}/${id}?depth=0`, { as: author, body: { user: named() } })
    expect(taken.body.doc.user).toEqual({ relationTo: 'users', value: author.id })
  })

  test('preferences', async () => {
    const path = '/api/payload-preferences'
    const body = { key: 'nav', value: { open: true }, user: named() }
    const made = await cms.request('POST', `${path}?depth=0`, { as: author, body })
    expect(made.body.doc.user).toEqual({ relationTo: 'users', value: author.id })
    await cms.request('POST', `${path}/nav`, { as: author, body })
    expect((await cms.request('GET', `${path}/nav`, { as: publisher })).body).toMatchObject({ value: null })
  })
})
