import type { Payload, PayloadRequest } from 'payload'
import { dayIn } from 'shared-types'
import { schoolTimeZone } from '../schedule/school-time'
import { storedContents } from '../references/stored-contents'
import { inDocuments, inEachDocument } from '../saves/each-document'
import { findingsSlug, type StoredFinding } from './LiveFindings'
import { followSchedules } from './leaving-documents'
import { storeFindings } from './store-findings'

/** Raise it when the checks find other things in the same document: each CMS then checks all of them anew. */
const version = 3
const key = 'live-findings'

/** Whether all documents were checked. */
export const isChecked = async ({ kv }: Payload): Promise<boolean> =>
  (await kv.get<{ version: number }>(key))?.version === version

async function checkOne(req: PayloadRequest, slug: string, id: string): Promise<void> {
  const { live } = await storedContents(req, slug, id)
  await storeFindings(req, { slug, id, live: live === 'unchanged' ? undefined : live })
}

/**
 * Checks the live documents whose findings may differ from those that are stored: all, if they were never checked or much depends on a
 * change; otherwise those with a date that has come, and those that link to what is scheduled to leave the site.
 */
export async function refreshFindings(payload: Payload): Promise<void> {
  const changes = await findLater(payload, 'all')
  if (changes.length > 0 || !(await isChecked(payload))) {
    await inEachDocument(payload, checkOne)
    for (const { id } of changes)
      await payload.db.deleteOne({ collection: findingsSlug, where: { id: { equals: id } } })
    await payload.kv.set(key, { version })
  }
  await followSchedules(payload, (slug, id) => inDocuments(payload, slug, [id], checkOne))
  for (;;) {
    const [next] = await findLater(payload, 'later')
    if (!next) return
    await inDocuments(payload, next.slug, [next.document], checkOne)
  }
}

async function findLater(payload: Payload, group: 'all' | 'later'): Promise<StoredFinding[]> {
  const today = dayIn(await schoolTimeZone({ payload }), new Date())
  const { docs } = await payload.db.find<StoredFinding>({
    collection: findingsSlug,
    where: { and: [{ group: { equals: group } }, { due: { less_than_equal: today } }] },
    sort: 'due',
    limit: group === 'later' ? 1 : 0,
    pagination: false,
  })
  return docs
}

const refreshIntervalMs = 10_000

/** Keeps the findings right while the CMS runs, as days pass. `payload.destroy` ends it. */
export function keepFindings(payload: Payload): void {
  let isRunning = false
  const refresh = async () => {
    if (isRunning) return
    isRunning = true
    try {
      await refreshFindings(payload)
    } catch (err) {
      payload.logger.error({ err, msg: 'What needs attention could not be checked; the CMS tries it again.' })
    } finally {
      isRunning = false
    }
  }
  const timer = setInterval(() => void refresh(), refreshIntervalMs).unref()
  void refresh()
  const { destroy } = payload
  payload.destroy = async () => {
    clearInterval(timer)
    await destroy()
  }
}
