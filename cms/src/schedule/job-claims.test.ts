import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { scheduling } from '../../test/schedule'
import { jobClaimMs } from './job-claims'

let cms: TestCms
let other: TestCms
let publisher: TestUser
const { category, changesOf, isLive, scheduleDue } = scheduling(() => ({ cms, publisher }))
beforeAll(async () => {
  cms = await startCms()
  other = await cms.another()
  publisher = await cms.user('publisher')
}, 60_000)
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})
afterAll(async () => {
  await other.stop()
  await cms.stop()
})

const run = ({ payload }: TestCms) => payload.jobs.run({ silent: true, limit: 100 })

interface Job {
  processing: boolean
  claim?: string | null
  claimedUntil?: string | null
}
async function jobOf(id: string): Promise<Job | undefined> {
  const where = { 'input.doc.value': { equals: id } }
  return (await cms.payload.db.find<Job>({ collection: 'payload-jobs', where })).docs[0]
}
const updateJob = (id: string, data: Partial<Job>) =>
  cms.payload.db.updateJobs({ data, where: { 'input.doc.value': { equals: id } }, returning: false })

/** How many versions a category has: one for each write. */
async function writesOf(id: string): Promise<number> {
  const { totalDocs } = await cms.payload.countVersions({
    collection: 'categories',
    where: { parent: { equals: id } },
  })
  return totalDocs
}

/** Holds the next job of an instance before its transaction begins. Resolves when a job is there. */
function pauseNextJob({ payload }: TestCms) {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const { findByID } = payload
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  vi.spyOn(payload, 'findByID').mockImplementationOnce(async (options) => {
    arrive()
    await released
    return findByID.call(payload, options) as never
  })
  return { arrived, release }
}

test('two instances that run jobs at once run each job once', async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => category()))
  for (const id of ids) await scheduleDue(publisher, id)
  await Promise.all([run(cms), run(other), run(cms), run(other)])
  await run(cms)
  for (const id of ids) {
    expect(await isLive(id)).toBe(true)
    expect(await writesOf(id), 'the draft and what went live').toBe(2)
    expect(await jobOf(id)).toBeUndefined()
  }
})

test('an instance leaves alone what another one runs, and one that starts does too', async () => {
  const id = await category()
  await scheduleDue(publisher, id)
  const { arrived, release } = pauseNextJob(cms)
  const running = run(cms)
  await arrived
  const claimed = await jobOf(id)
  expect(claimed).toMatchObject({ processing: true, claim: expect.any(String) })
  const third = await cms.another()
  for (const instance of [other, third]) await run(instance)
  await third.stop()
  expect(await jobOf(id)).toEqual(claimed)
  expect(await isLive(id)).toBe(false)
  release()
  await running
  expect(await isLive(id)).toBe(true)
  expect(await writesOf(id)).toBe(2)
})

test('the claim of a job is renewed while it runs', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const id = await category()
  await scheduleDue(publisher, id)
  const { arrived, release } = pauseNextJob(cms)
  const running = run(cms)
  await arrived
  await updateJob(id, { claimedUntil: new Date(0).toISOString() })
  vi.advanceTimersByTime(jobClaimMs / 2)
  await vi.waitFor(
    async () => expect(Date.parse((await jobOf(id))?.claimedUntil ?? '')).toBeGreaterThan(Date.now()),
    20_000,
  )
  release()
  await running
  expect(await isLive(id)).toBe(true)
})

test('a job whose claim is over is done by another instance, and what the first one did is rolled back without an error', async () => {
  const id = await category()
  await scheduleDue(publisher, id)
  const { arrived, release } = pauseNextJob(cms)
  const errors = vi.spyOn(cms.payload.logger, 'error')
  const running = cms.payload.jobs.run({ limit: 100 })
  await arrived
  // As if it had been suspended for longer than that.
  await updateJob(id, { claimedUntil: new Date(0).toISOString() })
  await run(other)
  expect(await isLive(id)).toBe(true)
  release()
  await running
  expect(await writesOf(id)).toBe(2)
  expect(errors).not.toHaveBeenCalled()
  expect((await changesOf(id)).body).toEqual([])
})

test('an instance that has lost a job changes nothing of it, while another one runs it', async () => {
  const id = await category()
  await scheduleDue(publisher, id)
  const first = pauseNextJob(cms)
  const running = run(cms)
  await first.arrived
  await updateJob(id, { claimedUntil: new Date(0).toISOString() })
  const second = pauseNextJob(other)
  const runningToo = run(other)
  await second.arrived
  const claimed = await jobOf(id)
  first.release()
  await running
  expect(await jobOf(id)).toEqual(claimed)
  expect(await isLive(id)).toBe(false)
  second.release()
  await runningToo
  expect(await isLive(id)).toBe(true)
  expect(await writesOf(id)).toBe(2)
})

test('an instance that dies between its commit and the end of its job leaves nothing to do', async () => {
  const id = await category()
  await scheduleDue(publisher, id)
  const { db } = cms.payload
  const { updateJobs } = db
  vi.spyOn(db, 'updateJobs').mockImplementation(async (args) => {
    if (args.data.processing === true) return updateJobs.call(db, args)
    await db.rollbackTransaction((await args.req?.transactionID) ?? '')
    throw new Error('killed')
  })
  await expect(run(cms)).rejects.toThrow('killed')
  vi.restoreAllMocks()
  expect(await isLive(id)).toBe(true)
  expect(await jobOf(id)).toBeUndefined()
  await run(other)
  expect(await writesOf(id)).toBe(2)
})
