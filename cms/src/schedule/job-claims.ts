import { randomUUID } from 'node:crypto'
import {
  type Field,
  JobCancelledError,
  type JobsConfig,
  type Payload,
  type PayloadRequest,
  type Where,
} from 'payload'

type UpdateJobs = Payload['db']['updateJobs']
type UpdateJobsArgs = Parameters<UpdateJobs>[0]
export interface ClaimedJob {
  id: number | string
  claim?: string | null
}

/** A job whose instance does not renew its claim for this long is taken for abandoned. */
export const jobClaimMs = 60_000
const renewalMs = jobClaimMs / 4

const jobsSlug = 'payload-jobs'

const claimFields: Field[] = [
  // The id of the newest claim.
  { name: 'claim', type: 'text', index: true },
  { name: 'claimedUntil', type: 'date' },
]

/** For `jobs.jobsCollectionOverrides`. */
export const withClaims: NonNullable<JobsConfig['jobsCollectionOverrides']> = ({
  defaultJobsCollection,
}) => ({
  ...defaultJobsCollection,
  fields: [...defaultJobsCollection.fields, ...claimFields],
})

const isNumbered = (claim: string): Where => ({ claim: { equals: claim } })
const isOne = (id: number | string): Where => ({ id: { equals: id } })
const untilLater = () => new Date(Date.now() + jobClaimMs).toISOString()

/**
 * For the config's `onInit`: of several instances, one runs each job. Payload finds jobs and then marks them by their ids, so two of its
 * runners run one job, and it leaves a job of a killed runner marked for ever. Here one conditional update claims what is free, with the
 * id of the claim and its end, and an instance whose claim is over changes nothing of the job any more.
 */
export function claimJobs({ db }: Payload): void {
  const updateJobs = db.updateJobs.bind(db) as UpdateJobs
  const claims = new Map<number | string, string>()

  async function claim(args: UpdateJobsArgs): Promise<Awaited<ReturnType<UpdateJobs>>> {
    const { data, id, limit, req, sort } = args
    await releaseAbandoned(req)
    const where = id === undefined ? args.where! : isOne(id)
    const query = { collection: jobsSlug, req, sort, pagination: false }
    const due = await db.find<ClaimedJob>({ ...query, where, limit: limit ?? 0 })
    if (due.docs.length === 0) return []
    const number = randomUUID()
    const isFree: Where = {
      and: [{ id: { in: due.docs.map(({ id }) => id) } }, { processing: { equals: false } }],
    }
    await updateJobs({
      data: { ...data, claim: number, claimedUntil: untilLater() },
      where: isFree,
      req,
      returning: false,
    })
    const { docs } = await db.find<ClaimedJob>({ ...query, where: isNumbered(number), limit: 0 })
    for (const job of docs) claims.set(job.id, number)
    return docs as unknown as Awaited<ReturnType<UpdateJobs>>
  }

  /** Its transaction was rolled back, so the job can begin again. */
  async function releaseAbandoned(req: UpdateJobsArgs['req']): Promise<void> {
    const isOver = { less_than_equal: new Date().toISOString() }
    const isAbandoned: Where = {
      and: [
        { processing: { equals: true } },
        { completedAt: { exists: false } },
        { or: [{ claimedUntil: { exists: false } }, { claimedUntil: isOver }] },
      ],
    }
    const found = { collection: jobsSlug, where: isAbandoned, limit: 1, pagination: false, req }
    if ((await db.find(found)).docs.length === 0) return
    await updateJobs({ data: { processing: false }, where: isAbandoned, req, returning: false })
  }

  db.updateJobs = ((args) => {
    if (args.data.processing === true) return claim(args)
    const number = args.id === undefined ? undefined : claims.get(args.id)
    if (!number) return updateJobs(args)
    const { data, id, req, returning } = args
    return updateJobs({ data, req, returning, where: { and: [isOne(id!), isNumbered(number)] } })
  }) satisfies UpdateJobs
}

/** Does the work of a job, and renews its claim meanwhile. */
export async function whileClaimed<Result>(
  { db, logger }: Payload,
  job: ClaimedJob,
  work: () => Promise<Result>,
): Promise<Result> {
  const where = { and: [isOne(job.id), isNumbered(job.claim ?? '')] }
  const renew = () =>
    db
      .updateJobs({ data: { claimedUntil: untilLater() }, where, returning: false })
      .catch((error: unknown) => {
        logger.warn({ err: error, msg: `Could not renew the claim of job ${job.id}; the CMS tries again.` })
      })
  const timer = setInterval(() => void renew(), renewalMs)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

/**
 * Removes a job in the transaction of its work, so that both happen or neither. Throws `JobCancelledError` if another instance has
 * claimed it since, or it is gone: then what this instance has done is to be rolled back.
 */
export async function finishJob(req: PayloadRequest, job: ClaimedJob): Promise<void> {
  const where = { and: [isOne(job.id), isNumbered(job.claim ?? '')] }
  const removed = await req.payload.db.deleteOne({ collection: jobsSlug, where, req })
  if (!removed) throw new JobCancelledError('Another instance of the CMS has this job.')
}
