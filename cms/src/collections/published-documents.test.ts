import type { FlattenedField } from 'payload'
import { collectionSchemas, type CollectionSlug, globalSchemas } from 'shared-types'
import { sampleDocument } from 'shared-types/test/sample-documents'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms } from '../../test/cms'
import { publishSamples, type SampleIds, sampleOf, sampleSlugs } from '../../test/sample-documents'

let cms: TestCms
let ids: SampleIds
beforeAll(async () => {
  cms = await startCms()
  ids = (await publishSamples(cms)).ids
})
afterAll(() => cms.stop())

const slugs = Object.keys(collectionSchemas) as CollectionSlug[]

test.for(slugs)('a visitor can read a published document of %s, and the site can parse it', async (slug) => {
  const { status, body } = await cms.request('GET', `/api/${slug}/${ids[slug]}?depth=0`)
  expect(status).toBe(200)
  const parsed = collectionSchemas[slug].safeParse(body)
  expect(parsed.error?.issues).toBeUndefined()
})

// Not of media: its names and sizes of files depend on the version of the image library.
test.for(sampleSlugs)('the fixture of %s is what a visitor reads', async (slug) => {
  const { body } = await cms.request('GET', `/api/${slug}/${ids[slug]}?depth=0`)
  // On MongoDB a document that never was in the trash has no such field.
  expect(withFixtureIds({ deletedAt: null, ...body })).toEqual(withFixtureIds(sampleDocument(slug)))
})

test('the samples fill every field of the contract, so that a broken one would show', async () => {
  for (const slug of slugs) {
    const { body } = await cms.request('GET', `/api/${slug}/${ids[slug]}?depth=0`)
    const empty = Object.keys(collectionSchemas[slug].shape).filter(
      (key) => body[key] === undefined || body[key] === null,
    )
    const mayBeEmpty: Partial<Record<CollectionSlug, string[]>> = {
      courses: ['hoursNote'],
      redirects: ['address'],
    }
    expect(empty, slug).toEqual(mayBeEmpty[slug] ?? [])
  }
})

test('internal fields never reach a visitor', async () => {
  const { body: partner } = await cms.request('GET', `/api/partners/${ids.partners}?depth=0`)
  expect(partner).toMatchObject({ name: 'Sample Labs' })
  expect(Object.keys(partner)).not.toContain('contactNotes')
  expect(Object.keys(partner)).not.toContain('agreementStatus')
  const { body: testimonial } = await cms.request('GET', `/api/testimonials/${ids.testimonials}?depth=0`)
  expect(Object.keys(testimonial)).not.toContain('consentNote')
})

/** The fields with an empty text in each text that is not required. */
const emptied = (fields: readonly FlattenedField[]): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      if (field.type === 'group') return [[field.name, emptied(field.flattenedFields)]]
      const isText = field.type === 'text' || field.type === 'textarea'
      return isText && !field.required ? [[field.name, '']] : []
    }),
  )

// Redirects need an address or a document.
test.for(sampleSlugs.filter((slug) => slug !== 'redirects'))(
  'the site can parse a document of %s whose optional texts an editor has emptied',
  async (slug) => {
    const as = await cms.user('publisher')
    const sample = sampleOf(slug, ids)
    const unique = {
      ...('slug' in sample ? { slug: 'emptied' } : {}),
      ...('code' in sample ? { code: 'EMP' } : {}),
    }
    const fields = {
      ...sample,
      ...emptied(cms.payload.collections[slug]?.config.flattenedFields ?? []),
      ...unique,
    }
    const { status, body } = await cms.request('POST', `/api/${slug}`, { as, body: fields })
    expect(status, JSON.stringify(body.errors)).toBe(201)
    const published = await cms.request('GET', `/api/${slug}/${body.doc.id}?depth=0`)
    expect(collectionSchemas[slug].safeParse(published.body).error?.issues).toBeUndefined()
  },
)

test('the site reads nothing that was typed into a link or redirect before another kind was chosen', async () => {
  const as = await cms.user('admin')
  const link = { label: 'Blog', kind: 'section', section: 'blog', url: 'mailto:' }
  const other = { label: 'Us', kind: 'url', url: 'https://example.org/', section: 'nonsense' }
  await cms.request('POST', '/api/globals/header', {
    ...{ as, body: { links: [{ link }, { link: other }], _status: 'published' } },
  })
  const { body: header } = await cms.request('GET', '/api/globals/header?depth=0')
  expect(globalSchemas.header.safeParse(header).data?.links).toEqual([
    { link: { label: 'Blog', kind: 'section', section: 'blog' } },
    { link: { label: 'Us', kind: 'url', url: 'https://example.org/' } },
  ])
  const document = { relationTo: 'posts', value: ids.posts }
  const { body: redirect } = await cms.request('POST', '/api/redirects?depth=0', {
    ...{ as, body: { from: '/typed-before/', kind: 'document', document, address: 'x' } },
  })
  expect(collectionSchemas.redirects.safeParse(redirect.doc).error?.issues).toBeUndefined()
})

/** The document with the ids of documents and the times of the fixtures. Rows have one id, since their order is that of the database. */
function withFixtureIds(document: unknown): unknown {
  const fixtureIds = new Map(slugs.map((slug) => [ids[slug], sampleDocument(slug).id]))
  const isDocument = (id: string) => [...fixtureIds.values()].includes(id)
  return JSON.parse(JSON.stringify(document), (key, value: unknown) => {
    if (key === 'createdAt' || key === 'updatedAt') return '2026-11-01T09:00:00.000Z'
    if (typeof value === 'string' && fixtureIds.has(value)) return fixtureIds.get(value)
    return key === 'id' && typeof value === 'string' && !isDocument(value) ? 'a row' : value
  })
}
