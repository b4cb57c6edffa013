import type { Payload } from 'payload'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../test-cms'
import type { Delivery } from './delivery'
import type { Relay, RelayOptions } from './relay'
import { type Receiver, startReceiver, testSecret } from './test-receiver'

const secret = testSecret('publisher')
const token = 'ghp_only-for-tests'
let receiver: Receiver
let other: Receiver
let cms: TestCms
let publisher: TestUser
let relays: Relay[] = []

beforeAll(async () => {
  receiver = await startReceiver(secret)
  other = await startReceiver(testSecret('other'))
  Object.assign(process.env, {
    WEBHOOK_SECRET: secret,
    PUBLISHER_URL: receiver.url,
    WEBHOOK_TARGETS: JSON.stringify([
      { name: 'other', url: `${other.url}/hook`, secret: testSecret('other') },
    ]),
    GITHUB_REPOSITORY: 'school/site',
    GITHUB_DISPATCH_TOKEN: token,
    GITHUB_API_URL: other.url,
  })
  cms = await startCms()
  publisher = await cms.user('publisher')
})
afterAll(async () => {
  await cms.stop()
  receiver.stop()
  other.stop()
})
beforeEach(async () => {
  receiver.reset()
  other.reset()
  await cms.payload.db.deleteMany({ collection: 'webhook-deliveries', where: {} })
})
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()))
  relays = []
})

/** Sends to the publisher only, unless it is told to whom. */
async function start(options: Partial<RelayOptions> = {}, payload: Payload = cms.payload): Promise<Relay> {
  const { env } = await import('../env')
  const { startRelay } = await import('./relay')
  const targets = env.targets.filter(({ name }) => name === 'publisher')
  const relay = startRelay(payload, { targets, ...options })
  relays.push(relay)
  return relay
}

let count = 0
async function publish(): Promise<string> {
  const title = `Category ${++count}`
  const body = { title, slug: `category-${count}`, description: 'What it is about.', _status: 'published' }
  const answer = await cms.request('POST', '/api/categories', { as: publisher, body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.doc.id
}

async function deliveries(target = 'publisher'): Promise<Delivery[]> {
  const { docs } = await cms.payload.db.find<Delivery>({
    collection: 'webhook-deliveries',
    where: { target: { equals: target } },
    sort: 'createdAt',
    limit: 0,
    pagination: false,
  })
  return docs
}

const states = async (target?: string) => (await deliveries(target)).map(({ state }) => state)
const quickly = { timeout: 8000, interval: 20 }

test('a change is sent at once, signed, with ids only, and the answer is kept', async () => {
  await start({ pollEvery: 60_000 })
  receiver.answer({ status: 202, body: '{"accepted":true}' })
  const id = await publish()
  await expect.poll(() => states(), quickly).toEqual(['delivered'])
  const [delivery] = await deliveries()
  expect(receiver.received).toMatchObject([
    {
      path: '/webhook',
      id: delivery?.id,
      message: {
        type: 'content.changed',
        timestamp: new Date(delivery?.createdAt ?? '').toISOString(),
        data: { action: 'publish', documents: [{ slug: 'categories', id }] },
      },
    },
  ])
  expect(delivery?.attempts).toEqual([
    { at: expect.any(String), ms: expect.any(Number), status: 202, answer: '{"accepted":true}' },
  ])
  expect(Date.parse(delivery?.deliveredAt ?? '')).toBeGreaterThanOrEqual(
    Date.parse(delivery?.createdAt ?? ''),
  )
})
