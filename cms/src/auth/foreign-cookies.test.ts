import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

let cms: TestCms
let publisher: TestUser
beforeAll(async () => {
  cms = await startCms({ CMS_URL: 'http://localhost:3000', SITE_URL: 'http://localhost:4321' })
  publisher = await cms.user('publisher')
}, 60_000)
afterAll(() => cms.stop())

const own = 'http://localhost:3000'
const cookie = () => `payload-token=${publisher.token}`
const create = (headers: Record<string, string>) =>
  cms.request('POST', '/api/categories', {
    body: { title: `A category ${crypto.randomUUID()}`, slug: `a-category-${crypto.randomUUID()}` },
    headers: { cookie: cookie(), ...headers },
  })

test.each<Record<string, string>>([
  { origin: 'http://localhost:4321' },
  { origin: 'http://www.localhost:3000' },
  { origin: 'https://localhost:3000' },
  { origin: 'http://localhost:3000.evil.example' },
  { origin: 'null' },
  { origin: 'http://localhost:4321', 'sec-fetch-site': 'same-site' },
  { origin: own, 'sec-fetch-site': 'same-site' },
  { origin: own, 'sec-fetch-site': 'cross-site' },
  { origin: own, referer: 'http://localhost:4321/blog/' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'same-origin', referer: 'http://localhost:4321/' },
  { 'sec-fetch-site': 'same-origin', referer: 'about:blank' },
  { referer: `${own}/admin` },
  {},
])('a page that sends %j with an editor’s cookie writes nothing', async (headers) => {
  const before = await cms.payload.count({ collection: 'categories' })
  expect((await create(headers)).status).toBe(403)
  expect(await cms.payload.count({ collection: 'categories' })).toEqual(before)
  for (const [method, path] of [
    ['PATCH', `/api/users/${publisher.id}`],
    ['DELETE', `/api/users/${publisher.id}`],
    ['POST', '/api/users/refresh-token'],
  ] as const) {
    const answer = await cms.request(method, path, {
      body: { name: 'Changed' },
      headers: { cookie: cookie(), ...headers },
    })
    expect([method, path, answer.status]).toEqual([method, path, 403])
  }
})

test.each<Record<string, string>>([
  { origin: own },
  { origin: own, 'sec-fetch-site': 'same-origin', referer: `${own}/admin/collections/categories` },
  { 'sec-fetch-site': 'same-origin' },
])('the admin, which sends %j, writes with the cookie', async (headers) => {
  expect((await create(headers)).status).toBe(201)
})

test('a token that a program sends itself works from everywhere', async () => {
  const answer = await cms.request('POST', '/api/categories', {
    as: publisher,
    body: { title: 'By a program', slug: 'by-a-program' },
    headers: { origin: 'https://tool.example' },
  })
  expect(answer.status).toBe(201)
})

test('the site’s pages read only what visitors read, and the browser shows them no answer', async () => {
  const { config } = cms.payload
  expect(config.csrf).toEqual([config.serverURL])
  const me = await cms.request('GET', '/api/users/me', {
    headers: { cookie: cookie(), origin: 'http://localhost:4321' },
  })
  expect(me.body.user).toBeNull()
  expect(me.headers.get('access-control-allow-origin')).toBeNull()
  const admin = await cms.request('GET', '/api/users/me', {
    headers: { cookie: cookie(), 'sec-fetch-site': 'same-origin' },
  })
  expect(admin.body.user.id).toBe(publisher.id)
})
