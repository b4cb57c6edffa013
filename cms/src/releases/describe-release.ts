import type { Payload } from 'payload'
import { type ReleaseReport, documentKey } from 'shared-types'
import { deliveriesSlug, type Delivery } from '../webhooks/delivery'
import { kindOf } from './document-links'
import { findRelease, isLive } from './release-queries'
import { actionWords } from './stored-release'
import { whatWouldVanish } from './waiting'

type Report = ReleaseReport['data']

export interface ReleaseDescription {
  /** The names of the people whose changes it contains. */
  who: string | null
  /** What changed, such as “DEA numbers” published. */
  summary: string
  /** Titles of its documents, in the order of the report. */
  titles: (string | null)[]
}

/** Adds what the publisher does not know: who made the changes, and the titles of the documents. */
export async function describeRelease(payload: Payload, report: Report): Promise<ReleaseDescription> {
  const { documents, hold: freeze, state } = report
  const changes = await changesIn(payload, report)
  const titles = documents.map((document) => changes.get(documentKey(document))?.title ?? null)
  const names =
    freeze && state === 'rolled-back'
      ? [freeze.by]
      : documents.flatMap((document) => changes.get(documentKey(document))?.names ?? [])
  return {
    who: [...new Set(names)].join(', ') || null,
    summary: summaryOf(payload, report, titles),
    titles,
  }
}

const reasons: Record<Report['reason'], string> = {
  content: 'All pages',
  templates: 'New templates',
  day: 'A new day began',
  first: 'The first release',
  nightly: 'The nightly build',
  asked: 'All pages, as somebody asked',
}

function summaryOf(payload: Payload, report: Report, titles: (string | null)[]): string {
  const { documents, isFull, number, reason, state, waiting } = report
  if (state === 'rolled-back') return `Back to release ${number}`
  if (state === 'resumed') return 'The newest content is live again'
  const isStopped = state === 'refused' || state === 'failed'
  const isNothing = documents.length === 0 && reason === 'content' && !isFull
  const [group] = waiting
  if (isNothing && group && !isStopped) return `Waits: ${whatWouldVanish(payload, group)}`
  if (isNothing) return isStopped ? 'Nothing went live' : 'No document changed'
  const changed = documents.length > 0 ? documentsInWords(payload, documents, titles) : reasons[reason]
  return isStopped ? `Not live: ${changed}` : changed
}

function documentsInWords(
  payload: Payload,
  documents: Report['documents'],
  titles: (string | null)[],
): string {
  const [first] = documents
  const names = documents.slice(0, 2).map(({ slug }, index) => {
    const title = titles[index]
    return title ? `“${title}”` : `a ${kindOf(payload, slug)}`
  })
  if (documents.length === 1) return `${names[0]} ${actionWords[first?.action ?? 'change']}`
  return documents.length === 2 ? names.join(' and ') : `${names[0]} and ${documents.length - 1} more`
}

interface Change {
  title: string | null
  names: string[]
}

/** The changes that this release is the first to contain, by document key, from the recorded deliveries. */
async function changesIn(
  payload: Payload,
  { documents, number, target }: Report,
): Promise<Map<string, Change>> {
  const changes = new Map<string, Change>()
  if (documents.length === 0) return changes
  const before = await findRelease(
    payload,
    { and: [isLive, { number: { less_than: number } }] },
    { sort: '-number', target },
  )
  const since = before?.contentAsOf ? Date.parse(before.contentAsOf) : Infinity
  const { docs } = await payload.db.find<Delivery>({
    collection: deliveriesSlug,
    where: {
      and: [
        { redeliveryOf: { exists: false } },
        { slug: { in: [...new Set(documents.map(({ slug }) => slug))] } },
        { document: { in: documents.map(({ id }) => id) } },
      ],
    },
    sort: '-createdAt',
    limit: documents.length * 4 + 200,
    pagination: false,
    select: { slug: true, document: true, title: true, userName: true, createdAt: true },
  })
  for (const { slug, document, title, userName, createdAt } of docs) {
    const name = documentKey({ slug, id: document ?? '' })
    const newer = changes.get(name)
    // All changes since the previous release, and at least the newest: the previous release may have blocked it.
    if (newer && Date.parse(createdAt) <= since) continue
    changes.set(name, {
      title: newer?.title ?? title ?? null,
      names: [...(userName ? [userName] : []), ...(newer?.names ?? [])],
    })
  }
  return changes
}
