import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CollectionSlug, type ContentSlug, collectionSchemas, globalSchemas } from 'shared-types'
import { contentSlugs } from 'shared-types/test/generated-documents'
import { startCms, type TestCms, type TestUser } from '../../../cms/test/cms'
import { overrideAll } from '../../../cms/test/override'
import { type PreviewPublisher, startPreviewPublisher } from '../../../cms/test/preview-publisher'
import { reportSecrets } from '../../../cms/test/release-reports'
import { seed } from '../../seed/seed'
import { cmsFields, type Json, requestBody } from './cms-fields'

/** `npm run test:faults` previews more of each collection. */
const editCount = Number(process.env.PREVIEWED_EDITS ?? 8)

let cms: TestCms
let admin: TestUser
let publisher: PreviewPublisher

beforeAll(async () => {
  publisher = await startPreviewPublisher()
  cms = await startCms({ ...reportSecrets(), PUBLISHER_URL: publisher.url })
  await seed(cms.payload, new Date(), () => undefined)
  admin = await cms.user('admin')
}, 300_000)
afterAll(async () => {
  await cms.stop()
  await publisher.stop()
})

const isGlobal = (slug: ContentSlug) => slug in globalSchemas
const addressOf = (slug: ContentSlug, id: string) =>
  isGlobal(slug) ? `/api/globals/${slug}` : `/api/${slug}/${id}`

async function idsOf(slug: CollectionSlug): Promise<string[]> {
  const { docs } = await cms.payload.find({ collection: slug, limit: 0, pagination: false, depth: 0 })
  return docs.map(({ id }) => String(id))
}

/** What visitors would get of the document if it were published with these values. */
async function preview(slug: ContentSlug, id: string | undefined, values: Json): Promise<Json> {
  const identity = isGlobal(slug) ? { global: slug } : { collection: slug, id }
  const { status, body } = await cms.request('POST', '/api/preview', {
    as: admin,
    body: { ...identity, values },
  })
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body.message).toBeUndefined()
  return publisher.received.at(-1)!.documents[0]!.data as Json
}

/** Publishes the values, or saves them as a draft. */
async function save(slug: ContentSlug, id: string | undefined, values: Json, isDraft = false) {
  const hasDrafts = slug !== 'media' && slug !== 'redirects'
  const body = isDraft || !hasDrafts ? values : { ...values, _status: 'published' }
  const isNew = id === undefined
  const address = isNew ? `/api/${slug}` : addressOf(slug, id)
  const query = isDraft && hasDrafts ? '?draft=true' : ''
  const method = isNew || isGlobal(slug) ? 'POST' : 'PATCH'
  return cms.request(method, address + query, { as: admin, body, headers: overrideAll })
}

/** Publishes what is live, so that no draft that could not be published stays for the tests that follow. */
async function publishAgain(slug: ContentSlug, id: string): Promise<void> {
  const { body } = await cms.request('GET', `${addressOf(slug, id)}?depth=0`, { as: admin })
  const { status, body: answer } = await save(slug, id, body)
  expect(status, JSON.stringify(answer)).toBe(200)
}

async function asVisitor(slug: ContentSlug, id: string): Promise<Json> {
  const { status, body } = await cms.request('GET', `${addressOf(slug, id)}?depth=0`)
  expect(status).toBe(200)
  return body as Json
}

/** Without what a publish sets anew, and ids of rows that did not exist before. A field that is null may be absent. */
function comparable(value: unknown, known: string): unknown {
  if (Array.isArray(value)) return value.map((one) => comparable(one, known))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .filter(([name, inner]) => inner !== null && !['createdAt', 'updatedAt'].includes(name))
    .filter(([name, inner]) => name !== 'id' || known.includes(JSON.stringify(inner)))
  return Object.fromEntries(entries.map(([name, inner]) => [name, comparable(inner, known)]))
}

function expectSame(previewed: Json, live: Json, known: unknown) {
  const before = JSON.stringify(known)
  expect(comparable(previewed, before)).toEqual(comparable(live, before))
}

test.each(contentSlugs)('the preview of each of the sample %s is what visitors get of it', async (slug) => {
  const ids = isGlobal(slug) ? [''] : await idsOf(slug as CollectionSlug)
  expect(ids.length).toBeGreaterThan(0)
  for (const id of ids) {
    const live = await asVisitor(slug, id)
    const { status, body: form } = await cms.request('GET', `${addressOf(slug, id)}?depth=0`, { as: admin })
    expect(status).toBe(200)
    expectSame(await preview(slug, id || undefined, form), live, live)
    expectSame(await preview(slug, id || undefined, {}), live, live)
  }
})

test.each(contentSlugs)(
  'the preview of generated edits of %s is what visitors get after them',
  async (slug) => {
    const one = isGlobal(slug) ? '' : (await idsOf(slug as CollectionSlug))[0]!
    const targets = new Map<CollectionSlug, string[]>()
    for (const target of Object.keys(collectionSchemas) as CollectionSlug[])
      targets.set(target, (await idsOf(target)).slice(0, 3))
    const names = cmsFields(cms.payload.config, slug).map(({ name }) => name)
    const bodies = fc.sample(
      requestBody(cms.payload.config, slug, (target) => targets.get(target)!),
      { numRuns: editCount, seed: 7 },
    )
    let published = 0
    for (const [number, body] of bodies.entries()) {
      // Pictures are made from files.
      const isNew = number % 3 === 0 && !isGlobal(slug) && slug !== 'media'
      const id = isNew ? undefined : one
      const all = { ...body, ...(slug === 'media' && { published: true }) }
      // Some forms send half of their fields, and some of these have a draft that holds the other half.
      const isSent = (at: number) => isNew || number % 2 === 0 || at % 2 === 0
      const values = Object.fromEntries(Object.entries(all).filter(([name]) => isSent(names.indexOf(name))))
      if (!isNew && number % 4 === 1 && (await save(slug, id, all, true)).status >= 400) continue
      const previewed = await preview(slug, id, values)
      const { status, body: answer } = await save(slug, id, values)
      if (status === 400) continue
      expect(status, JSON.stringify(answer)).toBeLessThan(300)
      published += 1
      const live = await asVisitor(slug, isGlobal(slug) ? '' : answer.doc.id)
      if (isNew) expect(previewed.id).toBe('new')
      expectSame(previewed, live, isNew ? values : [all, id])
    }
    expect(published).toBeGreaterThan(2)
    await publishAgain(slug, one)
  },
)
