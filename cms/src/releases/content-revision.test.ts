import { collectionSchemas, contentRevision, type ContentVersion, globalSchemas } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reportSecrets, secretOf } from '../../test/release-reports'
import { publishSamples, type SampleIds, sampleOf, sampleSlugs } from '../../test/sample-documents'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

let cms: TestCms
let as: TestUser
let ids: SampleIds
beforeAll(async () => {
  cms = await startCms(reportSecrets())
  ;({ as, ids } = await publishSamples(cms))
})
afterAll(() => cms.stop())

async function send(method: string, path: string, body: unknown): Promise<string> {
  const answer = await cms.request(method, path, { as, body })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body.doc?.id ?? answer.body.id
}

/** What a visitor finds in every collection and every global, over REST. */
async function versionsOverRest(): Promise<ContentVersion[]> {
  const versions: ContentVersion[] = []
  for (const slug of Object.keys(collectionSchemas)) {
    const { body } = await cms.request('GET', `/api/${slug}?depth=0&limit=500`)
    for (const { id, updatedAt } of body.docs) versions.push({ slug, id, updatedAt })
  }
  for (const slug of Object.keys(globalSchemas)) {
    const path = `/api/globals/${slug}`
    // Visitors do not get the claims; the publisher, which signs, does.
    const headers = slug === 'claims' ? signWebhook(secretOf('publisher'), path) : {}
    const { body } = await cms.request('GET', `${path}?depth=0`, { headers })
    if (body._status === 'published') versions.push({ slug, id: '', updatedAt: body.updatedAt })
  }
  return versions
}

const inOrder = (versions: ContentVersion[]) => versions.map((version) => JSON.stringify(version)).sort()

async function revisionNow(): Promise<string> {
  const { body, headers } = await cms.request('GET', '/api/content-revision')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(body).toEqual({ revision: expect.stringMatching(/^[0-9a-f]{64}$/) })
  return body.revision
}

/** Expects that the two endpoints agree with what a visitor finds, and returns that. */
async function expectWhatVisitorsSee(): Promise<ContentVersion[]> {
  const { body, headers } = await cms.request('GET', '/api/content-versions')
  expect(headers.get('cache-control')).toBe('no-store')
  const found = await versionsOverRest()
  expect(inOrder(body.versions)).toEqual(inOrder(found))
  expect(await revisionNow()).toBe(await contentRevision(found))
  return found
}

test('the versions are what a visitor finds, in every collection and every global', async () => {
  expect(await expectWhatVisitorsSee()).toHaveLength(Object.keys(collectionSchemas).length)
  // One that was never published, one that is, and one that was.
  await send('POST', '/api/globals/home?draft=true', { headline: 'Soon', intro: 'Soon.' })
  await send('POST', '/api/globals/disclosures', { _status: 'published' })
  await send('POST', '/api/globals/announcement', { message: 'Hello', _status: 'published' })
  await send('POST', '/api/globals/announcement', { _status: 'draft' })
  const found = await expectWhatVisitorsSee()
  expect(found.filter(({ id }) => id === '').map(({ slug }) => slug)).toEqual(['disclosures'])
})

test.for(sampleSlugs)(
  'a draft, a draft over a live one, something unpublished and something in the trash: %s',
  async (slug) => {
    const unique = () => {
      const sample = sampleOf(slug, ids)
      return {
        ...('slug' in sample ? { slug: `unique-${crypto.randomUUID()}` } : {}),
        ...(slug === 'cohorts' ? { code: crypto.randomUUID().slice(0, 12) } : {}),
        ...('from' in sample ? { from: `/unique-${crypto.randomUUID()}/` } : {}),
      }
    }
    const create = (query = '') => send('POST', `/api/${slug}${query}`, sampleOf(slug, ids, unique()))
    const hasDrafts = slug !== 'redirects'
    if (hasDrafts) {
      await create('?draft=true')
      const before = await revisionNow()
      await send('PATCH', `/api/${slug}/${ids[slug]}?draft=true`, {})
      expect(await revisionNow()).toBe(before)
      await send('PATCH', `/api/${slug}/${await create()}`, { _status: 'draft' })
      const visible = await expectWhatVisitorsSee()
      expect(visible.filter((version) => version.slug === slug)).toHaveLength(1)
    }
    const trashed = await create()
    const live = await revisionNow()
    await send('PATCH', `/api/${slug}/${trashed}`, { deletedAt: new Date().toISOString() })
    expect(await revisionNow()).not.toBe(live)
    expect((await expectWhatVisitorsSee()).filter((version) => version.slug === slug)).toHaveLength(1)
  },
)

test('publishing a live document again changes the revision; users and deliveries do not', async () => {
  const before = await revisionNow()
  await cms.user('author')
  await cms.payload.db.updateMany({
    collection: 'webhook-deliveries',
    where: {},
    data: { state: 'failed' },
    returning: false,
  })
  expect(await revisionNow()).toBe(before)
  await send('PATCH', `/api/posts/${ids.posts}`, { _status: 'published' })
  expect(await revisionNow()).not.toBe(before)
  await expectWhatVisitorsSee()
})
