import type { Payload } from 'payload'
import { documentKey, documentPath, isLinkable } from 'shared-types'
import { isLiveRow, type Liveness } from '../database/live-row'
import { referencesSlug, type StoredReference } from '../references/References'
import { findJobs } from '../schedule/scheduled-changes'
import { findingsSlug, type StoredFinding } from './LiveFindings'

type Leaving = Pick<StoredFinding, 'document' | 'field' | 'message'>

interface Row extends Liveness {
  id: string
  slug?: string
}

/** The live documents that are scheduled to leave the site, by their keys, with the path of their page and when. */
async function findLeaving(payload: Payload): Promise<Map<string, Leaving>> {
  const jobs = await findJobs({ payload }, [{ 'input.type': { equals: 'unpublish' } }])
  const leaving = new Map<string, Leaving>()
  for (const { input, waitUntil, hasError } of jobs) {
    const { relationTo: slug, value: id } = input?.doc ?? {}
    if (!slug || !id || !waitUntil || hasError) continue
    const row = await payload.db.findOne<Row>({ collection: slug, where: { id: { equals: id } } })
    if (!row || !isLiveRow(payload.collections[slug]!.config, row)) continue
    const path = isLinkable(slug) && row.slug ? documentPath(slug, row.slug) : ''
    const key = documentKey({ slug, id })
    leaving.set(key, { document: key, field: path, message: waitUntil })
  }
  return leaving
}

type Check = (slug: string, id: string) => Promise<void>

/**
 * Checks the documents again that link to what is newly scheduled to leave the site, or is so no more: it was cancelled, has failed or
 * has happened. Compares the schedules with those of the last time, so that no event of theirs is missed.
 */
export async function followSchedules(payload: Payload, check: Check): Promise<void> {
  const leaving = await findLeaving(payload)
  const { docs: known } = await payload.db.find<StoredFinding>({
    ...{ collection: findingsSlug, where: { group: { equals: 'leaving' } } },
    ...{ limit: 0, pagination: false },
  })
  for (const { id, ...before } of known) {
    const now = leaving.get(before.document)
    if (now?.message === before.message && (now?.field ?? '') === (before.field ?? '')) {
      leaving.delete(before.document)
      continue
    }
    await checkLinking(payload, before, check)
    await payload.db.deleteOne({ collection: findingsSlug, where: { id: { equals: id } } })
  }
  for (const now of leaving.values()) {
    await checkLinking(payload, now, check)
    const due = now.message!.slice(0, 10)
    await payload.db.create({
      ...{ collection: findingsSlug, returning: false },
      data: { ...now, group: 'leaving', slug: 'leaving', due },
    })
  }
}

async function checkLinking(payload: Payload, target: Leaving, check: Check): Promise<void> {
  const { document: key, field: path } = target
  const targets = [key, ...(path ? [path] : [])]
  const { docs } = await payload.db.find<StoredReference>({
    ...{ collection: referencesSlug, limit: 0, pagination: false },
    where: { and: [{ target: { in: targets } }, { live: { equals: true } }] },
  })
  const places = new Map(docs.map((place) => [documentKey({ slug: place.slug, id: place.document }), place]))
  for (const place of places.values()) await check(place.slug, place.document)
}
