import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { APIError, type Payload, type PayloadRequest } from 'payload'
import { documentKey } from 'shared-types'
import { z } from 'zod'
import { Refusal } from '../access/refusal'
import { env } from '../env'
import { findToken } from '../saves/DocumentTokens'
import { type Entity, readNewest, writeTargetOf } from '../saves/save'
import { type DraftLink, draftLinksSlug } from './DraftLinks'

const dayMs = 24 * 60 * 60_000
const lifetimesMs = { tenMinutes: 10 * 60_000, day: dayMs, week: 7 * dayMs }
export type DraftLinkLifetime = keyof typeof lifetimesMs

/** Of links of one document that are not over: those that show a certain state keep a copy of it. */
const maxLinks = 20

/** `shows`: the state that the document has now, or at each time the newest one. */
const NewLinkSchema = z.object({
  shows: z.enum(['now', 'newest']),
  lifetime: z.enum(Object.keys(lifetimesMs) as [DraftLinkLifetime]),
})
export type NewDraftLink = z.infer<typeof NewLinkSchema>

/** What the users who may edit the document see of a link. Times are ISO 8601. */
export interface DraftLinkSummary {
  id: string
  shows: NewDraftLink['shows']
  madeBy: string
  madeAt: string
  expiresAt: string
  lastOpenedAt?: string | null
}

const summaryOf = ({
  id,
  token,
  userName,
  madeAt,
  expiresAt,
  lastOpenedAt,
}: DraftLink): DraftLinkSummary => ({
  ...{ id, shows: token === null || token === undefined ? 'newest' : 'now' },
  ...{ madeBy: userName || 'A colleague', madeAt, expiresAt, lastOpenedAt },
})

/** The links of a document that are not over, the newest first. Throws for a user who may not edit the document. */
export async function listLinks(req: PayloadRequest, entity: Entity): Promise<{ links: DraftLinkSummary[] }> {
  await requireEditor(req, entity)
  return { links: (await linksOf(req, entity)).map(summaryOf) }
}

/** The answer is the only place where the address is: the CMS keeps a signature of its secret. */
export async function makeLink(
  req: PayloadRequest,
  entity: Entity,
): Promise<{ address: string; link: DraftLinkSummary }> {
  const { data: wanted } = NewLinkSchema.safeParse(req.data)
  if (!wanted) {
    const names = Object.keys(lifetimesMs).join(', ')
    throw refused(
      400,
      `No link was made: send { shows: "now" or "newest", lifetime: one of ${names} }, as JSON.`,
    )
  }
  await requireEditor(req, entity)
  const { slug, document, label } = writeTargetOf(entity)
  const draft = await readNewest(req, entity, { trash: true })
  if (draft.deletedAt) {
    throw refused(409, `No link was made, because this ${label} is in the trash. Restore it first.`)
  }
  if (!env.PUBLISHER_URL) {
    throw refused(
      409,
      'No link was made: without PUBLISHER_URL this CMS has no publisher that makes the page.',
    )
  }
  if ((await linksOf(req, entity)).length >= maxLinks) {
    throw refused(409, `No link was made: this ${label} has ${maxLinks} already. Withdraw one first.`)
  }
  const { db, logger, secret: key } = req.payload
  const now = Date.now()
  const user = req.user as { id: string; name?: string }
  const isNow = wanted.shows === 'now'
  const facts = {
    ...{ id: randomUUID(), slug, document },
    token: isNow ? ((await findToken(req, documentKey({ slug, id: document })))?.token ?? 0) : null,
    userId: String(user.id),
    expiresAt: new Date(now + lifetimesMs[wanted.lifetime]).toISOString(),
  }
  const secret = randomBytes(32).toString('base64url')
  const link: DraftLink = {
    ...facts,
    draft: isNow ? draft : null,
    signature: signatureOf(key, facts, secret),
    userName: user.name ?? '',
    madeAt: new Date(now).toISOString(),
  }
  const options = { collection: draftLinksSlug, req } as const
  await db.deleteMany({ ...options, where: { expiresAt: { less_than_equal: link.madeAt } } })
  await db.create({ ...options, customID: link.id, data: { ...link }, returning: false })
  logger.info({ msg: 'A link to a draft was made', ...facts })
  return { address: `${env.CMS_URL}/api/preview/drafts/${link.id}.${secret}`, link: summaryOf(link) }
}

