import { getPayload, createLocalReq, initTransaction, commitTransaction, type Payload } from 'payload'
import { seededRandom } from 'shared-types/test/seeded-random'
import config from '../../../../cms/src/payload.config'
import { rebuildReferences } from '../../../../cms/src/where-used/rebuild-references'
import { type PostText, linkToPost, sectionsOf } from './sample-text'

/** A post as the database gives it: relations are ids. */
interface StoredPost extends Record<string, unknown> {
  id: string
  title: string
  slug: string
  body: PostText
}

const batchSize = 250
/** Some 600 words. */
const sectionsPerPost = 7
const firstDay = Date.UTC(2019, 0, 1)
const minutesOfYears = 4_000_000

/**
 * Adds posts to the sample school: its own sections in other orders, under its authors and categories, each with a link to
 * another post. Each is stored as Payload stores a published document, with its version, so that it can be edited; without hooks and
 * in batches, which is ten times as fast as saving each.
 */
async function fill(payload: Payload, count: number): Promise<void> {
  const found = await payload.db.find<StoredPost>({ collection: 'posts', limit: 0, pagination: false })
  const samples = found.docs.toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
  const sections = sectionsOf(samples.map(({ body }) => body))
  const random = seededRandom(1)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const there: Pick<StoredPost, 'id' | 'title'>[] = [...samples]

  for (let start = samples.length; start < count; start += batchSize) {
    const req = await createLocalReq({}, payload)
    await initTransaction(req)
    for (let index = start; index < Math.min(count, start + batchSize); index++) {
      const { id: _id, relatedPosts: _related, ...sample } = pick(samples)
      const other = pick(there)
      const parts = Array.from({ length: sectionsPerPost }, () => pick(sections))
      const children = [...parts.flat(), linkToPost(other.id, other.title)]
      const at = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString()
      const data = {
        ...sample,
        title: `${sample.title.slice(0, 100)} (${index})`,
        slug: `${sample.slug}-${index}`,
        body: { root: { ...sample.body.root, children } },
        relatedPosts: random() < 0.2 ? [...new Set([other.id, pick(there).id])] : [],
        publishedAt: new Date(firstDay + Math.floor(random() * minutesOfYears) * 60_000).toISOString(),
        createdAt: at,
        updatedAt: at,
        _status: 'published',
      }
      const { id } = await payload.db.create({ collection: 'posts', data, req })
      await payload.db.createVersion({
        ...{ collectionSlug: 'posts', parent: id, autosave: false, createdAt: at, updatedAt: at },
        ...{ versionData: data as never, req, returning: false },
      })
      there.push({ id: String(id), title: data.title })
    }
    await commitTransaction(req)
    console.log(`${there.length} of ${count} posts`)
    await new Promise(setImmediate)
  }
}

const payload = await getPayload({ config, cron: false })
await fill(payload, Number(process.argv[2]))
await rebuildReferences(payload)
await payload.destroy()
process.exit(0)
