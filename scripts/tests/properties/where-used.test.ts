import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ContentSlug, collectionSchemas } from 'shared-types'
import { contentSlugs } from 'shared-types/test/generated-documents'
import { startCms, type TestCms, type TestUser } from '../../../cms/test/cms'
import { findUses, listedUses } from '../../../cms/test/find-uses'
import { publishSamples } from '../../../cms/test/sample-documents'
import { type Json, requestBody } from './cms-fields'

/** How many posts and how many other changes. */
const posts = Number(process.env.USED_POSTS ?? 8)
const seed = Number(process.env.USED_SEED ?? 7)

let cms: TestCms
let as: TestUser
/** The ids of the documents that there are, of each collection. */
const idsOf = new Map<string, string[]>()

beforeAll(async () => {
  cms = await startCms()
  const { ids } = await publishSamples(cms)
  for (const [slug, id] of Object.entries(ids)) idsOf.set(slug, [id])
  as = await cms.user('admin')
}, 120_000)
afterAll(() => cms.stop())

const actions = ['create', 'draft', 'publish', 'unpublish', 'trash', 'restore', 'delete'] as const
const chance = fc.nat(0xffff)

/** A change of one document; the document is one of those that there are then. */
const change = (slug: ContentSlug) =>
  fc.record({
    slug: fc.constant(slug),
    action: fc.constantFrom(...actions),
    isDraft: fc.boolean(),
    which: chance,
    body: requestBody(cms.payload.config, slug, (target) => idsOf.get(target)!),
  })
type Change = ReturnType<typeof change> extends fc.Arbitrary<infer Value> ? Value : never

async function carryOut({ slug, action, isDraft, which, body }: Change): Promise<boolean> {
  const ids = idsOf.get(slug)
  const id = ids?.[which % ids.length]
  const isNew = action === 'create' && slug !== 'media' && ids !== undefined
  const path = ids ? `/api/${slug}${isNew ? '' : `/${id}`}` : `/api/globals/${slug}`
  const send = (method: string, query: string, data?: Json) =>
    cms.request(method, path + query, { as, body: data })
  const save = (draft: boolean) => {
    // A post cannot be related to itself.
    const { relatedPosts, ...fields } = body
    const data = slug === 'posts' && isNew ? { ...fields, relatedPosts } : fields
    const published =
      slug in collectionSchemas && ['media', 'redirects'].includes(slug) ? {} : { _status: 'published' }
    return send(
      isNew || !ids ? 'POST' : 'PATCH',
      draft ? '?draft=true' : '',
      draft ? data : { ...data, ...published },
    )
  }
  const answer =
    !ids || action === 'create' || action === 'publish'
      ? await save(isDraft)
      : action === 'draft'
        ? await save(true)
        : action === 'unpublish'
          ? await send('PATCH', '', { _status: 'draft' })
          : action === 'trash'
            ? await send('PATCH', '', { deletedAt: new Date().toISOString() })
            : action === 'restore'
              ? await send('PATCH', '?trash=true', { deletedAt: null })
              : await send('DELETE', '?trash=true')
  if (answer.status >= 500) throw new Error(`${action} of ${path}: ${JSON.stringify(answer.body)}`)
  const isDone = answer.status < 300
  if (isDone && isNew) ids.push(answer.body.doc.id)
  // The generator needs a document of each collection.
  if (isDone && action === 'delete' && ids && ids.length > 1) ids.splice(ids.indexOf(id!), 1)
  return isDone
}

test(
  `where used equals a search through all documents, live and in drafts, after any changes (USED_SEED=${seed})`,
  async () => {
    const sample = <Value>(values: fc.Arbitrary<Value>, turn: number) =>
      fc.sample(values, { numRuns: 1, seed: seed + turn })[0]!
    let done = 0
    for (let turn = 0; turn < posts; turn++) {
      const post = { ...sample(change('posts'), turn), action: 'create' as const }
      const slug = sample(fc.constantFrom(...contentSlugs), 1_000_000 + turn)
      const other = sample(change(slug), 2_000_000 + turn)
      for (const one of [post, other]) if (await carryOut(one)) done++
    }
    expect(done, 'changes that the CMS accepted').toBeGreaterThan(posts)
    const uses = await findUses(cms, as)
    for (const [key, found] of uses) expect([key, await listedUses(cms, as, key)]).toEqual([key, found])
    const places = [...uses.values()].flatMap(({ live, drafts }) => [...live, ...drafts])
    expect(places.length).toBeGreaterThan(posts)
  },
  30 * 60_000,
)
