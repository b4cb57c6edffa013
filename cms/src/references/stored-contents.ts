import type { PayloadRequest } from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import { findRow, isLiveRow, liveDocument, liveGlobal } from '../database/live-row'
import type { Contents } from './store-references'

type Data = Record<string, unknown>

const globalOf = ({ payload }: PayloadRequest, slug: string) =>
  payload.config.globals.find((global) => global.slug === slug)!

/** Whether visitors get something of the document or global. */
export async function hasLiveVersion(
  req: PayloadRequest,
  slug: string,
  id: number | string,
): Promise<boolean> {
  const collection = req.payload.collections[slug]?.config
  return Boolean(
    await (collection ? liveDocument(req, collection, id) : liveGlobal(req, globalOf(req, slug))),
  )
}

/** What visitors get of a document or global, and its newest version, as the database has them. */
export async function storedContents(
  req: PayloadRequest,
  slug: string,
  id: number | string,
): Promise<Pick<Contents, 'live' | 'newest'>> {
  const { collections, db } = req.payload
  const collection = collections[slug]?.config
  const query = { req, limit: 1, pagination: false } as const
  const latest = { latest: { equals: true } }
  const row = await findRow(req, { slug, id })
  if (!row) return { live: undefined, newest: undefined }
  const isRowLive = collection ? isLiveRow(collection, row) : row._status === 'published'
  const { docs } = !hasDraftsEnabled(collection ?? globalOf(req, slug))
    ? { docs: [] }
    : collection
      ? await db.findVersions<Data & { id: string }>({
          ...{ ...query, collection: slug, where: { and: [{ parent: { equals: id } }, latest] } },
        })
      : await db.findGlobalVersions<Data & { id: string }>({ ...query, global: slug, where: latest })
  const newest = (docs[0]?.version as Data | undefined) ?? row
  const live = isRowLive ? row : undefined
  return { live, newest: row.deletedAt || newest.deletedAt ? undefined : newest }
}
