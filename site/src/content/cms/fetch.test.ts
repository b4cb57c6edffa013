import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { contentRevision, documentKey } from 'shared-types'
import { fetchAllRaw, fetchDocuments, fetchRaw, fetchRevision, fetchVersions } from './fetch'
import { testSchool } from '../../../test/school'
import type { RawSchool } from '../../../test/school'
import { startStandInCms } from '../../../test/stand-in-cms'
import type { StandInCms, Override } from '../../../test/stand-in-cms'

const servers: StandInCms[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function serve(school?: RawSchool, override?: Override): Promise<StandInCms> {
  const server = await startStandInCms(school, override)
  servers.push(server)
  return server
}

const read = (server: StandInCms, options = {}) =>
  fetchDocuments({ url: server.url, retryDelaysMs: [1, 1], timeoutMs: 5000, ...options })

const messageOf = async (reading: Promise<unknown>): Promise<string> => {
  const error: unknown = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Error)) throw new Error('The reading did not fail.')
  return error.message
}

const manyPosts = (count: number) => {
  const school = testSchool()
  const [sample] = school.collections.posts
  school.collections.posts = Array.from({ length: count }, (_, index) => ({
    ...sample,
    id: `p${String(index).padStart(5, '0')}`,
    slug: `p-${index}`,
  }))
  return school
}

test('every page of a long list arrives, and every document once', async () => {
  const server = await serve(manyPosts(1203))
  const { collections } = await read(server)
  expect(new Set(collections.posts.map((post) => post.id)).size).toBe(1203)
  expect(collections.posts).toHaveLength(1203)
  const pages = server.requests.filter((path) => path.startsWith('/api/posts?'))
  expect(pages.toSorted()).toEqual(
    [1, 2, 3].map((page) => `/api/posts?depth=0&limit=500&sort=id&page=${page}`),
  )
})

test('a list is read to its end when the CMS returns shorter pages than the limit', async () => {
  const posts = manyPosts(25).collections.posts
  const server = await serve(testSchool(), (path) => {
    const page = Number(/^\/api\/posts\?.*page=(\d+)/.exec(path)?.[1] ?? 0)
    if (!page) return undefined
    const docs = posts.slice((page - 1) * 10, page * 10)
    // The number of pages is too low on purpose: hasNextPage decides.
    return { body: JSON.stringify({ docs, totalDocs: 25, totalPages: 1, hasNextPage: page < 3 }) }
  })
  expect((await read(server)).collections.posts).toHaveLength(25)
})

test('a list is read again when a document moved to another page meanwhile', async () => {
  const posts = manyPosts(501).collections.posts
  let listReads = 0
  const server = await serve(testSchool(), (path) => {
    const page = Number(/^\/api\/posts\?.*page=(\d+)/.exec(path)?.[1] ?? 0)
    if (!page) return undefined
    if (page === 1) listReads++
    const second = listReads === 1 ? posts.slice(499, 500) : posts.slice(500)
    const docs = page === 1 ? posts.slice(0, 500) : second
    return { body: JSON.stringify({ docs, totalDocs: 501, totalPages: 2, hasNextPage: page === 1 }) }
  })
  expect((await read(server)).collections.posts).toHaveLength(501)
  expect(listReads).toBe(2)
})

test('a list that never has as many documents as the CMS counts is an error', async () => {
  const server = await serve(testSchool(), (path) =>
    path.startsWith('/api/posts?')
      ? { body: JSON.stringify({ docs: [], totalDocs: 3, totalPages: 1, hasNextPage: false }) }
      : undefined,
  )
  expect(await messageOf(read(server))).toBe(
    'Could not load posts: it changed each of the 3 times that it was read (0 documents arrived, the CMS says 3). ' +
      'Is an import running? Try again when it is over.',
  )
})