/** From then on, the link shows nothing. */
export async function withdrawLink(
  req: PayloadRequest,
  entity: Entity,
): Promise<{ links: DraftLinkSummary[] }> {
  await requireEditor(req, entity)
  const id = String(req.routeParams?.link)
  const links = await linksOf(req, entity)
  if (!links.some((link) => link.id === id)) {
    throw refused(404, 'This link was withdrawn before, or it has expired.')
  }
  await req.payload.db.deleteMany({ collection: draftLinksSlug, req, where: { id: { equals: id } } })
  req.payload.logger.info({ msg: 'A link to a draft was withdrawn', id, userId: String(req.user?.id) })
  return { links: links.filter((link) => link.id !== id).map(summaryOf) }
}

/** A link that is not over. */
export async function findLink(payload: Payload, id: string): Promise<DraftLink | undefined> {
  const link = await payload.db.findOne<DraftLink>({
    collection: draftLinksSlug,
    where: { id: { equals: id } },
  })
  return link && Date.now() < Date.parse(link.expiresAt) ? link : undefined
}

/** Whether the secret is that of the link, and the row of the link is as it was made. */
export function isRightSecret({ secret: key }: Payload, link: DraftLink, secret: string): boolean {
  const [given, expected] = [link.signature, signatureOf(key, link, secret)].map((text) => Buffer.from(text))
  return given!.length === expected!.length && timingSafeEqual(given!, expected!)
}

type SignedFacts = Pick<DraftLink, 'id' | 'slug' | 'document' | 'token' | 'userId' | 'expiresAt'>

function signatureOf(
  key: string,
  { id, slug, document, token, userId, expiresAt }: SignedFacts,
  secret: string,
): string {
  // MongoDB stores no empty text and no null.
  const facts = [id, slug, document || '', token ?? 'newest', userId, Date.parse(expiresAt)]
  return createHmac('sha256', key)
    .update(JSON.stringify(['draft link', secret, ...facts]))
    .digest('base64url')
}

async function linksOf(req: PayloadRequest, entity: Entity): Promise<DraftLink[]> {
  const { slug, document } = writeTargetOf(entity)
  const { docs } = await req.payload.db.find<DraftLink>({
    collection: draftLinksSlug,
    req,
    where: {
      and: [
        { slug: { equals: slug } },
        { document: { equals: document } },
        { expiresAt: { greater_than: new Date().toISOString() } },
      ],
    },
    limit: maxLinks,
    pagination: false,
    sort: '-madeAt',
  })
  return docs
}

/** Throws for a document that does not exist, and for a user who may not edit it. */
async function requireEditor(req: PayloadRequest, entity: Entity): Promise<void> {
  const { label } = writeTargetOf(entity)
  if ('collection' in entity) await readNewest(req, entity, { trash: true })
  if (await mayEdit(req, entity)) return
  throw new Refusal(`Links to this ${label} are for those who may edit it, and you may not. Ask an editor.`)
}

/** By the rule of the collection or global for saving a draft, which must hold for the live version and for the newest one. */
export async function mayEdit(req: PayloadRequest, entity: Entity): Promise<boolean> {
  if ('global' in entity) return Boolean(await entity.global.access.update({ req }))
  const { collection, id = '' } = entity
  const allowed = await collection.access.update({ req, id })
  if (typeof allowed === 'boolean') return allowed
  const options = {
    collection: collection.slug as 'posts',
    limit: 1,
    depth: 0,
    pagination: false,
    trash: true,
    req,
  }
  const where = { and: [{ id: { equals: id } }, allowed] }
  const versions = await Promise.all(
    [false, true].map((draft) => req.payload.find({ ...options, where, draft })),
  )
  return versions.every(({ docs }) => docs.length > 0)
}

const refused = (status: number, message: string) => new APIError(message, status, null, true)
