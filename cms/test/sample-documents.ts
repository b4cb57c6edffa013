import { randomUUID } from 'node:crypto'
import type { CollectionSlug as PayloadSlug, Payload, SanitizedCollectionConfig } from 'payload'
import { hasDraftsEnabled } from 'payload/shared'
import sharp from 'sharp'
import { collectionSchemas, type CollectionSlug } from 'shared-types'
import { sampleDocument, sampleId } from 'shared-types/test/sample-documents'
import type { TestCms, TestUser } from './cms'

export type SampleSlug = Exclude<CollectionSlug, 'media'>
/** The id of the sample of each collection. */
export type SampleIds = Record<CollectionSlug, string>

/** In this order each sample refers only to those before it. */
export const sampleSlugs: SampleSlug[] = [
  'categories',
  'locations',
  'people',
  'certifications',
  'faqs',
  'partners',
  'externships',
  'courses',
  'cohorts',
  'testimonials',
  'posts',
  'pages',
  'redirects',
]

/** Fields that visitors cannot read. The fixtures of shared-types are what visitors read, so they lack these. */
const internalFields: Partial<Record<SampleSlug, Record<string, unknown>>> = {
  partners: { agreementStatus: 'signed', mayUseName: true, contactNotes: 'Call Pat.' },
  testimonials: { consentNote: 'Invented.' },
}

const slugOfSampleId = new Map(
  (Object.keys(collectionSchemas) as CollectionSlug[]).map((slug) => [sampleId(slug), slug]),
)

/** Whether the CMS itself sets this key of a document or a row. */
const isSetByCms = (key: string) => ['id', 'createdAt', 'updatedAt', 'deletedAt'].includes(key)

/**
 * The fixture of a collection as the body of a request, with some fields changed. It refers to the samples in `ids`.
 */
export const sampleOf = (slug: SampleSlug, ids: SampleIds, changes: Record<string, unknown> = {}) => ({
  ...(JSON.parse(JSON.stringify(sampleDocument(slug)), (key, value: unknown) => {
    if (isSetByCms(key)) return undefined
    const reference = slugOfSampleId.get(String(value))
    return reference ? ids[reference] : value
  }) as Record<string, unknown>),
  ...internalFields[slug],
  _status: 'published',
  ...changes,
})

/**
 * Publishes one document of each collection over REST, as a new publisher. Throws with the CMS's answer on a refusal.
 */
export async function publishSamples(cms: TestCms): Promise<{ as: TestUser; ids: SampleIds }> {
  const as = await cms.user('publisher')
  const ids = { media: await uploadSample(cms, as) } as SampleIds
  for (const slug of sampleSlugs) {
    const { status, body } = await cms.request('POST', `/api/${slug}?depth=0`, {
      as,
      body: sampleOf(slug, ids),
    })
    if (status !== 201) throw new Error(`The sample of ${slug} was refused: ${JSON.stringify(body)}`)
    ids[slug] = body.doc.id
  }
  return { as, ids }
}

/** Publishes a changed sample as `as`; returns the refusals as `{ field: message }`, empty when it was published. */
export async function refusalsOf(
  cms: TestCms,
  as: TestUser,
  ids: SampleIds,
  slug: SampleSlug,
  changes: Record<string, unknown>,
): Promise<Record<string, string>> {
  const unique = 'slug' in sampleOf(slug, ids) ? { slug: `new-${randomUUID()}` } : {}
  const sample = sampleOf(slug, ids, { ...unique, ...changes })
  const { status, body } = await cms.request('POST', `/api/${slug}`, { as, body: sample })
  if (status === 201) return {}
  const errors = body.errors[0].data?.errors as { path: string; message: string }[] | undefined
  if (status !== 400 || !errors)
    throw new Error(`Expected refused fields, got ${status}: ${JSON.stringify(body)}`)
  return Object.fromEntries(errors.map(({ path, message }) => [path, message]))
}

async function uploadSample(cms: TestCms, as: TestUser): Promise<string> {
  const { alt, caption, credit, decorative, width, height } = sampleDocument('media')
  const picture = await png(Number(width), Number(height), '#7a2b3f')
  const form = new FormData()
  form.append('file', new File([new Uint8Array(picture)], 'tubes.png', { type: 'image/png' }))
  form.append('_payload', JSON.stringify({ alt, caption, credit, decorative, published: true }))
  const { status, body } = await cms.request('POST', '/api/media', { as, body: form })
  if (status !== 201) throw new Error(`The sample picture was refused: ${JSON.stringify(body)}`)
  return body.doc.id
}

