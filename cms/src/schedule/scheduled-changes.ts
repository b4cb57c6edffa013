import type { Payload, Where } from 'payload'
import { cachedReads } from '../database/read-cache'
import type { Reader } from '../saves/DocumentTokens'
import { editsSlug } from '../saves/Edits'
import { type ScheduleInput, scheduleTargetOf } from './publish-scheduled'
import { type ScheduleTarget, unseenChanges } from './unseen-changes'

export interface ScheduledChange {
  /** The id of the job. */
  id: string
  type: 'publish' | 'unpublish'
  /** ISO 8601: when it is due, or when it is retried; of a failed one, when it was due. */
  at: string
  /** `changed`: the draft was edited since, so it will not be published. */
  state: 'changed' | 'failed' | 'pending' | 'retrying'
  reason?: string
  /** The path of the field at fault, if that is known. */
  field?: string
}

/** A scheduled change that did not happen, or will not. */
export interface ScheduleNews extends ScheduledChange {
  slug: string
  /** Empty for a global. */
  documentId: string
  /** Of the document; empty if it has none. */
  title: string
  /** Where the document is now; it has a form unless it is deleted. */
  place: 'admin' | 'trash' | 'deleted'
}

interface Job {
  id: number | string
  input?: ScheduleInput | null
  waitUntil?: string | null
  createdAt: string
  updatedAt: string
  hasError?: boolean | null
  error?: { message?: string } | null
  log?: { state?: string; error?: { message?: string } | null }[] | null
}

/** Selects the jobs of a document. */
export const ofTarget = (target: ScheduleTarget): Where[] =>
  'global' in target
    ? [{ 'input.global': { equals: target.global } }]
    : [
        { 'input.doc.value': { equals: target.id } },
        { 'input.doc.relationTo': { equals: target.collection } },
      ]

/** The scheduled changes that have not happened, soonest first. */
export async function findJobs(req: Reader, where: Where[]): Promise<Job[]> {
  const { docs } = await cachedReads(req).find<Job>({
    collection: 'payload-jobs',
    where: {
      and: [{ taskSlug: { equals: 'schedulePublish' } }, { completedAt: { exists: false } }, ...where],
    },
    sort: 'waitUntil',
    limit: 0,
    pagination: false,
  })
  return docs
}

/** The scheduled changes of a document, soonest first, and those that failed since it was last published or unpublished. */
export async function scheduledChanges(payload: Payload, target: ScheduleTarget): Promise<ScheduledChange[]> {
  const jobs = await findJobs({ payload }, ofTarget(target))
  const changes = await Promise.all(jobs.map((job) => changeOf(payload, target, job)))
  return changes.filter((change) => change !== undefined)
}

/** The scheduled changes of all documents that did not happen or will not, until they are cancelled, scheduled anew, or done by hand. */
export async function scheduleNews(payload: Payload): Promise<ScheduleNews[]> {
  const jobs = await findJobs({ payload }, [])
  const news = await Promise.all(
    jobs.map(async (job): Promise<ScheduleNews | undefined> => {
      const { input } = job
      const target = input ? scheduleTargetOf(input) : undefined
      const change = await changeOf(payload, target, job)
      if (!change || change.state === 'pending') return undefined
      if (target) return { ...change, ...(await placeOf(payload, target)) }
      if (!input?.deleted) return undefined
      const { relationTo: slug, value: documentId, title } = input.deleted
      return { ...change, slug, documentId, title, place: 'deleted' }
    }),
  )
  return news.filter((item) => item !== undefined)
}

async function changeOf(
  payload: Payload,
  target: ScheduleTarget | undefined,
  job: Job,
): Promise<ScheduledChange | undefined> {
  const { at, token, type: given } = job.input ?? {}
  const type = given === 'unpublish' ? 'unpublish' : 'publish'
  if (job.hasError && target && (await isDoneByHand(payload, target, type, job.updatedAt))) return undefined
  const isOpen = type === 'publish' && token !== undefined && !job.hasError
  const unseen = isOpen && target ? await unseenChanges({ payload }, target, token) : undefined
  const failure = job.error?.message ?? job.log?.findLast(({ state }) => state === 'failed')?.error?.message
  return {
    id: String(job.id),
    type,
    at: (job.hasError ? at : undefined) ?? job.waitUntil ?? job.createdAt,
    state: job.hasError ? 'failed' : unseen ? 'changed' : failure ? 'retrying' : 'pending',
    reason: unseen ?? failure,
    field: unseen || !failure ? undefined : job.input?.field,
  }
}

/** Whether the newest version has become what visitors see, or the document has left the site, since the job failed. */
async function isDoneByHand(
  payload: Payload,
  target: ScheduleTarget,
  type: ScheduledChange['type'],
  failedAt: string,
): Promise<boolean> {
  const [slug, document] = 'global' in target ? [target.global, ''] : [target.collection, target.id]
  const done: Where =
    type === 'publish' ? { live: { equals: true } } : { action: { in: ['unpublish', 'trash'] } }
  const { totalDocs } = await payload.db.count({
    collection: editsSlug,
    where: {
      and: [
        { slug: { equals: slug } },
        { document: { equals: document } },
        { until: { greater_than: failedAt } },
        done,
      ],
    },
  })
  return totalDocs > 0
}

/** What the dashboard names, and where it leads. */
export async function placeOf(
  payload: Payload,
  target: ScheduleTarget,
  req?: object,
): Promise<Pick<ScheduleNews, 'slug' | 'documentId' | 'title' | 'place'>> {
  if ('global' in target) {
    const label = payload.config.globals.find(({ slug }) => slug === target.global)?.label
    const title = typeof label === 'string' ? label : target.global
    return { slug: target.global, documentId: '', title, place: 'admin' }
  }
  const { collection: slug, id } = target
  const { admin, trash } = payload.collections[slug]!.config
  const doc = (await payload.findByID({
    collection: slug as 'posts',
    id,
    depth: 0,
    disableErrors: true,
    draft: true,
    trash,
    req,
  })) as unknown as ({ deletedAt?: string | null } & Record<string, unknown>) | null
  const title = doc?.[admin.useAsTitle ?? 'id']
  return {
    slug,
    documentId: id,
    title: typeof title === 'string' ? title : '',
    place: !doc ? 'deleted' : doc.deletedAt ? 'trash' : 'admin',
  }
}
