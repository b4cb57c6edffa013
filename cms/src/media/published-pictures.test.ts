import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { block, paragraph, richText, typedLink, words } from 'shared-types/test/rich-text'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples, type SampleIds, sampleOf, type SampleSlug } from '../../test/sample-documents'
import { picture, sendFile } from '../../test/uploads'

let cms: TestCms
let ids: SampleIds
let author: TestUser
let editor: TestUser
let publisher: TestUser
let seed = 0

interface Uploaded {
  id: string
  filename: string
  sizes: { webp480: { filename: string } }
}

beforeAll(async () => {
  cms = await startCms()
  ;({ as: publisher, ids } = await publishSamples(cms))
  ;[author, editor] = await Promise.all([cms.user('author'), cms.user('editor')])
}, 60_000)
afterAll(() => cms.stop())

async function upload(as: TestUser, data: Record<string, unknown> = {}): Promise<Uploaded> {
  const bytes = await picture(500, 300, ++seed).png().toBuffer()
  const { status, body } = await sendFile(cms, {
    bytes,
    name: `shapes-${seed}.png`,
    data: { alt: 'Shapes', ...data },
    as,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.doc
}

/** Whether visitors get the document, its file and a derivative, each in a request of its own, and find it in a list. */
async function isPublic({ id, filename, sizes }: Uploaded): Promise<boolean> {
  const paths = [id, `file/${filename}`, `file/${sizes.webp480.filename}`].map((path) => `/api/media/${path}`)
  const answers = await Promise.all(paths.map((path) => cms.request('GET', path)))
  const { body } = await cms.request('GET', `/api/media?where[id][equals]=${id}`)
  const found = [...answers.map(({ status }) => status === 200), body.docs.length === 1]
  expect(new Set(found).size, JSON.stringify(found)).toBe(1)
  return Boolean(found[0])
}

const messageOf = (body: { errors: { message: string }[] }) => body.errors[0]?.message

let waiting: Uploaded
beforeEach(async () => {
  waiting = await upload(author)
})

test.each(['author', 'editor', 'publisher'] as const)('what an %s uploads waits', async (role) => {
  const picture = await upload({ author, editor, publisher }[role])
  expect(await isPublic(picture)).toBe(false)
  expect((await cms.request('GET', `/api/media/${picture.id}`, { as: author })).status).toBe(200)
  expect((await cms.request('GET', `/api/media/file/${picture.filename}`, { as: author })).status).toBe(200)
})

const inText = (node: object) => ({ body: richText(paragraph(words('See:')), node) })

const uses: [string, SampleSlug, (waiting: Uploaded) => Record<string, unknown>][] = [
  ['field', 'posts', ({ id }) => ({ hero: id })],
  ['group', 'posts', ({ id }) => ({ meta: { image: id } })],
  [
    'picture in the text',
    'posts',
    ({ id }) => inText({ type: 'upload', version: 3, relationTo: 'media', value: id, fields: null }),
  ],
  ['block in the text', 'posts', ({ id }) => inText(block('media', { media: id }))],
  ['typed link', 'posts', ({ filename }) => inText(paragraph(typedLink('Shapes', `/media/${filename}`)))],
  [
    'text in a block of a page',
    'pages',
    ({ id }) => ({ layout: [{ blockType: 'text', ...inText(block('media', { media: id })) }] }),
  ],
]

test.each(uses)('publishing a document publishes the picture in a %s', async (_, slug, fields) => {
  const unused = await upload(author)
  const path = `/api/${slug}/${ids[slug]}`
  const draft = await cms.request('PATCH', `${path}?draft=true`, { as: editor, body: fields(waiting) })
  expect(draft.status, JSON.stringify(draft.body)).toBe(200)
  expect(await isPublic(waiting)).toBe(false)

  const published = await cms.request('PATCH', path, { as: publisher, body: { _status: 'published' } })
  expect(published.status, JSON.stringify(published.body)).toBe(200)
  expect([await isPublic(waiting), await isPublic(unused)]).toEqual([true, false])
})

test('publishing a global publishes its picture', async () => {
  const home = {
    headline: 'Learn the work',
    intro: 'In weeks, not years.',
    dayInClass: {
      heading: 'A day in class',
      picture: waiting.id,
      entries: [{ time: '08:30', text: 'Labs' }],
    },
  }
  const save = (query: string, body: object) =>
    cms.request('POST', `/api/globals/home${query}`, { as: publisher, body })
  expect((await save('?draft=true', home)).status).toBe(200)
  expect(await isPublic(waiting)).toBe(false)
  expect((await save('', { ...home, _status: 'published' })).status).toBe(200)
  expect(await isPublic(waiting)).toBe(true)
})

test('a document that is refused publishes no picture', async () => {
  const body = { ...sampleOf('posts', ids), slug: 'no-text', hero: waiting.id, body: null }
  expect((await cms.request('POST', '/api/posts', { as: publisher, body })).status).toBe(400)
  expect(await isPublic(waiting)).toBe(false)
})

test('a picture in the trash stays there', async () => {
  const trashed = await cms.request('PATCH', `/api/media/${waiting.id}`, {
    as: author,
    body: { deletedAt: new Date().toISOString() },
  })
  expect(trashed.status, JSON.stringify(trashed.body)).toBe(200)
  const body = { hero: waiting.id, _status: 'published' }
  await cms.request('PATCH', `/api/posts/${ids.posts}`, { as: publisher, body })
  expect(await isPublic(waiting)).toBe(false)
})

test('a picture that waits is changed by editors and by the author who uploaded it', async () => {
  const path = `/api/media/${waiting.id}`
  for (const as of [author, editor]) {
    expect((await cms.request('PATCH', path, { as, body: { alt: 'Round shapes' } })).status).toBe(200)
  }
  const other = await cms.user('author')
  const refused = await cms.request('PATCH', path, { as: other, body: { alt: 'Mine' } })
  expect([refused.status, messageOf(refused.body)]).toEqual([
    403,
    'This was not changed, because another user uploaded it, and authors change only their own. Upload another one, or ask an editor.',
  ])
  expect((await cms.request('DELETE', path, { as: author })).status).toBe(403)
})

test('only publishers publish a picture, change a live one, or take it off the site', async () => {
  const path = `/api/media/${waiting.id}`
  for (const as of [author, editor]) {
    const { status, body } = await cms.request('PATCH', path, { as, body: { published: true } })
    expect([status, messageOf(body)]).toEqual([
      403,
      expect.stringContaining('only publishers decide what is live'),
    ])
  }
  expect((await cms.request('PATCH', path, { as: publisher, body: { published: true } })).status).toBe(200)
  expect(await isPublic(waiting)).toBe(true)

  const bytes = await picture(40, 30, 99).png().toBuffer()
  for (const as of [author, editor]) {
    const changes = [
      await cms.request('PATCH', path, { as, body: { alt: 'Changed' } }),
      await cms.request('PATCH', path, { as, body: { deletedAt: new Date().toISOString() } }),
      await cms.request('PATCH', path, { as, body: { published: false } }),
      await sendFile(cms, { bytes, name: 'other.png', data: {}, id: waiting.id, as }),
    ]
    for (const { status, body } of changes) {
      expect([status, messageOf(body)]).toEqual([403, expect.stringContaining('because it is live')])
    }
    const bulk = await cms.request('PATCH', `/api/media?where[id][equals]=${waiting.id}`, {
      as,
      body: { alt: 'Changed' },
    })
    expect(bulk.body.docs ?? []).toEqual([])
  }
  const { body } = await cms.request('GET', path)
  expect(body).toMatchObject({ alt: 'Shapes', filename: waiting.filename })

  expect((await cms.request('PATCH', path, { as: publisher, body: { published: false } })).status).toBe(200)
  expect(await isPublic(waiting)).toBe(false)
})