test('a page that fails twice is requested again', async () => {
  let failures = 0
  const server = await serve(manyPosts(600), (path) =>
    path.startsWith('/api/posts?') && path.endsWith('page=2') && failures++ < 2
      ? { status: 500, body: 'oh no' }
      : undefined,
  )
  expect((await read(server)).collections.posts).toHaveLength(600)
  expect(failures).toBe(3)
})

test('a page that keeps failing stops the build and says what to do', async () => {
  const server = await serve(manyPosts(600), (path) =>
    path.startsWith('/api/posts?') && path.endsWith('page=2') ? { status: 500, body: 'oh no' } : undefined,
  )
  expect(await messageOf(read(server))).toBe(
    `Could not load posts: GET ${server.url}/api/posts?depth=0&limit=500&sort=id&page=2 answered 500. ` +
      'Is the CMS running? Try npm run doctor.',
  )
  expect(server.requests.filter((path) => path.endsWith('page=2'))).toHaveLength(3)
})

test('a request that the CMS refuses is not repeated', async () => {
  const server = await serve(testSchool(), (path) =>
    path.startsWith('/api/courses?') ? { status: 403, body: '{}' } : undefined,
  )
  expect(await messageOf(read(server))).toContain('answered 403. Does CMS_URL lead to this project’s CMS?')
  expect(server.requests.filter((path) => path.startsWith('/api/courses?'))).toHaveLength(1)
})

test('a document that does not parse is named with its field and its URL in the admin', async () => {
  const school = testSchool()
  Object.assign(school.collections.courses[0] ?? {}, {
    costs: [{ label: 'Tuition', cents: -5, paidTo: 'school' }],
  })
  const server = await serve(school)
  expect(await messageOf(read(server))).toBe(
    'The site cannot be built: 1 problem in the content. Correct the fields below and publish again.\n' +
      '- courses “Phlebotomy” (course-phl), field costs.0.cents: Too small: expected number to be >=0 (found -5)\n' +
      `  Open ${server.url}/admin/collections/courses/course-phl`,
  )
})

test('all problems are in one error, the first twenty in full', async () => {
  const school = manyPosts(30)
  for (const post of school.collections.posts) post.slug = 'Not A Slug'
  const message = await messageOf(read(await serve(school)))
  expect(message).toContain('30 problems')
  expect(message.match(/field slug/g)).toHaveLength(20)
  expect(message).toMatch(/… and 10 more\.$/)
})

test('a node that the schema does not know is named with its path in the text', async () => {
  const school = testSchool()
  Object.assign(school.collections.posts[0] ?? {}, {
    body: { root: { children: [{ type: 'paragraph', children: [{ type: 'marquee', children: [] }] }] } },
  })
  const message = await messageOf(read(await serve(school)))
  expect(message).toContain('posts “Post number 1” (post-01), field body.root.children.0.children.0.type:')
  expect(message).toContain('(found "marquee")')
})

test('a picture without a width and a height is refused', async () => {
  const school = testSchool()
  Object.assign(school.collections.media[0] ?? {}, { width: null })
  expect(await messageOf(read(await serve(school)))).toContain(
    'media “media-rack-0a1b2c3d4e.jpg” (media-rack), field width: This picture has no width and height.',
  )
})

test('an empty collection is an empty list', async () => {
  const school = testSchool()
  school.collections.testimonials = []
  expect((await read(await serve(school))).collections.testimonials).toEqual([])
})

test('a global that was never published is named with its URL in the admin', async () => {
  const school = testSchool()
  school.globals.home = {}
  const server = await serve(school)
  expect(await messageOf(read(server))).toContain(
    `- home: It was never published. Fill it in and press Publish.\n  Open ${server.url}/admin/globals/home`,
  )
})

test('a global that may be empty may be unpublished', async () => {
  const school = testSchool()
  school.globals.announcement = {}
  expect((await read(await serve(school))).globals.announcement).toEqual({ enabled: false })
})

