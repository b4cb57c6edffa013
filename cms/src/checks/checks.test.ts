import { afterAll, beforeAll, expect, test } from 'vitest'
import { documentLink, paragraph, richText, typedLink, words } from 'shared-types/test/rich-text'
import { sampleDocument } from 'shared-types/test/sample-documents'
import type { Finding } from 'shared-types'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples, type SampleIds } from '../../test/sample-documents'
import { uploadWaiting } from '../../test/uploads'
import { env } from '../env'

let cms: TestCms
let ids: SampleIds
let author: TestUser
let publisher: TestUser

beforeAll(async () => {
  cms = await startCms()
  ;({ as: publisher, ids } = await publishSamples(cms))
  author = await cms.user('author')
})
afterAll(() => cms.stop())

const check = (body: unknown, as: TestUser | undefined = author) =>
  cms.request('POST', '/api/checks', { as, body })

/** What is found in the form of the sample post, with some values changed. */
async function foundIn(values: Record<string, unknown>, collection: keyof SampleIds = 'posts') {
  const { status, body } = await check({ collection, id: ids[collection], values })
  expect([status, body]).toEqual([200, { findings: expect.any(Array) }])
  return (body.findings as Finding[]).map(({ level, rule, field }) => `${level} ${rule} ${field}`)
}

/** A draft or live document, by its collection; returns its id. */
async function create(
  slug: string,
  data: Record<string, unknown>,
  status: 'draft' | 'published' = 'published',
) {
  const path = `/api/${slug}?depth=0${status === 'draft' ? '&draft=true' : ''}`
  const answer = await cms.request('POST', path, { as: publisher, body: { ...data, _status: status } })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.doc.id as string
}

const linkingTo = (...nodes: unknown[]) => ({ body: richText(paragraph(words('See '), ...nodes)) })

test('nothing that depends on others is found in the samples, and a new document lacks what is required', async () => {
  for (const slug of Object.keys(ids) as (keyof SampleIds)[]) {
    // The samples of media and cohorts are small and alone.
    if (slug === 'media') continue
    const found = await foundIn({}, slug)
    expect([slug, found.filter((text) => !text.startsWith('advises'))]).toEqual([slug, []])
  }
  const { body } = await check({ collection: 'posts', values: {} })
  expect((body.findings as Finding[]).map(({ rule, field }) => `${rule} ${field}`)).toEqual(
    expect.arrayContaining(['invalid title', 'invalid excerpt', 'invalid body']),
  )
  const ofHome = await check({ global: 'home', values: { headline: '', intro: 'Words' } })
  expect(ofHome.body.findings).toMatchObject([{ level: 'blocks', rule: 'invalid', field: 'headline' }])
})

test('the hours of modules, a description for search and a review without a day are found as publishing refuses them', async () => {
  expect(await foundIn({ clockHours: 999 }, 'courses')).toContain('blocks invalid clockHours')
  expect(await foundIn({ meta: { description: 'Short.' } })).toContain('blocks invalid meta.description')
  expect(await foundIn({ reviewedOn: null })).toContain('blocks invalid reviewedOn')
})

test('a link to a draft, to the trash and to nothing is found, with the words and the remedy', async () => {
  const draft = await create('pages', { title: 'Open day', slug: 'open-day' }, 'draft')
  const trashed = await create('pages', { title: 'Old fair', slug: 'old-fair' }, 'draft')
  await cms.request('PATCH', `/api/pages/${trashed}`, {
    as: publisher,
    body: { deletedAt: new Date().toISOString() },
  })
  const values = linkingTo(
    documentLink('the open day', 'pages', draft),
    documentLink('the fair', 'pages', trashed),
    typedLink('our course', '/courses/nope/'),
    typedLink('our site', `${env.SITE_URL}/blog/`),
    typedLink('a real one', '/courses/phlebotomy-technician/'),
    typedLink('a file', '/media/form.pdf'),
    typedLink('elsewhere', 'https://example.org/courses/nope/'),
  )
  const { body } = await check({ collection: 'posts', id: ids.posts, values })
  const blocking = (body.findings as Finding[]).filter(({ level }) => level === 'blocks')
  expect(blocking.map(({ rule, field, message }) => `${rule} ${field}: ${message}`)).toEqual([
    'link body: This text links to a page “Open day” that is a draft (“the open day”). Publish that page first, or remove the link.',
    'link body: This text links to a page “Old fair” that is in the trash (“the fair”). Restore and publish that page first, or remove the link.',
    'address body: This text leads to /courses/nope/ (“our course”), but the site has nothing at that address. Correct the address, or choose the document instead of typing.',
  ])
})

