import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CollectionSlug, collectionSchemas, type ContentSlug } from 'shared-types'
import { edgeCaseText } from 'shared-types/test/edge-case-values'
import {
  contentSlugs,
  generatedDocuments,
  type GeneratedDocument,
} from 'shared-types/test/generated-documents'
import { sampleDocument } from 'shared-types/test/sample-documents'
import { RenderedSite } from 'publisher/test/rendered-site'
import { problemsOfFile } from 'publisher/test/well-formed'
import { checkProperty, propertyTimeoutMs } from './check-property'

let rendered: RenderedSite
beforeAll(async () => {
  rendered = await RenderedSite.open()
})
afterAll(() => rendered?.close())

const updatedAt = '2027-01-03T09:00:00.000Z'

/** As the site fetches it: a new document beside the sample of its collection, or in its place. */
function fetched({ slug, isNew, fields }: GeneratedDocument) {
  if (!(slug in collectionSchemas)) return { slug, id: '', updatedAt, data: { ...fields, updatedAt } }
  const sample = sampleDocument(slug as CollectionSlug)
  const id = isNew ? `new-${slug}` : String(sample.id)
  // What the CMS itself makes of a picture stays.
  const data = { ...(slug === 'media' ? sample : {}), ...fields, id, updatedAt }
  return { slug, id, updatedAt, data }
}

const idsOf = (slug: CollectionSlug) => rendered.school.collections[slug].map(({ id }) => String(id))

test(
  'what the contract reads is blocked alone, with a reason, or becomes well-formed pages',
  async () => {
    const published = new Map<ContentSlug, number>()
    const documents = generatedDocuments(idsOf, { minLength: 1, maxLength: 4 })
    const isWhole = await checkProperty(
      documents,
      async (generated) => {
        const candidate = await rendered.attempt(generated.map(fetched))
        for (const { slug } of candidate.published) published.set(slug, (published.get(slug) ?? 0) + 1)
        const kept = [...candidate.published, ...candidate.blocked].map(({ slug }) => slug)
        expect(kept, 'what became of each document').toEqual(
          expect.arrayContaining(generated.map(({ slug }) => slug)),
        )
        expect(candidate.blocked.filter(({ message }) => message.length < 5)).toEqual([])
        const malformed = [...candidate.files].flatMap(([file, body]) =>
          problemsOfFile(file, body).map((problem) => `${file}: ${problem}`),
        )
        expect([...candidate.problems, ...malformed]).toEqual([])
      },
      120,
    )
    if (isWhole) expect(contentSlugs.filter((slug) => !published.has(slug))).toEqual([])
  },
  propertyTimeoutMs,
)

test(
  'a card is drawn of every text',
  async () => {
    const { site } = rendered.view.bundle
    const words = fc.record({
      label: edgeCaseText,
      title: edgeCaseText,
      text: edgeCaseText,
      scrubCaption: edgeCaseText,
    })
    const school = fc.record({ school: edgeCaseText, shortName: edgeCaseText })
    const facts = fc.array(fc.record({ label: edgeCaseText, value: edgeCaseText }), { maxLength: 3 })
    await checkProperty(
      fc.tuple(words, school, facts),
      async ([card, named, facts]) => {
        const picture = Buffer.from(await site.drawCard({ ...card, ...named, facts, color: 'navy' }))
        expect(picture.subarray(1, 4).toString()).toBe('PNG')
      },
      12,
    )
  },
  propertyTimeoutMs,
)
