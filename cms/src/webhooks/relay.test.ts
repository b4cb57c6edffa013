import { commitTransaction, createLocalReq, initTransaction, killTransaction, type Payload } from 'payload'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { env } from '../env'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import type { Delivery } from './delivery'
import { startRelay, type Relay, type RelayOptions } from './relay'
import { sweepDeliveries } from './prune-deliveries'
import { type Receiver, startReceiver, testSecret } from '../../test/webhook-receiver'

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
  cms = await startCms({
    WEBHOOK_SECRET: secret,
    PUBLISHER_URL: receiver.url,
    WEBHOOK_TARGETS: JSON.stringify([
      { name: 'other', url: `${other.url}/hook`, secret: testSecret('other') },
    ]),
    GITHUB_REPOSITORY: 'school/site',
    GITHUB_DISPATCH_TOKEN: token,
    GITHUB_API_URL: other.url,
  })
  publisher = await cms.user('publisher')
})
afterAll(async () => {
  await cms.stop()
  receiver.stop()
  other.stop()
})
beforeEach(async () => {
  await cms.payload.db.deleteMany({ collection: 'webhook-deliveries', where: {} })
  await receiver.reset()
  await other.reset()
})
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()))
  relays = []
})

/** Sends to the publisher only, unless it is told to whom. */
async function start(options: Partial<RelayOptions> = {}, payload: Payload = cms.payload): Promise<Relay> {
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

/** Makes what failed due now, as if time had passed. */
const makeDue = () =>
  cms.payload.db.updateMany({
    collection: 'webhook-deliveries',
    where: { state: { equals: 'waiting' } },
    data: { nextAttemptAt: new Date(0).toISOString() },
    returning: false,
  })

test('each target has a row of its own, and GitHub is only told to run its workflow', async () => {
  await start({ targets: env.targets })
  const id = await publish()
  for (const target of ['publisher', 'other', 'github']) {
    await expect.poll(() => states(target), quickly).toEqual(['delivered'])
  }
  const [github] = await deliveries('github')
  const hook = other.received.find(({ path }) => path === '/hook')
  expect(hook?.message?.data.documents).toEqual([{ slug: 'categories', id }])
  const dispatch = other.received.find(({ path }) => path === '/repos/school/site/dispatches')
  expect(dispatch?.headers).toMatchObject({
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
  })
  expect(JSON.parse(dispatch?.body ?? '')).toEqual({
    event_type: 'content-changed',
    client_payload: { delivery: github?.id },
  })
})

test('a burst is a handful of messages, one at a time, each change in exactly one of them', async () => {
  receiver.answer({ status: 202, after: 300 })
  await start()
  const published = await Promise.all(Array.from({ length: 30 }, publish))
  await expect.poll(() => states(), quickly).toEqual(published.map(() => 'delivered'))
  expect(receiver.received.length).toBeLessThanOrEqual(6)
  expect(Math.max(...receiver.received.map(({ underWay }) => underWay))).toBe(1)
  const told = receiver.received.flatMap(({ message }) => message?.data.documents.map(({ id }) => id) ?? [])
  expect(told.sort()).toEqual(published.sort())
  const ids = new Set((await deliveries()).map(({ message }) => message))
  expect(ids).toEqual(new Set(receiver.received.map(({ id }) => id)))
})

test('a document that changed twice is named once, and different changes are a change', async () => {
  const id = await publish()
  await cms.request('PATCH', `/api/categories/${id}`, { as: publisher, body: { _status: 'draft' } })
  await start()
  await expect.poll(() => states(), quickly).toEqual(['delivered', 'delivered'])
  expect(receiver.received.map(({ message }) => message?.data)).toEqual([
    { action: 'change', documents: [{ slug: 'categories', id }] },
  ])
})

test('what fails is tried again under the same id, signed afresh, later and later', async () => {
  receiver.answer({ status: 500, body: 'x'.repeat(2000) }, { status: 503 })
  await start({ pollEvery: 60_000 })
  await publish()
  await expect.poll(() => states(), quickly).toEqual(['delivered'])
  const [delivery] = await deliveries()
  expect(delivery?.attempts).toMatchObject([
    { status: 500, answer: 'x'.repeat(500) },
    { status: 503 },
    { status: 202 },
  ])
  const [first, second, third] = (delivery?.attempts ?? []).map(({ at }) => Date.parse(at))
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(800)
  expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(4000)
  expect(new Set(receiver.received.map(({ id }) => id))).toEqual(new Set([delivery?.id]))
  const signatures = receiver.received.map(({ headers }) => headers['webhook-signature'])
  // Seconds apart, as the third is from the first: what is signed is the second.
  expect(signatures[2]).not.toBe(signatures[0])
}, 20_000)

test('what is new does not wait for what failed, and is no part of its message', async () => {
  receiver.answer({ status: 500, headers: { 'Retry-After': '120' } })
  await start()
  const failed = await publish()
  await expect.poll(async () => (await deliveries())[0]?.attempts, quickly).toHaveLength(1)
  const [waiting] = await deliveries()
  const wait = Date.parse(waiting?.nextAttemptAt ?? '') - Date.now()
  expect(wait).toBeGreaterThan(110_000)
  expect(wait).toBeLessThanOrEqual(120_000)

  const fresh = await publish()
  await expect.poll(() => states(), quickly).toEqual(['waiting', 'delivered'])
  await makeDue()
  relays[0]?.wake()
  await expect.poll(() => states(), quickly).toEqual(['delivered', 'delivered'])
  const told = receiver.received.map(({ id, message }) => [id, message?.data.documents.map((one) => one.id)])
  expect(told).toEqual([
    [waiting?.id, [failed]],
    [expect.not.stringMatching(waiting?.id ?? ''), [fresh]],
    [waiting?.id, [failed]],
  ])
})

test('what failed has its turn also while there is always something new', async () => {
  receiver.answer({ status: 500 })
  const relay = await start()
  await publish()
  await expect.poll(async () => (await deliveries())[0]?.attempts, quickly).toHaveLength(1)
  await relay.stop()
  await makeDue()
  // More than one message of it, and more to come with each answer.
  receiver.answer(...Array.from({ length: 50 }, () => ({ status: 202, after: 20 })))
  let isOver = false
  const editing = (async () => {
    for (let edits = 0; !isOver && edits < 500; edits++) {
      await publish()
      // An editor's next request is a new one: without a pause nobody else would have a turn.
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })()
  let before: number
  try {
    await start()
    await expect.poll(async () => (await states())[0], quickly).toBe('delivered')
    before = receiver.received.length
  } finally {
    isOver = true
    await editing
  }
  expect(before, 'the second or third message, not the last').toBeLessThanOrEqual(5)
})

test('after three days, or when the target is gone for good, it stays failed', async () => {
  // It may be tried again by itself before the next lines are through.
  receiver.answer({ status: 410 }, ...Array.from({ length: 20 }, () => ({ status: 500 })))
  await start()
  await publish()
  await expect.poll(() => states(), quickly).toEqual(['failed'])
  await publish()
  await expect.poll(async () => (await deliveries())[1]?.attempts?.length ?? 0, quickly).toBeGreaterThan(0)
  const threeDaysAgo = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000).toISOString()
  await cms.payload.db.updateMany({
    collection: 'webhook-deliveries',
    where: { state: { equals: 'waiting' } },
    data: { attempts: [{ at: threeDaysAgo, ms: 1, status: 500 }], nextAttemptAt: threeDaysAgo },
    returning: false,
  })
  relays[0]?.wake()
  await expect.poll(() => states(), quickly).toEqual(['failed', 'failed'])
})

test('a redirect is not followed, and a silent target and one that is down are failures that say why', async () => {
  receiver.answer(
    { status: 307, headers: { Location: `${other.url}/hook` } },
    { status: 200, after: 'never' },
  )
  await start({ timeout: 300 })
  await publish()
  await expect.poll(async () => (await deliveries())[0]?.attempts?.length, quickly).toBe(2)
  const [delivery] = await deliveries()
  expect(delivery?.attempts).toMatchObject([{ status: 307 }, { error: 'No answer within 0.3 s.' }])
  expect(other.received).toEqual([])

  const down = await start({
    targets: [{ kind: 'webhook', name: 'publisher', url: 'http://127.0.0.1:9/webhook', secret }],
  })
  await relays[0]?.stop()
  await makeDue()
  down.wake()
  await expect
    .poll(async () => (await deliveries())[0]?.attempts?.at(2), quickly)
    .toMatchObject({ error: expect.stringMatching(/refused|bad port/i) })
})

test('no secret is in a row or in the log, even when a target answers with it', async () => {
  const levels = ['error', 'warn', 'info', 'debug'] as const
  const logs = levels.map((level) => vi.spyOn(cms.payload.logger, level))
  const secrets = { github: token, other: testSecret('other') }
  for (const [name, hidden] of Object.entries(secrets)) {
    other.answer({ status: 401, body: `You said ${hidden}, which is wrong` })
    await start({ targets: env.targets.filter((target) => target.name === name) })
    await publish()
    await expect.poll(async () => (await deliveries(name))[0]?.attempts, quickly).toBeTruthy()
    const rows = await deliveries(name)
    expect(rows[0]?.attempts).toMatchObject([{ status: 401, answer: 'You said ***, which is wrong' }])
    const written = JSON.stringify([rows, logs.map(({ mock }) => mock.calls)])
    for (const each of [hidden, secret]) expect(written).not.toContain(each)
  }
})

test('what is rolled back is not sent', async () => {
  await start({ pollEvery: 100 })
  const id = await publish()
  await expect.poll(() => states(), quickly).toEqual(['delivered'])
  const req = await createLocalReq({}, cms.payload)
  await initTransaction(req)
  const edit = { collection: 'categories', id, data: { title: 'Edited' }, req } as const
  await cms.payload.update(edit)
  await killTransaction(req)
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(receiver.received).toHaveLength(1)

  await initTransaction(req)
  await cms.payload.update(edit)
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(receiver.received, 'nothing is sent before the commit').toHaveLength(1)
  await commitTransaction(req)
  await expect.poll(() => receiver.received.length, quickly).toBe(2)
})

test('two instances send each change once', async () => {
  receiver.answer(...Array.from({ length: 20 }, () => ({ status: 202, after: 30 })))
  await start({ pollEvery: 5 })
  await start({ pollEvery: 5 })
  const published: string[] = []
  for (let burst = 0; burst < 5; burst++) {
    published.push(...(await Promise.all([publish(), publish(), publish()])))
  }
  await expect.poll(() => states(), quickly).toEqual(published.map(() => 'delivered'))
  const told = receiver.received.flatMap(({ message }) => message?.data.documents.map(({ id }) => id) ?? [])
  expect(told.sort()).toEqual(published.sort())
})

test('what a process took and did not live to send is sent by another one when its time is up', async () => {
  await publish()
  const lease = (ms: number) =>
    cms.payload.db.updateMany({
      collection: 'webhook-deliveries',
      where: {},
      data: { leasedUntil: new Date(Date.now() + ms).toISOString() },
      returning: false,
    })
  await lease(60_000)
  await start({ pollEvery: 20 })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await states()).toEqual(['waiting'])
  await lease(0)
  await expect.poll(() => states(), quickly).toEqual(['delivered'])
})

