import type { PayloadRequest, Where } from 'payload'
import { documentKey } from 'shared-types'
import { findToken } from './DocumentTokens'
import { editsSlug } from './Edits'

/** Of each document and global, besides the two that it keeps in any case. */
const mostVersions = 50

interface Version {
  id: string
  updatedAt: string
}

/**
 * Deletes the versions of a document or global beyond the newest 50, with their edits. The live version and the one that was live
 * before it stay: Payload's own limit counts them like drafts, so that many saves of a draft delete what is live from the history.
 * @param document the id; empty for a global
 */
export async function pruneVersions(req: PayloadRequest, slug: string, document: string): Promise<void> {
  const { db } = req.payload
  const isOf: Where[] = document ? [{ parent: { equals: document } }] : []
  const find = async (where: Where[], limit: number, page = 1) => {
    const query = {
      req,
      limit,
      page,
      pagination: false,
      select: { updatedAt: true } as never,
      sort: '-updatedAt',
      where: { and: [...isOf, ...where] },
    }
    const { docs } = document
      ? await db.findVersions({ ...query, collection: slug })
      : await db.findGlobalVersions({ ...query, global: slug })
    return docs as unknown as Version[]
  }
  const [oldest] = await find([], 1, mostVersions + 1)
  if (!oldest) return
  const kept = (await find([{ 'version._status': { equals: 'published' } }], 2)).map(({ id }) => id)
  const isOld = { less_than_equal: oldest.updatedAt }
  await db.deleteVersions({
    ...(document ? { collection: slug } : { globalSlug: slug }),
    req,
    where: { and: [...isOf, { updatedAt: isOld }, { id: { not_in: kept } }] },
  })
  const token = await findToken(req, documentKey({ slug, id: document }))
  await db.deleteMany({
    collection: editsSlug,
    req,
    where: {
      and: [
        { slug: { equals: slug } },
        { document: { equals: document } },
        // Ends when its version is stored or later, so the edit of the newest deleted version goes at the next save.
        { until: { less_than: oldest.updatedAt } },
        // Later ones name whose changes a publish contains.
        { token: { less_than_equal: token?.liveToken ?? 0 } },
        { version: { not_in: kept } },
      ],
    },
  })
}
