import type { PayloadRequest, Where } from 'payload'
import {
  type CollectionSlug,
  collectionSchemas,
  type ContentSlug,
  dayIn,
  documentKey,
  documentPath,
  type FormValues,
  isLinkable,
  type NamedDocument,
  type Reference,
  type SameResult,
  mayNamePartner,
  searchResultOf,
  type Surroundings,
  type TypedAddress,
  typedAddressesOf,
} from 'shared-types'
import { findRow, isLiveRow, liveRows } from '../database/live-row'
import { cachedReads } from '../database/read-cache'
import { env } from '../env'
import { findJobs } from '../schedule/scheduled-changes'
import { schoolTimeZone, timeInWords } from '../schedule/school-time'

type Row = Record<string, unknown> & { id: string }

/**
 * Reads what the checks of a document need to know of others: without advice, only what may warn. `id` is empty for a new document and
 * for a global.
 */
export async function surroundingsOf(
  req: PayloadRequest,
  { slug, id }: { slug: ContentSlug; id: string },
  document: FormValues,
  references: readonly Reference[],
  { withAdvice = true } = {},
): Promise<Surroundings> {
  const pictures = await findByIds(req, 'media', idsOf(references, 'media'), [
    ...['filename', 'width', 'height', 'alt', 'decorative'],
  ])
  const categories =
    slug === 'posts'
      ? await findByIds(req, 'categories', idsOf(references, 'categories'), ['title', 'needsReview'])
      : new Map<string, Row>()
  const typed = typedAddressesOf(document, env.SITE_URL)
  const leaving = await leavingDocuments(req, references, typed)
  return {
    pictureOf: (picture) => pictures.get(picture),
    reviewedCategory: (category) => {
      const row = categories.get(category)
      return row?.needsReview ? String(row.title) : undefined
    },
    hasComingStart:
      !withAdvice || slug !== 'courses' || (id !== '' && (await lastComingStart(req, id)) !== undefined),
    startEnteredOn:
      withAdvice && slug === 'cohorts' ? await startEnteredOn(req, id, document.start) : undefined,
    hiddenPartners: await findHiddenPartners(req),
    leavesAt: (reference) => leaving.get(documentKey(reference)),
    typedLeaving: typed.flatMap((place) => {
      const found = leaving.get(place.path)
      return found ? [{ ...place, ...found }] : []
    }),
    same: withAdvice ? await sameResultOf(req, { slug, id }, document) : {},
  }
}

const idsOf = (references: readonly Reference[], slug: CollectionSlug) => [
  ...new Set(references.filter((reference) => reference.slug === slug).map(({ id }) => id)),
]

const selected = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, true as const]))

async function findRows(
  req: PayloadRequest,
  collection: string,
  where: Where,
  names: readonly string[],
  limit = 0,
) {
  const options = { collection, where, select: selected(names), limit, pagination: false }
  return (await cachedReads(req).find<Row>(options)).docs
}

async function findByIds(
  req: PayloadRequest,
  collection: CollectionSlug,
  ids: readonly string[],
  names: readonly string[],
): Promise<Map<string, Row>> {
  if (ids.length === 0) return new Map()
  const rows = await findRows(req, collection, { id: { in: ids } }, names)
  return new Map(rows.map((row) => [String(row.id), row]))
}

/** A name that another partner allows is allowed. */
async function findHiddenPartners(req: PayloadRequest): Promise<string[]> {
  const today = dayIn(await schoolTimeZone(req), new Date())
  const names = ['name', 'mayUseName', 'agreementStatus', 'agreementExpires']
  const partners = await findRows(req, 'partners', {}, names)
  const named = partners.filter((partner) => mayNamePartner(partner, today)).map(({ name }) => name)
  return partners.flatMap(({ name }) => (typeof name === 'string' && !named.includes(name) ? [name] : []))
}

/** The last first day, today or later, of the live classes of a course that are not cancelled; as `2027-01-11`. */
export async function lastComingStart(req: PayloadRequest, course: string): Promise<string | undefined> {
  const today = dayIn(await schoolTimeZone(req), new Date())
  const { config } = req.payload.collections.cohorts!
  const coming: Where = {
    and: [
      { course: { equals: course } },
      { start: { greater_than_equal: `${today}T00:00:00.000Z` } },
      { status: { not_equals: 'cancelled' } },
      liveRows(config),
    ],
  }
  const { docs } = await req.payload.db.find<Row>({
    ...{ collection: 'cohorts', req, where: coming, select: { start: true } },
    ...{ sort: '-start', limit: 1, pagination: false },
  })
  return docs[0] && new Date(docs[0].start as string).toISOString().slice(0, 10)
}

