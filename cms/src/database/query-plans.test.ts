import { collectionSchemas, globalSchemas } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { defaultKind } from '../../test/database'
import { type FullScans, watchFullScans } from '../../test/query-plans'
import { reportSecrets, secretOf } from '../../test/release-reports'
import { publishSamples, type SampleIds } from '../../test/sample-documents'
import { claimEvent, nextDue, recordAttempt } from '../webhooks/outbox'
import { pruneDeliveries } from '../webhooks/prune-deliveries'

let cms: TestCms
let as: TestUser
let ids: SampleIds
let scans: FullScans
const databaseUrl = process.env.DATABASE_URL

beforeAll(async () => {
  if (defaultKind === 'mongodb') process.env.DATABASE_URL += '&monitorCommands=true'
  cms = await startCms({ PUBLISHER_URL: 'http://127.0.0.1:9', ...reportSecrets() })
  process.env.DATABASE_URL = databaseUrl
  as = await cms.user('admin')
  ;({ ids } = await publishSamples(cms))
  scans = watchFullScans(cms.payload)
}, 120_000)
afterAll(() => cms.stop())

async function send(method: string, path: string, options: Parameters<TestCms['request']>[2] = { as }) {
  const answer = await cms.request(method, path, options)
  expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer
}

const contentSlugs = Object.keys(collectionSchemas) as (keyof SampleIds)[]

test('the lists of the admin use an index', async () => {
  for (const slug of [...contentSlugs, 'users', 'releases', 'webhook-deliveries']) {
    for (const sort of ['', '&sort=-updatedAt', '&sort=createdAt'])
      await send('GET', `/api/${slug}?depth=0&draft=true&limit=10${sort}`)
    if (cms.payload.collections[slug as 'posts']!.config.trash)
      await send('GET', `/api/${slug}?depth=0&draft=true&limit=10&trash=true&where[deletedAt][exists]=true`)
  }
  expect(await scans.take()).toEqual([])
})

test('the pages of content that the publisher reads use an index, and so does the comparison of versions', async () => {
  for (const slug of contentSlugs) {
    await send('GET', `/api/${slug}?depth=0&limit=100&sort=id`, {})
    await send('GET', `/api/${slug}?depth=0&where[id][in]=${ids[slug]}`, {})
  }
  for (const slug of Object.keys(globalSchemas)) {
    const path = `/api/globals/${slug}`
    await send('GET', `${path}?depth=0`, { headers: signWebhook(secretOf('publisher'), path) })
  }
  for (const path of ['/api/content-revision', '/api/content-versions']) await send('GET', path, {})
  expect(await scans.take()).toEqual([])
})

test('a form, its status and its versions use an index', async () => {
  for (const slug of contentSlugs) {
    const id = ids[slug]
    await send('GET', `/api/${slug}/${id}?depth=0&draft=true`)
    await send('GET', `/api/release-status?collection=${slug}&id=${id}`)
    if (slug !== 'redirects') await send('GET', `/api/${slug}/${id}/draft-links`)
    if (!cms.payload.collections[slug]!.config.versions) continue
    await send('GET', `/api/${slug}/${id}/save-state`)
    await send('GET', `/api/scheduled-changes?collection=${slug}&id=${id}`)
    await send('GET', `/api/${slug}/versions?limit=10&sort=-updatedAt&where[parent][equals]=${id}`)
  }
  for (const slug of contentSlugs) {
    await send('GET', `/api/where-used?collection=${slug}&id=${ids[slug]}`)
    await send('POST', '/api/where-used', { as, body: { collection: slug, ids: [ids[slug], 'another'] } })
  }
  await send('GET', '/api/publishing')
  expect(await scans.take()).toEqual([])
})

test('what was published with a reason uses an index, when it is stored, kept and reported', async () => {
  const path = `/api/categories/${ids.categories}`
  const body = { description: 'About TK.', _status: 'published' }
  const headers = { 'Override-Warnings': 'placeholder', 'Override-Reason': 'It is the term.' }
  expect((await cms.request('PATCH', path, { as, body, headers })).status).toBe(200)
  await send('PATCH', path, { as, body: { title: 'With the reason from before', _status: 'published' } })
  for (const since of ['', `?since=${new Date(0).toISOString()}`]) {
    const { overrides } = (await send('GET', `/api/overrides${since}`)).body
    expect(overrides).toHaveLength(2)
  }
  expect(await scans.take()).toEqual([])
})

test('saves, sign-ins, jobs and the relay use an index', async () => {
  const { payload } = cms
  const path = `/api/categories/${ids.categories}`
  for (let save = 0; save < 3; save++)
    await send('PATCH', `${path}?draft=true`, { as, body: { title: `${save}` } })
  await send('PATCH', path, { as, body: { title: 'Live', _status: 'published' } })
  const body = { email: as.email, password: 'wrong' }
  expect((await cms.request('POST', '/api/users/login', { body })).status).toBe(401)
  await payload.jobs.run({ silent: true })
  await nextDue(payload, 'publisher')
  const claim = (retriesFirst: boolean) => claimEvent(payload, 'publisher', { leaseMs: 0, retriesFirst })
  await claim(false)
  const event = await claim(true)
  const attempt = { at: new Date().toISOString(), ms: 1, status: 202 }
  await recordAttempt(payload, event!, { attempt, outcome: 'delivered' })
  await pruneDeliveries(payload, ['publisher'])
  expect(await scans.take()).toEqual([])
})