test('a CMS that is down is an error with the cause', async () => {
  const free = createServer()
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
  const { port } = free.address() as AddressInfo
  await new Promise((resolve) => free.close(resolve))
  const message = await messageOf(fetchDocuments({ url: `http://127.0.0.1:${port}`, retryDelaysMs: [1] }))
  expect(message).toBe(
    `Could not load posts: GET http://127.0.0.1:${port}/api/posts?depth=0&limit=500&sort=id&page=1 did not answer ` +
      '(ECONNREFUSED). Is the CMS running? Try npm run doctor.',
  )
})

test('a request to a slow CMS ends at the time-out', async () => {
  const server = await serve(testSchool(), (path) =>
    path.startsWith('/api/posts?') ? { body: '{}', delayMs: 2000 } : undefined,
  )
  const message = await messageOf(read(server, { timeoutMs: 200, retryDelaysMs: [] }))
  expect(message).toContain('did not answer within 0.2 s. Is the CMS overloaded? Try npm run doctor.')
})

test.each([
  ['<!doctype html><title>Welcome</title>', '<!doctype html><title>Welcome</title>'],
  ['{"docs": 3}', '{\\"docs\\": 3}'],
  ['{"docs": [', '{\\"docs\\": ['],
])('a response that is not a list is quoted: %s', async (body, shown) => {
  const server = await serve(testSchool(), (path) => (path.startsWith('/api/posts?') ? { body } : undefined))
  expect(await messageOf(read(server))).toContain(
    `answered something else than a list of documents: "${shown}". Does CMS_URL lead to this project’s CMS?`,
  )
})

test('after the first failure no other request is sent', async () => {
  const server = await serve(testSchool(), () => ({ status: 404, body: '' }))
  await messageOf(read(server))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(server.requests.length).toBeLessThanOrEqual(2)
})

test('documents are read by their ids; documents that visitors may not see are left out', async () => {
  const school = manyPosts(250)
  school.globals.announcement = {}
  const server = await serve(school, (path) =>
    path.startsWith('/api/globals/footer') ? { status: 403, body: '{}' } : undefined,
  )
  const wanted = [
    ...school.collections.posts.map((post) => ({ slug: 'posts', id: String(post.id) })),
    { slug: 'posts', id: 'a draft, or none' },
    { slug: 'media', id: 'media-rack' },
    ...['home', 'announcement', 'footer'].map((slug) => ({ slug, id: '' })),
  ]
  const documents = await fetchRaw({ url: server.url }, [...wanted, ...wanted])
  expect(new Set(documents.map(documentKey)).size).toBe(252)
  expect(documents).toHaveLength(252)
  expect(documents.find(({ slug }) => slug === 'home')).toMatchObject({
    id: '',
    updatedAt: '2026-12-01T15:00:00.000Z',
    data: { headline: 'What color are your scrubs?' },
  })
  const lists = server.requests.filter((path) => path.startsWith('/api/posts?'))
  expect(lists).toHaveLength(3)
  expect(Math.max(...lists.map((path) => path.length))).toBeLessThan(8000)
})

test('the versions of all documents are those that the CMS lists, and give its revision', async () => {
  const server = await serve(manyPosts(600))
  const cms = { url: server.url }
  const versions: unknown[] = []
  await fetchAllRaw(cms, (documents) =>
    versions.push(...documents.map(({ slug, id, updatedAt }) => ({ slug, id, updatedAt }))),
  )
  const listed = await fetchVersions(cms)
  expect(new Set(versions.map((row) => JSON.stringify(row)))).toEqual(
    new Set(listed.map((row) => JSON.stringify(row))),
  )
  expect(await fetchRevision(cms)).toBe(await contentRevision(listed))
})

test('a document without `updatedAt` is refused, because its changes could not be detected', async () => {
  const school = testSchool()
  delete school.collections.people[0]?.updatedAt
  expect(await messageOf(read(await serve(school)))).toContain(
    'answered something else than a list of documents',
  )
})
