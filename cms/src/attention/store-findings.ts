import type { PayloadRequest, Where } from 'payload'
import { type ContentSlug, dayIn } from 'shared-types'
import { findRow } from '../database/live-row'
import type { SavedDocument } from '../saves/record-edits'
import { schoolTimeZone } from '../schedule/school-time'
import { findAttention } from './find-attention'
import { findingsSlug, type StoredFinding } from './LiveFindings'

type Row = Record<string, unknown>

export interface CheckedDocument {
  slug: string
  /** Empty for a global. */
  id: number | string
  /** What visitors get, with ids in place of related documents; undefined when they get nothing. */
  live: Row | undefined
}

type NewFinding = Omit<StoredFinding, 'id'>

/** What is the same finding on another day: only its words and its day may differ. */
const keyOf = ({ group, rule, field }: NewFinding) => JSON.stringify([group, rule ?? '', field ?? ''])

export const titleOf = ({ payload }: PayloadRequest, slug: string, live: Row): string | undefined => {
  const title = live[payload.collections[slug]?.config.admin.useAsTitle ?? '']
  return typeof title === 'string' ? title.slice(0, 200) : undefined
}

/** Stores what needs attention in a live document, in the transaction of the request. Writes only what differs. */
export async function storeFindings(req: PayloadRequest, { slug, id, live }: CheckedDocument): Promise<void> {
  const { db } = req.payload
  const options = { collection: findingsSlug, req, returning: false } as const
  const document = String(id)
  const { docs: stored } = await db.find<StoredFinding>({
    ...options,
    where: ofDocument(slug, document),
    limit: 0,
    pagination: false,
  })
  const today = dayIn(await schoolTimeZone(req), new Date())
  const found = new Map<string, NewFinding>()
  const add = (finding: NewFinding) => found.set(keyOf(finding), finding)
  if (live) {
    const title = titleOf(req, slug, live)
    const self = { slug: slug as ContentSlug, id: document }
    const { findings, nextCheck } = await findAttention(req, self, live, today)
    for (const finding of findings) {
      const known = stored.find((row) => keyOf(row) === keyOf({ ...finding, slug, document, due: '' }))
      add({ ...finding, slug, document, title, due: finding.due ?? known?.due ?? today })
    }
    if (nextCheck) add({ group: 'later', slug, document, due: nextCheck })
  }
  const stale: string[] = []
  for (const { id: row, ...finding } of stored) {
    const now = found.get(keyOf(finding))
    found.delete(keyOf(finding))
    if (!now) stale.push(row)
    else if (
      now.due !== finding.due ||
      (now.message ?? '') !== (finding.message ?? '') ||
      (now.title ?? '') !== (finding.title ?? '')
    )
      await db.updateOne({ ...options, id: row, data: { ...now } })
  }
  if (stale.length > 0) await db.deleteMany({ ...options, where: { id: { in: stale } } })
  for (const data of found.values()) await db.create({ ...options, data: { ...data } })
}

const ofDocument = (slug: string, document: string): Where => ({
  and: [{ slug: { equals: slug } }, { document: { equals: document } }],
})

/** A class decides whether its course has a start to come. Stores the findings of those courses that are live. */
async function storeFindingsOfCourses(
  req: PayloadRequest,
  rows: readonly (Row | undefined)[],
): Promise<void> {
  const ids = new Set(rows.flatMap((row) => (typeof row?.course === 'string' ? [row.course] : [])))
  for (const id of ids) {
    const live = await findRow(req, { slug: 'courses', id })
    if (live?._status === 'published' && !live.deletedAt)
      await storeFindings(req, { slug: 'courses', id, live })
  }
}

/** The fields on which findings of many other documents depend. */
const shared: Record<string, readonly string[]> = {
  categories: ['needsReview'],
  partners: ['name', 'mayUseName', 'agreementStatus', 'agreementExpires'],
  'site-settings': ['timeZone'],
}

/** The same after a save, and what other documents depend on. `previous`: the newest version before it. */
export async function storeFindingsAfterSave(
  req: PayloadRequest,
  document: SavedDocument,
  previous: Row | undefined,
): Promise<void> {
  const { id, slug } = document
  const live = document.isLive ? ((await findRow(req, { slug, id })) ?? undefined) : undefined
  await storeFindings(req, { slug, id, live })
  if (slug === 'cohorts') await storeFindingsOfCourses(req, [live, previous])
  const isShared = shared[slug]?.some((name) => String(live?.[name] || '') !== String(previous?.[name] || ''))
  if (!isShared) return
  const all = { group: 'all', slug: 'all', document: '', due: new Date().toISOString().slice(0, 10) }
  await req.payload.db.create({ collection: findingsSlug, req, returning: false, data: all })
}

/** Those of a document that is deleted. */
export const forgetFindings = (req: PayloadRequest, slug: string, id: number | string): Promise<void> =>
  req.payload.db.deleteMany({ collection: findingsSlug, req, where: ofDocument(slug, String(id)) })