const png = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer()

export interface BareDocuments {
  configOf: (slug: string) => SanitizedCollectionConfig
  /** A draft that was never live. */
  draft: (slug: string, owner?: string) => Promise<string>
  /** Published; or saved, where there are no drafts. */
  live: (slug: string, owner?: string) => Promise<string>
  trashed: (slug: string, owner?: string) => Promise<string>
  /** The row that visitors read, as the database holds it, with null for what it does not hold. */
  row: (slug: string, id: string) => Promise<Record<string, unknown> | null>
  /** The newest version of a document, with null for what it does not hold. */
  version: (slug: string, id: string) => Promise<{ id: string; version: Record<string, unknown> }>
}

/**
 * Makes many documents with little more than a title, for tests of access. `live` sets the status in the database,
 * because publishing would refuse the missing fields.
 */
export function bareDocuments(payload: Payload): BareDocuments {
  const configOf = (slug: string) => {
    const collection = payload.collections[slug as PayloadSlug]
    if (!collection) throw new Error(`There is no collection ${slug}.`)
    return collection.config
  }

  const draft: BareDocuments['draft'] = async (slug, owner) => {
    const { admin, flattenedFields } = configOf(slug)
    const has = (name: string) => flattenedFields.some((field) => field.name === name)
    const title = `A document ${randomUUID().slice(0, 8)}`
    const titleField = admin.useAsTitle && admin.useAsTitle !== 'id' ? admin.useAsTitle : 'title'
    const { id } = await payload.create({
      collection: slug as PayloadSlug,
      draft: true,
      data: {
        ...(has(titleField) ? { [titleField]: title } : {}),
        ...(has('slug') ? { slug: `a-document-${randomUUID()}` } : {}),
        ...(has('createdBy') && owner ? { createdBy: owner } : {}),
      },
    })
    return String(id)
  }

  /** On MongoDB a field that never had a value is absent. */
  const withNulls = (slug: string, data: Record<string, unknown>) => ({
    ...Object.fromEntries(configOf(slug).flattenedFields.map(({ name }) => [name, null])),
    ...data,
  })

  const row: BareDocuments['row'] = async (slug, id) => {
    const found = await payload.db.findOne<Record<string, unknown> & { id: string }>({
      collection: slug,
      where: { id: { equals: id } },
    })
    return found && withNulls(slug, found)
  }

  const version: BareDocuments['version'] = async (slug, id) => {
    const { docs } = await payload.db.findVersions<Record<string, unknown> & { id: string }>({
      collection: slug,
      where: { and: [{ parent: { equals: id } }, { latest: { equals: true } }] },
      limit: 1,
      pagination: false,
    })
    if (!docs[0]) throw new Error(`The document ${id} of ${slug} has no version.`)
    return { id: String(docs[0].id), version: withNulls(slug, docs[0].version) }
  }

  /** Sets fields in the row and in the newest version, past hooks and validation. */
  const set = async (slug: string, id: string, data: Record<string, unknown>) => {
    await payload.db.updateOne({ collection: slug, id, data })
    if (!hasDraftsEnabled(configOf(slug))) return
    const newest = await version(slug, id)
    await payload.db.updateVersion({
      collection: slug,
      id: newest.id,
      versionData: { parent: id, latest: true, version: { ...newest.version, ...data } } as never,
    })
  }

  const live: BareDocuments['live'] = async (slug, owner) => {
    if (slug === 'media') return String((await payload.create(await barePicture())).id)
    if (slug === 'redirects') return String((await payload.create(bareRedirect())).id)
    const id = await draft(slug, owner)
    await set(slug, id, { _status: 'published' })
    return id
  }

  const trashed: BareDocuments['trashed'] = async (slug, owner) => {
    const id = await live(slug, owner)
    await set(slug, id, { deletedAt: new Date().toISOString() })
    return id
  }

  return { configOf, draft, live, trashed, row, version }
}

export const bareRedirect = () => ({
  collection: 'redirects' as PayloadSlug,
  data: { from: `/old-${randomUUID()}/`, kind: 'address', address: 'https://example.org/' },
})

export async function barePicture() {
  const data = await png(20, 10, `#${randomUUID().slice(0, 6)}`)
  return {
    collection: 'media' as PayloadSlug,
    data: { alt: 'A colored rectangle', published: true },
    file: { data, mimetype: 'image/png', name: 'rectangle.png', size: data.length },
  }
}
