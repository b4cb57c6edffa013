import type { PayloadRequest } from 'payload'
import {
  collectionSchemas,
  type ContentSlug,
  documentKey,
  documentPath,
  findSourceOfClaim,
  globalSchemas,
  linkableCollections,
  type LivePageClaim,
  nameOfPlace,
  referencesOf,
} from 'shared-types'
import { liveRows } from '../database/live-row'
import { env } from '../env'
import { adminHref, kindOf, problemLink } from '../releases/document-links'
import { findRelease, isLive } from '../releases/release-queries'
import type { AttentionLine, AttentionLines } from './attention'
import { titleOf } from './store-findings'

type Row = Record<string, unknown>

interface Identity {
  slug: ContentSlug
  /** Empty for a global. */
  id: string
}

/** What the live pages say that a rule about claims is about, as the newest release reports it. */
export async function findClaims(
  req: PayloadRequest,
  slugs: readonly string[],
  limit: number,
): Promise<AttentionLines> {
  const release = await findRelease(req.payload, isLive, { sort: '-number', select: { claims: true }, req })
  const claims = release?.claims ?? []
  const rows = new LiveRows(req, slugs)
  const lines: AttentionLine[] = []
  for (const claim of claims.slice(0, limit)) lines.push(await lineOf(rows, claim))
  return { group: 'claims', count: claims.length, lines }
}

/** What visitors get of the documents of some collections and globals; each is read once. */
class LiveRows {
  readonly #rows = new Map<string, Promise<Row | undefined>>()

  constructor(
    readonly req: PayloadRequest,
    readonly slugs: readonly string[],
  ) {}

  of(document: Identity): Promise<Row | undefined> {
    const key = documentKey(document)
    const known = this.#rows.get(key) ?? this.#find(document)
    this.#rows.set(key, known)
    return known
  }

  async #find({ slug, id }: Identity): Promise<Row | undefined> {
    const { collections, db } = this.req.payload
    const collection = collections[slug]?.config
    if (!this.slugs.includes(slug)) return undefined
    if (collection) {
      const where = { and: [{ id: { equals: id } }, liveRows(collection)] }
      return (await db.findOne<Row & { id: string }>({ collection: slug, req: this.req, where })) ?? undefined
    }
    const row = await db.findGlobal<Row>({ slug, req: this.req })
    return row?._status === 'published' ? row : undefined
  }

  /** The document whose page this is. */
  async ownerOf(path: string): Promise<Identity | undefined> {
    const last = path.split('/').filter(Boolean).at(-1)
    if (!last) return { slug: 'home', id: '' }
    const slug = linkableCollections.find((name) => documentPath(name, last) === path)
    if (!slug) return undefined
    const collection = this.req.payload.collections[slug]!.config
    const where = { and: [{ slug: { equals: last } }, liveRows(collection)] }
    const found = await this.req.payload.db.findOne<{ id: string }>({
      ...{ collection: slug, req: this.req, where, select: {} },
    })
    return found ? { slug, id: String(found.id) } : undefined
  }
}

const globals = Object.keys(globalSchemas).map((slug) => ({ slug, id: '' }) as Identity)

/** What visitors read of a row, which also has what only staff read. */
const asVisitorsRead = ({ slug }: Identity, row: Row | undefined): unknown =>
  row && ({ ...collectionSchemas, ...globalSchemas }[slug].safeParse(row).data ?? row)

/** Leads to the field of the words; without one, to the document whose page it is, or to the page. */
async function lineOf(rows: LiveRows, claim: LivePageClaim): Promise<AttentionLine> {
  const { path, place, rule, sentence } = claim
  const { payload } = rows.req
  const own = await rows.ownerOf(path)
  const ownRow = own && (await rows.of(own))
  const near = own && ownRow ? [own, ...referencesOf(own.slug, asVisitorsRead(own, ownRow))] : []
  const source = await findSourceOfClaim(claim, near, globals, async (document) =>
    asVisitorsRead(document, await rows.of(document)),
  )
  const line = { title: path, message: `says ${nameOfPlace(place)}: “${sentence}” (${rule})` }
  if (!source) {
    const hasForm = own && rows.slugs.includes(own.slug)
    return { ...line, href: hasForm ? adminHref(payload, own) : env.SITE_URL + path }
  }
  const { slug, id } = source.document
  const link = problemLink(payload, { slug, documentId: id, field: source.field, message: '' })
  return {
    ...line,
    href: link.href,
    field: [await nameOf(rows, source.document, own), link.field].filter(Boolean).join(' › '),
  }
}

/** Of another document than that of the page: `picture “lab.jpg”`. */
async function nameOf(
  rows: LiveRows,
  document: Identity,
  own: Identity | undefined,
): Promise<string | undefined> {
  if (own && documentKey(own) === documentKey(document)) return undefined
  const kind = kindOf(rows.req.payload, document.slug)
  const title = document.id && titleOf(rows.req, document.slug, (await rows.of(document)) ?? {})
  return title ? `${kind} “${title}”` : kind
}
