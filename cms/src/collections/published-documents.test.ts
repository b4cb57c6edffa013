import { mkdirSync, writeFileSync } from 'node:fs'
import { collectionSchemas, type CollectionSlug } from 'shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms } from '../../test/cms'
import { publishSamples } from '../../test/sample-documents'

let cms: TestCms
let ids: Record<CollectionSlug, string>
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
  // `WRITE_FIXTURES=1 npx vitest run cms/src/collections/published-documents.test.ts` makes the fixtures anew.
  if (process.env.WRITE_FIXTURES) writeFixture(slug, body)
})

test('every field that the contract knows is filled in the samples, so that a broken one would show', async () => {
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

test('what is internal never reaches a visitor', async () => {
  const { body: partner } = await cms.request('GET', `/api/partners/${ids.partners}?depth=0`)
  expect(partner).toMatchObject({ name: 'Sample Labs' })
  expect(Object.keys(partner)).not.toContain('contactNotes')
  expect(Object.keys(partner)).not.toContain('agreementStatus')
  const { body: testimonial } = await cms.request('GET', `/api/testimonials/${ids.testimonials}?depth=0`)
  expect(Object.keys(testimonial)).not.toContain('consentNote')
})

function writeFixture(slug: CollectionSlug, body: unknown): void {
  const names = new Map(Object.entries(ids).map(([collection, id]) => [id, collection]))
  let row = 0
  const stable = JSON.stringify(
    body,
    (key, value: unknown) => {
      if (key === 'createdAt' || key === 'updatedAt') return '2026-11-01T09:00:00.000Z'
      if (typeof value === 'string' && names.has(value))
        return `00000000-0000-4000-8000-${hex(names.get(value) ?? '')}`
      return key === 'id' && typeof value === 'string' && !names.has(value) ? `row-${++row}` : value
    },
    2,
  )
  const folder = new URL('../../../shared-types/fixtures/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${slug}.json`, folder), `${stable}\n`)
}

const hex = (collection: string) =>
  (slugs.indexOf(collection as CollectionSlug) + 1).toString(16).padStart(12, '0')