test('a link to what is scheduled to leave the site is found', async () => {
  const page = await create('pages', { title: 'Winter fair', slug: 'winter-fair' })
  const values = linkingTo(documentLink('the fair', 'pages', page))
  expect(await foundIn(values)).not.toContain('warns leaving body')
  const at = '2099-01-05T15:00:00.000Z'
  const query = `/api/scheduled-changes?collection=pages&id=${page}`
  expect((await cms.request('POST', query, { as: publisher, body: { type: 'unpublish', at } })).status).toBe(
    201,
  )
  expect(await foundIn(values)).toContain('warns leaving body')
})

test('a post of a category that needs a clinical reviewer, without one, is found; visitors do not see the mark', async () => {
  const clinical = await create('categories', {
    title: 'Clinical',
    slug: 'clinical',
    description: 'd',
    needsReview: true,
  })
  const values = { categories: [clinical], reviewedBy: null, reviewedOn: null }
  expect(await foundIn(values)).toContain('warns missing-review reviewedBy')
  expect(await foundIn({ ...values, categories: [ids.categories] })).not.toContain(
    'warns missing-review reviewedBy',
  )
  const { body } = await cms.request('GET', `/api/categories/${clinical}`)
  expect(body).not.toHaveProperty('needsReview')
})

test('an address of the CMS blocks in a text for visitors, and not in a note for colleagues', async () => {
  const address = `${env.CMS_URL}/admin`
  expect(await foundIn({ contactNotes: address }, 'partners')).not.toContain('blocks leak contactNotes')
  expect(await foundIn({ description: address }, 'partners')).toContain('blocks leak description')
})

test('a course without a class to come, and one whose class was cancelled, is found', async () => {
  expect(await foundIn({}, 'courses')).not.toContain('advises no-coming-start title')
  const { body } = await cms.request('PATCH', `/api/cohorts/${ids.cohorts}`, {
    as: publisher,
    body: { status: 'cancelled' },
  })
  expect(body.doc.status).toBe('cancelled')
  expect(await foundIn({}, 'courses')).toContain('advises no-coming-start title')
  await cms.request('PATCH', `/api/cohorts/${ids.cohorts}`, { as: publisher, body: { status: 'open' } })
})

test('a picture without alternative text is found, and one that waits for its document is there', async () => {
  const { id: picture } = await uploadWaiting(cms, author)
  expect(await foundIn({ hero: picture })).not.toContain('blocks image hero')
  await cms.payload.db.updateOne({ collection: 'media', id: picture, data: { alt: '' } })
  expect(await foundIn({ hero: picture })).toContain('warns missing-alt-text hero')
})

test('a title and a description that another live page has are found, and those of a draft are not', async () => {
  const post = (slug: string, meta: object) => ({
    ...sampleDocument('posts', { ...sampleReferences(), slug, meta }),
    id: undefined,
  })
  const same = {
    title: 'Which tube comes first',
    description: 'A description of fifty characters, and one of many more.',
  }
  const draft = await create('posts', post('draft-of-same', same), 'draft')
  expect(await foundIn({ meta: same })).not.toContain('advises same-title meta.title')
  await cms.request('PATCH', `/api/posts/${draft}`, { as: publisher, body: { _status: 'published' } })
  const found = await foundIn({ meta: same })
  expect(found).toContain('advises same-title meta.title')
  expect(found).toContain('advises same-description meta.description')
})

const sampleReferences = () => ({
  hero: ids.media,
  authors: [ids.people],
  reviewedBy: ids.people,
  categories: [ids.categories],
  relatedCourses: [ids.courses],
  relatedPosts: [],
})

test('a picture without a file yet, and every form before anything is typed, is checked', async () => {
  for (const collection of [...Object.keys(ids), 'media']) {
    const { status, body } = await check({ collection, values: {} })
    expect([collection, status, body]).toEqual([collection, 200, { findings: expect.any(Array) }])
  }
})

test('visitors get no answer, and a wrong request or a missing document says so', async () => {
  expect(
    (await cms.request('POST', '/api/checks', { body: { collection: 'posts', values: {} } })).status,
  ).toBe(401)
  expect((await check({ values: {} })).status).toBe(400)
  expect((await check({ collection: 'users', values: {} })).status).toBe(400)
  expect((await check({ collection: 'posts', id: 'none', values: {} })).status).toBe(404)
  expect((await check({ collection: 'posts', id: ids.posts, values: { body: 7 } })).status).toBe(400)
})
