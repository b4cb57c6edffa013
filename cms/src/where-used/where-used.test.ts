import { block, documentLink, paragraph, richText, typedLink } from 'shared-types/test/rich-text'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples, type SampleIds, type SampleSlug, sampleOf } from '../../test/sample-documents'
import { findUses, listedUses } from '../../test/find-uses'
import { rebuildReferences } from './rebuild-references'
import type { DocumentPlaces, WhereUsed } from './where-used'

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
const usesOf = (collection: string, id: string): Promise<WhereUsed> =>
  send('GET', `/api/where-used?collection=${collection}&id=${id}`)

let count = 0
/** The id of a published copy of a sample. */
async function publish(slug: SampleSlug, changes: Record<string, unknown> = {}): Promise<string> {
  const unique = `copy-${++count}`
  const sample = sampleOf(slug, ids, changes)
  const own = 'slug' in sample ? { slug: unique } : slug === 'cohorts' ? { code: unique } : {}
  return (await send('POST', `/api/${slug}`, { ...sample, ...own })).doc.id
}
const person = (changes = {}) => publish('people', changes)
const article = (changes: Record<string, unknown>) =>
  publish('posts', { reviewedBy: null, reviewedOn: null, ...changes })

/** As lines: “posts Order of draw: Post › Authors (live)”. */
const linesOf = ({ documents }: WhereUsed) =>
  documents.flatMap(({ slug, title, places }: DocumentPlaces) =>
    places.map(
      ({ label, words, isLive, isDraft }) =>
        `${slug} ${title}: ${label}${words ? ` “${words}”` : ''} (${[isLive && 'live', isDraft && 'draft'].filter(Boolean).join(', ')})`,
    ),
  )

const linkTo = (collection: string, id: string) => documentLink('a link', collection, id)

/** Compares the answers with a search through all documents. */
async function expectAllUses(expected: number): Promise<void> {
  const uses = await findUses(cms, as)
  for (const [key, found] of uses) expect([key, await listedUses(cms, as, key)]).toEqual([key, found])
  const count = [...uses.values()].flatMap(({ live, drafts }) => [...live, ...drafts]).length
  expect(count).toBeGreaterThan(expected)
}

test('the samples lead to each other as a search through all of them says', () => expectAllUses(15))