/** The day on which the first day of a class, as it is stored, was entered; today, if no version has it. */
export async function startEnteredOn(req: PayloadRequest, id: string, start: unknown): Promise<string> {
  const entered = id && start ? await whenStartWasEntered(req, id, start) : undefined
  return dayIn(await schoolTimeZone(req), new Date(entered ?? Date.now()))
}

async function whenStartWasEntered(
  req: PayloadRequest,
  id: string,
  start: unknown,
): Promise<string | undefined> {
  const oldest = async (where: Where[]) => {
    const { docs } = await req.payload.db.findVersions<{ id: string; createdAt: string }>({
      collection: 'cohorts',
      req,
      where: { and: [{ parent: { equals: id } }, ...where] },
      sort: 'createdAt',
      limit: 1,
      pagination: false,
    })
    return docs[0]
  }
  const first = await oldest([{ 'version.start': { equals: start } }])
  // Of versions before the oldest one, which may have been pruned, only the day of the first is known.
  const isUnchanged = first && first.id === (await oldest([]))?.id
  return isUnchanged ? first.version.createdAt : first?.createdAt
}

interface Leaving {
  title?: string
  at: string
}

/** When each linked document is scheduled to leave the site, in words: by its key, and by the path of its page. */
async function leavingDocuments(
  req: PayloadRequest,
  references: readonly Reference[],
  typed: readonly TypedAddress[],
): Promise<Map<string, Leaving>> {
  const linked = new Set(references.filter(({ kind }) => kind === 'link').map(documentKey))
  const paths = new Set(typed.map(({ path }) => path))
  const leaving = new Map<string, Leaving>()
  if (linked.size + paths.size === 0) return leaving
  const jobs = await findJobs(req, [{ 'input.type': { equals: 'unpublish' } }])
  for (const { input, waitUntil, hasError } of jobs) {
    const { relationTo: slug, value: id } = input?.doc ?? {}
    if (!slug || !id || !waitUntil || hasError) continue
    const key = documentKey({ slug, id })
    if (!linked.has(key) && paths.size === 0) continue
    const row = await findRow(req, { slug, id })
    const { config } = req.payload.collections[slug]!
    if (!row || !isLiveRow(config, row)) continue
    const at = timeInWords(waitUntil, await schoolTimeZone(req))
    const found = { at, title: String(row[config.admin.useAsTitle ?? 'id']) }
    leaving.set(key, found)
    if (isLinkable(slug) && typeof row.slug === 'string') leaving.set(documentPath(slug, row.slug), found)
  }
  return leaving
}

const enough = 20

/** Live documents of the collection whose page has the same title or description in search results. */
async function sameResultOf(
  req: PayloadRequest,
  { slug, id }: { slug: ContentSlug; id: string },
  document: FormValues,
): Promise<SameResult> {
  const result = searchResultOf(slug, document)
  if (!result || !(slug in collectionSchemas)) return {}
  const { config } = req.payload.collections[slug as CollectionSlug]!
  const names = ['title', 'name', 'excerpt', 'summary', 'bio', 'description', 'intro'].filter((name) =>
    config.flattenedFields.some((field) => field.name === name),
  )
  const is = (value: string | undefined): Where[] =>
    value ? [...names, 'meta.title', 'meta.description'].map((name) => ({ [name]: { equals: value } })) : []
  const alike = [...is(result.title), ...is(result.description)]
  if (alike.length === 0) return {}
  const others = id ? [{ id: { not_equals: id } }] : []
  const where = { and: [...others, liveRows(config), { or: alike }] }
  const rows = await findRows(req, slug, where, [...names, 'meta'], enough)
  const same = (what: 'title' | 'description'): NamedDocument | undefined => {
    const row = rows.find((other) => result[what] && searchResultOf(slug, other)?.[what] === result[what])
    return row && { slug, id: String(row.id), title: String(row.title ?? row.name) }
  }
  return { title: same('title'), description: same('description') }
}
