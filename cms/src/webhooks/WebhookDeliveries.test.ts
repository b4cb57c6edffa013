import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { type Receiver, startReceiver, testSecret } from '../../test/webhook-receiver'
import { env } from '../env'
import type { Delivery } from './delivery'
import { pruneDeliveries } from './prune-deliveries'
import { startRelay } from './relay'
import { deliveriesTo } from '../../test/deliveries'

let receiver: Receiver
let cms: TestCms
let publisher: TestUser
let category: string

beforeAll(async () => {
  receiver = await startReceiver(testSecret('publisher'))
  cms = await startCms({ WEBHOOK_SECRET: testSecret('publisher'), PUBLISHER_URL: receiver.url })
  publisher = await cms.user('publisher')
})
afterAll(async () => {
  await cms.stop()
  receiver.stop()
})
beforeEach(async () => {
  await cms.payload.db.deleteMany({ collection: 'webhook-deliveries', where: {} })
  category = await publish()
})

async function publish(): Promise<string> {
  const slug = `category-${crypto.randomUUID()}`
  const body = { title: 'Phlebotomy', slug, description: 'What it is about.', _status: 'published' }
  const answer = await cms.request('POST', '/api/categories', { as: publisher, body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.doc.id
}

const deliveries = (target = 'publisher') => deliveriesTo(cms.payload, target)

const states = async (target?: string) => (await deliveries(target)).map(({ state }) => state)

test('a publisher can repeat a delivery under a new id; other roles cannot', async () => {
  receiver.answer({ status: 410 })
  const relay = startRelay(cms.payload, { targets: env.targets })
  await expect.poll(() => states()).toEqual(['failed'])
  const [failed] = await deliveries()
  const path = `/api/webhook-deliveries/${failed?.id}/redeliver`
  for (const as of [undefined, await cms.user('author'), await cms.user('editor')]) {
    expect((await cms.request('POST', path, { as })).status).toBe(403)
  }
  const { status, body } = await cms.request('POST', path, { as: publisher })
  expect([status, body]).toEqual([201, { id: expect.any(String), message: 'Sent again to “publisher”.' }])
  await expect.poll(() => states()).toEqual(['failed', 'delivered'])
  await relay.stop()
  const [, again] = await deliveries()
  expect(again).toMatchObject({
    id: body.id,
    redeliveryOf: failed?.id,
    title: failed?.title,
    document: category,
  })
  expect(receiver.received.map((one) => one.id)).toEqual([failed?.id, body.id])
  expect(receiver.received[1]?.event?.data).toEqual(receiver.received[0]?.event?.data)

  const unknown = await cms.request('POST', '/api/webhook-deliveries/none/redeliver', { as: publisher })
  expect(unknown.status).toBe(404)
  await cms.payload.db.updateMany({
    collection: 'webhook-deliveries',
    where: {},
    data: { target: 'gone' },
    returning: false,
  })
  expect((await cms.request('POST', path, { as: publisher })).status).toBe(409)
})

test('deliveries cannot be written over REST, and staff can read them', async () => {
  const [{ id } = { id: '' }] = await deliveries()
  const admin = await cms.user('admin')
  const path = `/api/webhook-deliveries/${id}`
  for (const [method, address, body] of [
    ['POST', '/api/webhook-deliveries', { target: 'publisher', action: 'publish', slug: 'posts' }],
    ['PATCH', path, { state: 'delivered' }],
    ['PATCH', `/api/webhook-deliveries?where[id][equals]=${id}`, { state: 'delivered' }],
    ['DELETE', path, undefined],
    ['DELETE', `/api/webhook-deliveries?where[id][equals]=${id}`, undefined],
  ] as const) {
    expect((await cms.request(method, address, { as: admin, body })).status, `${method} ${address}`).toBe(403)
  }
  expect(await states()).toEqual(['waiting'])
  expect((await cms.request('GET', path)).status).toBe(403)
  const { status, body } = await cms.request('GET', path, { as: await cms.user('author') })
  expect([status, body.state]).toEqual([200, 'waiting'])
})

test('after 30 days a delivery is deleted, unless it still waits; deliveries to a removed target fail', async () => {
  await cms.payload.db.deleteMany({ collection: 'webhook-deliveries', where: {} })
  const day = 24 * 60 * 60 * 1000
  const row = (state: Delivery['state'], days: number, target = 'publisher') =>
    cms.payload.db.create({
      collection: 'webhook-deliveries',
      data: {
        ...{ target, state, action: 'publish', slug: 'posts', document: '1', title: `${state} ${days}` },
        createdAt: new Date(Date.now() - days * day).toISOString(),
      },
    })
  for (const [state, days] of [
    ['delivered', 29],
    ['delivered', 31],
    ['failed', 31],
    ['waiting', 31],
  ] as const) {
    await row(state, days)
  }
  await Promise.all(Array.from({ length: 450 }, () => row('delivered', 40)))
  await row('waiting', 2, 'gone')
  await row('waiting', 4, 'gone')
  await pruneDeliveries(cms.payload, ['publisher'])
  expect((await deliveries()).map(({ title }) => title)).toEqual(['waiting 31', 'delivered 29'])
  expect(await states('gone')).toEqual(['failed', 'waiting'])
})