test('each kind of place is listed with its field, and with what visitors get instead', async () => {
  const id = await publish('courses', { title: 'A course' })
  const { slug } = await send('GET', `/api/courses/${id}`)
  const body = richText(
    paragraph(linkTo('courses', id), typedLink('typed', `/courses/${slug}/#costs`)),
    block('courseCard', { course: id }),
    block('callout', { tone: 'note', body: richText(paragraph(documentLink('inside', 'courses', id))) }),
  )
  await article({ title: 'In text', body, relatedCourses: [id] })
  await send('POST', '/api/redirects', {
    ...{ from: '/old-course/', kind: 'document', document: { relationTo: 'courses', value: id } },
  })
  const row = { label: 'Our course', kind: 'document', document: { relationTo: 'courses', value: id } }
  await send('POST', '/api/globals/header', { links: [{ link: row }], _status: 'published' })

  const { documents, ...counts } = await usesOf('courses', id)
  expect(counts).toMatchObject({ live: 7, inDrafts: 0, hidden: 0, pages: 1, needed: [id] })
  const places = documents.flatMap(({ title, places }) =>
    places.map(({ label, words, instead, isNeeded }) => [title, label, words, instead, isNeeded]),
  )
  const [text, related] = ['Post › Text', 'People and subjects › Related Courses']
  expect(new Set(places)).toEqual(
    new Set([
      ['Header', expect.stringContaining('Document'), 'Our course', 'The link is left out.', false],
      ['In text', text, 'a link', 'The words stay, without a link.', false],
      ['In text', text, 'inside', 'The words stay, without a link.', false],
      ['In text', text, 'typed', 'The link leads nowhere: “Page not found”.', false],
      ['In text', text, undefined, 'This part of the text is left out.', true],
      ['In text', related, undefined, 'It is left out here.', false],
      ['/old-course/', 'Document', undefined, 'The old address leads nowhere: “Page not found”.', false],
    ]),
  )
  expect(documents[1]?.places[0]?.href).toMatch(/\/admin\/collections\/posts\/[\w-]+#field-body$/)
  expect(documents[0]?.places[0]?.href).toBe('/admin/globals/header#field-links__0__link__document')
  await send('POST', '/api/globals/header', { links: [], _status: 'published' })
  expect(linesOf(await usesOf('courses', id)).join()).not.toContain('header')
})

test('a picture is found by its file too', async () => {
  const { filename } = await send('GET', `/api/media/${ids.media}`)
  const body = richText(paragraph(typedLink('the file', `/media/${filename}`)))
  await article({ title: 'By file', body, hero: null, meta: {} })
  expect(linesOf(await usesOf('media', ids.media))).toContain('posts By file: Post › Text “the file” (live)')
})

test('places are those of the document itself, whatever the documents that it names are then', async () => {
  const course = await publish('courses', { title: 'In the trash' })
  const { slug } = await send('GET', `/api/courses/${course}`)
  const linking = await article({
    title: 'Linking',
    body: richText(paragraph(typedLink('typed', `/courses/${slug}/`))),
    relatedCourses: [],
  })
  await send('PATCH', `/api/courses/${course}`, { _status: 'draft' })
  await send('PATCH', `/api/courses/${course}`, { deletedAt: new Date().toISOString() })
  const { doc } = await send('POST', '/api/posts?draft=true', { title: 'Related' })
  const related = { relatedPosts: [linking], relatedCourses: [course] }
  await send('PATCH', `/api/posts/${doc.id}?draft=true`, related)
  await send('PATCH', `/api/courses/${course}?trash=true`, { deletedAt: null })
  const label = 'People and subjects › Related Courses'
  expect(linesOf(await usesOf('courses', course)).sort()).toEqual([
    'posts Linking: Post › Text “typed” (live)',
    `posts Related: ${label} (draft)`,
  ])
})

test('drafts, publishing, unpublishing, the trash, restoring and deleting change the list', async () => {
  const [author, other] = [await person(), await person()]
  const id = await article({ title: 'Mine', authors: [author] })
  const lines = async (of = author) => linesOf(await usesOf('people', of))
  const { label } = (await usesOf('people', author)).documents[0]!.places[0]!
  const place = `posts Mine: ${label}`
  expect(await lines()).toEqual([`${place} (live)`])
  await send('PATCH', `/api/posts/${id}?draft=true`, { authors: [other] })
  expect([await lines(), await lines(other)]).toEqual([[`${place} (live)`], [`${place} (draft)`]])
  await send('PATCH', `/api/posts/${id}?draft=true`, { authors: [other, author] })
  expect(await lines()).toEqual([`${place} (live, draft)`])
  await send('PATCH', `/api/posts/${id}`, { _status: 'draft' })
  expect(await lines()).toEqual([`${place} (draft)`])
  await send('PATCH', `/api/posts/${id}`, { _status: 'published', authors: [author] })
  expect([await lines(), await lines(other)]).toEqual([[`${place} (live)`], []])
  const { docs } = await send('GET', `/api/posts/versions?where[parent][equals]=${id}&limit=20&depth=0`)
  const version = docs.find((one: { version: { authors: string[] } }) => one.version.authors.includes(other))
  await send('POST', `/api/posts/versions/${version.id}?draft=true`)
  expect(await lines(other)).toEqual([`${place} (draft)`])
  await send('PATCH', `/api/posts/${id}`, { deletedAt: new Date().toISOString() })
  expect([await lines(), await lines(other)]).toEqual([[], []])
  await send('PATCH', `/api/posts/${id}?trash=true`, { deletedAt: null })
  expect(await lines(other)).toEqual([`${place} (draft)`])
  await send('DELETE', `/api/posts/${id}`)
  expect(await lines(other)).toEqual([])
  const { totalDocs } = await cms.payload.count({
    collection: 'references',
    where: { document: { equals: id } },
  })
  expect(totalDocs).toBe(0)
})

test('the documents of a bulk change are listed together, without those that go with them', async () => {
  const [first, second] = [await article({ title: 'First' }), await article({ title: 'Second' })]
  const third = await article({ title: 'Third', relatedPosts: [first, second] })
  await send('PATCH', `/api/posts/${first}`, { relatedPosts: [second], _status: 'published' })
  const used = (of: string[]): Promise<WhereUsed> =>
    send('POST', '/api/where-used', { collection: 'posts', ids: of })
  expect(await used([first, second])).toMatchObject({ live: 2, documents: [{ title: 'Third' }] })
  expect(await used([first, second, third])).toMatchObject({ live: 0, documents: [] })
})

test.each(['unpublish', 'trash', 'delete'])('to %s what a live document needs is refused', async (action) => {
  const course = await publish('courses', { title: 'Needed' })
  const cohort = await publish('cohorts', { course })
  const take = () => {
    if (action === 'delete') return cms.request('DELETE', `/api/courses/${course}`, { as })
    const body = action === 'trash' ? { deletedAt: new Date().toISOString() } : { _status: 'draft' }
    return cms.request('PATCH', `/api/courses/${course}`, { as, body })
  }
  const { title } = (await usesOf('courses', course)).documents[0]!
  const refused = await take()
  expect(refused.status).toBe(409)
  expect(refused.body.errors[0].message).toBe(
    `This course stays as it is, because what visitors see needs it: “Course” of the start date “${title}”. Choose another there and publish that, or take that off the site first.`,
  )
  expect((await cms.request('GET', `/api/courses/${course}`)).status).toBe(200)
  await send('PATCH', `/api/cohorts/${cohort}`, { _status: 'draft' })
  expect((await take()).status).toBe(200)
})

test('of a list that may not be empty the last live one is refused, also in a bulk change', async () => {
  const [a, b] = [await person(), await person()]
  const layout = [{ blockType: 'people', heading: 'Who teaches', people: [a, b] }]
  await publish('pages', { layout })
  expect((await usesOf('people', a)).needed).toEqual([])
  const trash = (of: string[]) =>
    cms.request('POST', '/api/people/bulk', { as, body: { action: 'trash', ids: of } })
  const both = await trash([a, b])
  expect([both.status, both.body.errors.length, both.body.errors[0].message]).toEqual([
    ...[409, 1],
    expect.stringContaining('what visitors see needs it'),
  ])
  expect((await send('POST', '/api/where-used', { collection: 'people', ids: [a, b] })).needed).toEqual([
    a,
    b,
  ])
  expect((await trash([a])).status).toBe(200)
  expect((await trash([b])).status).toBe(409)
})

test('two blocks of one text are two fields', async () => {
  const [a, b] = [await publish('courses'), await publish('courses')]
  const cards = [a, b].map((course) => block('courseCard', { course }))
  await article({ title: 'Two cards', body: richText(...cards) })
  const { status } = await cms.request('PATCH', `/api/courses/${a}`, { as, body: { _status: 'draft' } })
  expect(status).toBe(409)
})

test('of documents that the role may not read, only the number is given', async () => {
  const author = await person()
  await article({ title: 'A secret', authors: [author] })
  const { access } = cms.payload.collections.posts!.config
  const { read } = access
  for (const allowed of [false, { title: { equals: 'Another' } }]) {
    access.read = () => allowed
    try {
      const used = await usesOf('people', author)
      expect(used).toMatchObject({ live: 1, hidden: 1, documents: [] })
      expect(JSON.stringify(used)).not.toContain('secret')
    } finally {
      access.read = read
    }
  }
})

test('many places are listed in pages', async () => {
  const author = await person()
  const rows = Array.from({ length: 130 }, (_, index) => ({
    ...{ slug: 'posts', document: ids.posts, target: `people/${author}`, field: `authors${index}` },
    ...{ live: true, newest: true },
  }))
  for (const data of rows) await cms.payload.db.create({ collection: 'references', data })
  const path = `/api/where-used?collection=people&id=${author}`
  const pages = [await send('GET', path), await send('GET', `${path}&page=2`)]
  expect(pages.map(({ live, pages }) => [live, pages])).toEqual([
    [130, 2],
    [130, 2],
  ])
  const fields = pages.flatMap(({ documents }) =>
    documents[0].places.map(({ label }: { label: string }) => label),
  )
  expect(new Set(fields).size).toBe(130)
  await cms.payload.db.deleteMany({
    collection: 'references',
    where: { target: { equals: `people/${author}` } },
  })
})

test('what was stored before the list existed is listed at a start, also after a start that was cut short', async () => {
  await article({ title: 'Old', authors: [await person()] })
  await cms.payload.db.deleteMany({ collection: 'references', where: {} })
  expect((await usesOf('people', ids.people)).isComplete).toBe(false)
  await rebuildReferences(cms.payload)
  expect((await usesOf('people', ids.people)).isComplete).toBe(true)
  await expectAllUses(20)
  const { token } = (await send('GET', `/api/posts/${ids.posts}/save-state`)) as { token: number }
  expect(token).toBeGreaterThan(0)

  await cms.payload.db.deleteMany({ collection: 'references', where: {} })
  await rebuildReferences(cms.payload)
  expect((await usesOf('people', ids.people)).live, 'a start lists nothing twice').toBe(0)
  await cms.payload.kv.delete('references')
  const { create } = cms.payload.db
  let rows = 0
  cms.payload.db.create = async (args) => {
    if (args.collection === 'references' && ++rows > 5) throw new Error('The process was killed.')
    return create.call(cms.payload.db, args)
  }
  await expect(rebuildReferences(cms.payload)).rejects.toThrow('killed')
  cms.payload.db.create = create
  await rebuildReferences(cms.payload)
  await expectAllUses(20)
})

test('visitors get no list, and a request that names no document is refused in words', async () => {
  expect((await cms.request('GET', `/api/where-used?collection=people&id=${ids.people}`)).status).toBe(403)
  for (const query of ['collection=users&id=1', 'collection=people', 'collection=people&id[a]=1']) {
    const { status, body } = await cms.request('GET', `/api/where-used?${query}`, { as })
    expect([status, body.errors[0].message]).toEqual([400, expect.stringContaining('Name a collection')])
  }
  const { status } = await cms.request('GET', '/api/references', { as: await cms.user('admin') })
  expect(status).toBe(403)
})