test('a relay that stops gives back what it was sending', async () => {
  receiver.answer({ status: 202, after: 'never' })
  const relay = await start()
  await publish()
  await expect.poll(() => receiver.received.length, quickly).toBe(1)
  await relay.stop()
  expect(await deliveries()).toMatchObject([{ state: 'waiting', leasedUntil: null }])
  expect((await deliveries())[0]?.attempts ?? []).toEqual([])
  await start()
  await expect.poll(() => states(), quickly).toEqual(['delivered'])
  expect(receiver.received[0]?.id).toBe(receiver.received[1]?.id)
})

test('a database that fails for a while does not end the relay', async () => {
  const relay = await start({ pollEvery: 50 })
  const { find } = cms.payload.db
  let failures = 0
  cms.payload.db.find = (() => {
    failures++
    return Promise.reject(new Error('The database is away.'))
  }) as typeof find
  relay.wake()
  await expect.poll(() => failures, quickly).toBeGreaterThan(2)
  cms.payload.db.find = find
  await publish()
  await expect.poll(() => states(), quickly).toEqual(['delivered'])
})

test('a publisher sends a message again, as a new one; others do not', async () => {
  receiver.answer({ status: 410 })
  await start()
  const id = await publish()
  await expect.poll(() => states(), quickly).toEqual(['failed'])
  const [failed] = await deliveries()
  const path = `/api/webhook-deliveries/${failed?.id}/redeliver`
  for (const as of [undefined, await cms.user('author'), await cms.user('editor')]) {
    expect((await cms.request('POST', path, { as })).status).toBe(403)
  }
  const { status, body } = await cms.request('POST', path, { as: publisher })
  expect([status, body]).toEqual([201, { id: expect.any(String), message: 'Sent again to “publisher”.' }])
  await expect.poll(() => states(), quickly).toEqual(['failed', 'delivered'])
  const [, again] = await deliveries()
  expect(again).toMatchObject({ id: body.id, redeliveryOf: failed?.id, title: failed?.title, document: id })
  expect(receiver.received.map((one) => one.id)).toEqual([failed?.id, body.id])
  expect(receiver.received[1]?.message?.data).toEqual(receiver.received[0]?.message?.data)

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

test('nobody writes deliveries over REST, and staff read them', async () => {
  await publish()
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

test('after 30 days a row is deleted, unless it still waits; waiting for a target that is gone ends', async () => {
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
  await sweepDeliveries(cms.payload, ['publisher'])
  expect((await deliveries()).map(({ title }) => title)).toEqual(['waiting 31', 'delivered 29'])
  expect(await states('gone')).toEqual(['failed', 'waiting'])
})

test('a save does not wait for a target', async () => {
  receiver.answer({ status: 202, after: 'never' })
  await start({ timeout: 5000 })
  const started = performance.now()
  await publish()
  await publish()
  expect(performance.now() - started).toBeLessThan(3000)
})
