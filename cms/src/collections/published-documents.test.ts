import { collectionSchemas, type CollectionSlug } from 'shared-types'
import { sampleDocument } from 'shared-types/test/sample-documents'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms } from '../../test/cms'
import { publishSamples, type SampleIds, sampleSlugs } from '../../test/sample-documents'

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
  expect(withFixtureIds(body)).toEqual(sampleDocument(slug))
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

/** The document as the fixtures write it: with their ids of documents and rows, and their times. */
function withFixtureIds(body: unknown): unknown {
  const fixtureIds = new Map(slugs.map((slug) => [ids[slug], sampleDocument(slug).id]))
  let row = 0
  return JSON.parse(JSON.stringify(body), (key, value: unknown) => {
    if (key === 'createdAt' || key === 'updatedAt') return '2026-11-01T09:00:00.000Z'
    if (typeof value === 'string' && fixtureIds.has(value)) return fixtureIds.get(value)
    return key === 'id' && typeof value === 'string' ? `row-${++row}` : value
  })
}
