import type { PayloadRequest } from 'payload'
import { documentPath, linkableCollections, type LivePageClaim, nameOfPlace } from 'shared-types'
import { env } from '../env'
import { adminHref } from '../releases/document-links'
import { findRelease, isLive } from '../releases/release-queries'
import type { AttentionLine, AttentionLines } from './attention'

/** What the live pages say that a rule about claims is about, as the newest release reports it. */
export async function findClaims(
  req: PayloadRequest,
  slugs: readonly string[],
  limit: number,
): Promise<AttentionLines> {
  const release = await findRelease(req.payload, isLive, { sort: '-number', select: { claims: true }, req })
  const claims = release?.claims ?? []
  const lines = await Promise.all(claims.slice(0, limit).map((claim) => lineOf(req, slugs, claim)))
  return { group: 'claims', count: claims.length, lines }
}

async function lineOf(
  req: PayloadRequest,
  slugs: readonly string[],
  claim: LivePageClaim,
): Promise<AttentionLine> {
  const { path, place, rule, sentence } = claim
  return {
    title: path,
    href: (await formOf(req, slugs, path)) ?? env.SITE_URL + path,
    message: `says ${nameOfPlace(place)}: “${sentence}” (${rule})`,
  }
}

/** The form of the document whose page this is. */
async function formOf(
  req: PayloadRequest,
  slugs: readonly string[],
  path: string,
): Promise<string | undefined> {
  const last = path.split('/').filter(Boolean).at(-1)
  if (!last) return slugs.includes('home') ? adminHref(req.payload, { slug: 'home', id: '' }) : undefined
  const slug = linkableCollections.find((name) => documentPath(name, last) === path)
  if (!slug || !slugs.includes(slug)) return undefined
  const found = await req.payload.db.findOne<{ id: string }>({
    collection: slug,
    req,
    where: { slug: { equals: last } },
    select: {},
  })
  return found ? adminHref(req.payload, { slug, id: String(found.id) }) : undefined
}
