import type { Payload, Where } from 'payload'
import { documentKey } from 'shared-types'
import { type Liveness, livenessFieldsOf } from '../database/live-row'
import { findJobs } from '../schedule/scheduled-changes'
import { deliveriesSlug } from '../webhooks/delivery'
import { configOf } from './document-links'

/** A document as its status needs it. */
export interface StatusRow extends Record<string, unknown>, Liveness {
  id: string
  updatedAt: string
}

/** A change that will happen; `at` is ISO 8601. */
export interface ScheduledStep {
  type: 'publish' | 'unpublish'
  at: string
}

/** When each document was last unpublished, by its id. */
export async function findUnpublishedTimes(
  payload: Payload,
  slug: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { docs } = await payload.db.find<{ createdAt: string; document: string }>({
    collection: deliveriesSlug,
    where: {
      and: [
        { slug: { equals: slug } },
        { document: { in: ids } },
        { action: { equals: 'unpublish' } },
        { redeliveryOf: { exists: false } },
      ],
    },
    sort: 'createdAt',
    limit: 0,
    pagination: false,
    select: { createdAt: true, document: true },
  })
  return new Map(docs.map(({ createdAt, document }) => [document, createdAt]))
}

/** The rows by their ids; a global that was never saved has none, and still an entry. */
export async function findStatusRows(
  payload: Payload,
  slug: string,
  ids: readonly string[],
): Promise<Map<string, StatusRow | undefined>> {
  const config = configOf(payload, slug)
  const liveness = config ? livenessFieldsOf(config) : []
  const has = (name: string) => config?.flattenedFields.some((field) => field.name === name)
  const names = ['updatedAt', ...liveness, ...['slug', 'from'].filter(has)]
  const select = Object.fromEntries(names.map((name) => [name, true] as const))
  if (ids.includes('')) {
    const row = await payload.db.findGlobal<StatusRow>({ slug, select })
    return new Map([['', row?.updatedAt ? row : undefined]])
  }
  const { docs } = await payload.db.find<StatusRow>({
    collection: slug,
    where: { id: { in: ids } },
    select,
    limit: 0,
    pagination: false,
  })
  return new Map(docs.map((row) => [String(row.id), row]))
}

/** The ids of those published documents whose newest version is a draft. */
export async function findNewerDrafts(
  payload: Payload,
  slug: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const config = configOf(payload, slug)
  const versions = config?.versions
  if (ids.length === 0 || !versions || typeof versions !== 'object' || !versions.drafts) return new Set()
  const isDraft: Where = {
    and: [{ latest: { equals: true } }, { 'version._status': { equals: 'draft' } }],
  }
  const options = { limit: 0, pagination: false } as const
  if (ids.includes('')) {
    const { docs } = await payload.db.findGlobalVersions<StatusRow>({
      ...options,
      global: slug,
      where: isDraft,
      select: { latest: true },
    })
    return new Set(docs.map(() => ''))
  }
  const { docs } = await payload.db.findVersions<StatusRow>({
    ...options,
    collection: slug,
    where: { and: [{ parent: { in: ids } }, isDraft] },
    select: { parent: true },
  })
  return new Set(docs.map(({ parent }) => String(parent)))
}

/** The soonest change that is scheduled for each document of a collection, or for a global, by the document's key. */
export async function nextScheduledChanges(payload: Payload, slug: string) {
  const next = new Map<string, ScheduledStep>()
  const ofSlug: Where = {
    or: [{ 'input.doc.relationTo': { equals: slug } }, { 'input.global': { equals: slug } }],
  }
  for (const { input, waitUntil, hasError } of await findJobs({ payload }, [ofSlug])) {
    const key = documentKey({ slug, id: input?.doc?.value ?? '' })
    if (!input || !waitUntil || hasError || next.has(key)) continue
    next.set(key, { type: input.type === 'unpublish' ? 'unpublish' : 'publish', at: waitUntil })
  }
  return next
}
