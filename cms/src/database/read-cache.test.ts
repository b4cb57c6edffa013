import { createLocalReq, initTransaction, killTransaction, type PayloadRequest } from 'payload'
import { collectionSchemas, type CollectionSlug } from 'shared-types'
import { sampleGlobal } from 'shared-types/test/sample-documents'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms } from '../../test/cms'
import { defaultKind } from '../../test/database'
import { publishSamples, type SampleIds } from '../../test/sample-documents'
import { statementsOf } from '../../test/statements'
import { schoolTimeZone } from '../schedule/school-time'
import { findRow } from './live-row'

let cms: TestCms
let ids: SampleIds
const databaseUrl = process.env.DATABASE_URL

beforeAll(async () => {
  if (defaultKind === 'mongodb') process.env.DATABASE_URL += '&monitorCommands=true'
  cms = await startCms()
  process.env.DATABASE_URL = databaseUrl
  ;({ ids } = await publishSamples(cms))
  const { meta: _, ...settings } = sampleGlobal('site-settings')
  await cms.payload.updateGlobal({ slug: 'site-settings', data: { ...settings, _status: 'published' } })
})
afterAll(() => cms.stop())

/** Rolls back what `work` writes. */
async function inRequest(work: (req: PayloadRequest) => Promise<void>): Promise<void> {
  const req = await createLocalReq({}, cms.payload)
  await initTransaction(req)
  await work(req).finally(() => killTransaction(req))
}

const countOf = async (work: () => Promise<unknown>) => (await statementsOf(cms.payload, work)).length
const setTimeZone = (timeZone: string, req?: PayloadRequest) =>
  cms.payload.updateGlobal({ slug: 'site-settings', data: { timeZone }, draft: false, req })

test('a transaction reads the same row once, and each reader gets a copy', async () => {
  const post = { slug: 'posts', id: ids.posts }
  await inRequest(async (req) => {
    const first = await findRow(req, post)
    const title = String(first!.title)
    first!.title = 'Changed by its reader'
    expect(await countOf(async () => expect((await findRow(req, post))!.title).toBe(title))).toBe(0)
  })
})

test('a transaction reads again what it has written itself, and the other transactions do not see it', async () => {
  const before = await schoolTimeZone({ payload: cms.payload })
  await inRequest(async (req) => {
    expect(await schoolTimeZone(req)).toBe(before)
    await setTimeZone('Pacific/Auckland', req)
    expect(await schoolTimeZone(req)).toBe('Pacific/Auckland')
    expect(await schoolTimeZone({ payload: cms.payload })).toBe(before)
  })
  expect(await schoolTimeZone({ payload: cms.payload })).toBe(before)
})

test('the next transaction and a reader without one see what was committed since', async () => {
  await inRequest(async (req) => void (await schoolTimeZone(req)))
  for (const timeZone of ['Pacific/Auckland', 'America/New_York']) {
    await setTimeZone(timeZone)
    await inRequest(async (req) => expect(await schoolTimeZone(req)).toBe(timeZone))
    expect(await schoolTimeZone({ payload: cms.payload })).toBe(timeZone)
  }
})

test('what an update returns is kept as the row that the database would give back', async () => {
  for (const slug of Object.keys(collectionSchemas) as CollectionSlug[]) {
    await inRequest(async (req) => {
      const id = ids[slug]
      const update = { collection: slug as 'posts', id, data: {}, depth: 0, req } as const
      await cms.payload.update(update)
      let kept: object | null = null
      expect(await countOf(async () => (kept = await findRow(req, { slug, id })))).toBe(0)
      expect(kept, slug).toEqual(
        await cms.payload.db.findOne({ collection: slug, req, where: { id: { equals: id } } }),
      )
    })
  }
})

test('a transaction that deletes a document reads the rows that referred to it again', async () => {
  await inRequest(async (req) => {
    const post = { slug: 'posts', id: ids.posts }
    expect((await findRow(req, post))!.hero).toBe(ids.media)
    await cms.payload.db.deleteOne({ collection: 'media', req, where: { id: { equals: ids.media } } })
    const { docs } = await cms.payload.db.find<{ id: string; hero?: unknown }>({
      ...{ collection: 'posts', req, where: { id: { equals: ids.posts } } },
    })
    expect((await findRow(req, post))!.hero).toEqual(docs[0]!.hero)
  })
})
