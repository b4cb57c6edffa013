import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CuttingProxy, startCuttingProxy } from '../../test/cutting-proxy'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { defaultKind } from '../../test/database'
import { deliveriesTo } from '../../test/deliveries'

const isMongodb = defaultKind === 'mongodb'
const why = isMongodb ? '' : ' (skipped: DATABASE_URL names no MongoDB)'

/** What the promise gives; undefined after so many ms without it. */
const within = <T>(ms: number, promise: Promise<T>): Promise<T | undefined> =>
  Promise.race([promise, wait(ms, undefined, { ref: false })])

describe.skipIf(!isMongodb)(`connections to MongoDB that are cut${why}`, () => {
  const databaseUrl = process.env.DATABASE_URL
  let proxy: CuttingProxy
  let cms: TestCms
  let as: TestUser
  beforeAll(async () => {
    const address = new URL(databaseUrl!)
    proxy = await startCuttingProxy(address.hostname, Number(address.port || 27017))
    address.host = `127.0.0.1:${proxy.port}`
    // Otherwise the driver goes to the address that the server has in its replica set.
    address.searchParams.set('directConnection', 'true')
    process.env.DATABASE_URL = address.href
    cms = await startCms({ PUBLISHER_URL: 'http://127.0.0.1:9' })
    process.env.DATABASE_URL = databaseUrl
    as = await cms.user('publisher')
  }, 120_000)
  afterAll(async () => {
    await cms.stop()
    proxy.stop()
  })

  test('lose no change that was acknowledged, and make none twice', async () => {
    let count = 0
    async function publishAndChange(): Promise<{ status: number; title: string }[]> {
      const name = `category-${++count}`
      const body = { title: name, slug: name, description: 'What it is about.', _status: 'published' }
      const created = await cms.request('POST', '/api/categories', { as, body })
      const outcomes = [{ status: created.status, title: name }]
      if (created.status !== 201) return outcomes
      const title = `${name} again`
      const path = `/api/categories/${created.body.doc.id}`
      const changed = await cms.request('PATCH', path, { as, body: { title, _status: 'published' } })
      return [...outcomes, { status: changed.status, title }]
    }
    proxy.cutEvery(150)
    const outcomes: { status: number; title: string }[] = []
    for (let round = 0; round < 12; round++) {
      const some = await Promise.all(Array.from({ length: 4 }, publishAndChange))
      outcomes.push(...some.flat())
    }
    proxy.cutEvery(0)
    expect(proxy.cuts()).toBeGreaterThan(5)

    const { docs } = await cms.payload.findVersions({ collection: 'categories', limit: 0, pagination: false })
    const versions = docs.map(({ version }) => version.title)
    const deliveries = (await deliveriesTo(cms.payload, 'publisher')).map(({ title }) => title)
    const wrong = outcomes.filter(({ status, title }) => {
      const [stored, sent] = [versions, deliveries].map((all) => all.filter((each) => each === title).length)
      const isAcknowledged = status === 200 || status === 201
      return stored !== sent || stored! > 1 || (isAcknowledged ? stored !== 1 : status !== 503)
    })
    expect(wrong).toEqual([])
    expect(outcomes.filter(({ status }) => status === 201).length).toBeGreaterThan(0)
  }, 300_000)

  test('are made again, so that a request waits until the server can be reached', async () => {
    const before = proxy.cuts()
    proxy.cutEvery(1)
    const answer = cms.request('GET', '/api/categories', { as })
    await expect.poll(() => proxy.cuts() - before, { timeout: 30_000 }).toBeGreaterThan(3)
    proxy.cutEvery(0)
    expect((await answer).status).toBe(200)
  }, 120_000)

  test('are given up when the server vanishes without closing them, and the next primary is used', async () => {
    const body = {
      title: 'Vanished',
      slug: 'vanished',
      description: 'What it is about.',
      _status: 'published',
    }
    expect((await cms.request('POST', '/api/categories', { as, body })).status).toBe(201)
    const appear = proxy.vanish()
    const answers = Promise.all([
      cms.request('GET', '/api/categories', { as }),
      cms.request('POST', '/api/categories', { as, body: { ...body, title: 'New', slug: 'new' } }),
    ])
    await wait(3000)
    appear()
    const [read, created] = (await within(20_000, answers))!
    expect(read.status).toBe(200)
    expect([201, 503]).toContain(created.status)
    const { totalDocs } = await cms.payload.count({
      collection: 'categories',
      where: { slug: { equals: 'new' } },
    })
    expect(totalDocs).toBe(created.status === 201 ? 1 : 0)
  }, 120_000)
})
