import fc from 'fast-check'
import { type CollectionSlug, PreviewAnswerSchema, type PreviewRequest } from 'shared-types'
import { fieldsOf } from 'shared-types/test/generated-documents'
import { sampleId } from 'shared-types/test/sample-documents'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestPublisher } from '../test/publisher'
import { type Fields, TestSchool, ids } from '../test/school'

let publisher: TestPublisher
beforeAll(async () => {
  publisher = await TestPublisher.start({
    school: new TestSchool({ posts: 6 }),
    env: { POLL_INTERVAL_MS: '600000' },
  })
})
afterAll(() => publisher?.close())

async function ask(request: PreviewRequest) {
  return PreviewAnswerSchema.parse(await (await publisher.post(request, { path: '/preview' })).json())
}

const withoutScript = (html: string) => html.replace(/<script data-admin=.*?<\/script>/s, '')

const documents = [
  ['courses', ids.course],
  ['posts', 'post-3'],
  ['cohorts', ids.cohort],
  ['people', ids.ben],
  ['faqs', sampleId('faqs')],
  ['locations', sampleId('locations')],
  ['categories', ids.study],
  ['externships', sampleId('externships')],
] as const
const rounds = Number(process.env.PREVIEW_DOCUMENTS ?? documents.length)
const seed = Number(process.env.PREVIEW_SEED ?? 11)
/** Of each document. */
const maxPages = 6

test(
  `${rounds} generated documents look in a preview as they do live, byte for byte, or are blocked (PREVIEW_SEED=${seed})`,
  { timeout: 60_000 + rounds * 10_000 },
  async () => {
    const idsOf = (slug: CollectionSlug) => publisher.school.collections[slug].map(({ id }) => String(id))
    let live = 0
    for (let round = 0; round < rounds; round++) {
      const [slug, id] = documents[round % documents.length]!
      const { slug: address } = publisher.school.document(slug, id)
      // Half of them with values that the document gate may block.
      const [fields = {}] = fc.sample(fieldsOf(slug, idsOf, round % 2 === 1), {
        seed: seed + round,
        numRuns: 1,
      })
      publisher.school.change(slug, id, {
        ...(fields as Fields),
        ...(address !== undefined && { slug: address }),
      })
      const data = publisher.school.document(slug, id)
      const request = { documents: [{ slug, id, updatedAt: String(data.updatedAt), data }] }
      const { places, gaps, blocked } = await ask(request)
      const shown = new Map<string, string>()
      for (const path of places.slice(0, maxPages)) {
        const answer = await ask({ ...request, path })
        if (answer.state === 'page') shown.set(path, withoutScript(answer.html))
      }
      const before = new Map([...shown.keys()].map((path) => [path, publisher.page(path)]))
      await publisher.publish((school) => school.change('redirects', sampleId('redirects'), {}))
      const isBlocked = gaps.length + blocked.length > 0
      if (!isBlocked) live++
      for (const [path, html] of shown)
        expect([slug, path, publisher.page(path) === (isBlocked ? before.get(path) : html)]).toEqual([
          slug,
          path,
          true,
        ])
    }
    expect(live).toBeGreaterThan(0)
  },
)
