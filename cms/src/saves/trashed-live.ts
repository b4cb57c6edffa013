import {
  type CollectionSlug,
  type PayloadRequest,
  restoreVersionOperation,
  type SanitizedCollectionConfig,
} from 'payload'
import { documentKey } from 'shared-types'
import { ownFields } from './changed-fields'
import { type DocumentToken, findToken, tokensSlug } from './DocumentTokens'

type Data = Record<string, unknown>

/** What a document in the trash was before. */
interface Trashed {
  /** The id of the version that was live. */
  version: string
  /** The newer draft beside it. */
  draft: Data | undefined
}

/** How many of these documents in the trash were live when they went there. */
export async function countTrashedLive(req: PayloadRequest, slug: string, ids: string[]): Promise<number> {
  const { docs } = await req.payload.db.find<DocumentToken>({
    ...{ collection: tokensSlug, req, limit: 0, pagination: false },
    where: { id: { in: ids.map((id) => documentKey({ slug, id })) } },
  })
  return docs.filter(({ trashedLive }) => trashedLive).length
}

/** Undefined for a document that was not live, or whose live version is not kept any more. */
export async function findTrashedLive(
  req: PayloadRequest,
  slug: string,
  id: string,
): Promise<Trashed | undefined> {
  const trashedLive = (await findToken(req, documentKey({ slug, id })))?.trashedLive
  if (!trashedLive) return undefined
  const { docs } = await req.payload.db.findVersions<Data & { id: string }>({
    ...{ collection: slug, req, limit: 0, pagination: false, sort: '-updatedAt' },
    where: { and: [{ parent: { equals: id } }, { 'version._status': { equals: 'published' } }] },
  })
  const live = docs.find(({ version }) => !version.deletedAt && isSameTime(version.updatedAt, trashedLive))
  if (!live) return undefined
  const newest = await req.payload.db.findVersions<Data & { id: string }>({
    ...{ collection: slug, req, limit: 1, pagination: false },
    where: { and: [{ parent: { equals: id } }, { latest: { equals: true } }] },
  })
  const content = newest.docs[0]?.version as Data | undefined
  return { version: String(live.id), draft: content?._status === 'draft' ? content : undefined }
}

const isSameTime = (a: unknown, b: string) => new Date(String(a)).getTime() === new Date(b).getTime()

/** Publishes it again, after the document was restored from the trash as a draft. A newer draft stays the newest version. */
export async function putBackLive(
  req: PayloadRequest,
  { slug }: SanitizedCollectionConfig,
  id: string,
  { version, draft }: Trashed,
): Promise<void> {
  const collection = req.payload.collections[slug]!
  await restoreVersionOperation({ id: version, collection, depth: 0, overrideAccess: false, req })
  req.context.isRestoringVersion = undefined
  if (!draft) return
  const data = Object.fromEntries(Object.entries(draft).filter(([name]) => !ownFields.has(name)))
  await req.payload.update({
    ...{ collection: slug as CollectionSlug, id, data: data as never, draft: true },
    ...{ depth: 0, overrideAccess: false, req },
  })
}
