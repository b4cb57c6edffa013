import { commitTransaction, createLocalReq, initTransaction, killTransaction, type Payload } from 'payload'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { env } from '../env'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { claimEvent, recordAttempt, releaseClaim } from './outbox'
import { startRelay, type Relay, type RelayOptions } from './relay'
import { type Receiver, startReceiver, testSecret } from '../../test/webhook-receiver'
import { deliveriesTo } from '../../test/deliveries'

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

/** Starts a relay; by default to the publisher only. */
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

const deliveries = (target = 'publisher') => deliveriesTo(cms.payload, target)

const states = async (target?: string) => (await deliveries(target)).map(({ state }) => state)
const quickly = { timeout: 8000, interval: 20 }

test('a change is sent at once, signed, with ids only, and the answer is kept', async () => {
  await start({ pollIntervalMs: 60_000 })
  receiver.answer({ status: 202, body: '{"accepted":true}' })
  const id = await publish()
  await expect.poll(() => states(), quickly).toEqual(['delivered'])
  const [delivery] = await deliveries()
  expect(receiver.received).toMatchObject([
    {
      path: '/webhook',
      id: delivery?.id,
      event: {
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

/** Makes failed deliveries due now, as if time had passed. */
const makeDue = () =>
  cms.payload.db.updateMany({
    collection: 'webhook-deliveries',
    where: { state: { equals: 'waiting' } },
    data: { nextAttemptAt: new Date(0).toISOString() },
    returning: false,
  })

test('each target has its own row, and GitHub only gets a dispatch of its workflow', async () => {
  await start({ targets: env.targets })
  const id = await publish()
  for (const target of ['publisher', 'other', 'github']) {
    await expect.poll(() => states(target), quickly).toEqual(['delivered'])
  }
  const [github] = await deliveries('github')
  const hook = other.received.find(({ path }) => path === '/hook')
  expect(hook?.event?.data.documents).toEqual([{ slug: 'categories', id }])
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

test('a burst becomes a handful of events, one at a time, each change in exactly one of them', async () => {
  receiver.answer({ status: 202, afterMs: 300 })
  await start()
  const published = await Promise.all(Array.from({ length: 30 }, publish))
  await expect.poll(() => states(), quickly).toEqual(published.map(() => 'delivered'))
  expect(receiver.received.length).toBeLessThanOrEqual(6)
  expect(Math.max(...receiver.received.map(({ underWay }) => underWay))).toBe(1)
  const sent = receiver.received.flatMap(({ event }) => event?.data.documents.map(({ id }) => id) ?? [])
  expect(sent.sort()).toEqual(published.sort())
  const ids = new Set((await deliveries()).map(({ message }) => message))
  expect(ids).toEqual(new Set(receiver.received.map(({ id }) => id)))
})

test('a document that changed twice is named once, and different changes are a change', async () => {
  const id = await publish()
  await cms.request('PATCH', `/api/categories/${id}`, { as: publisher, body: { _status: 'draft' } })
  await start()
  await expect.poll(() => states(), quickly).toEqual(['delivered', 'delivered'])
  expect(receiver.received.map(({ event }) => event?.data)).toEqual([
    { action: 'change', documents: [{ slug: 'categories', id }] },
  ])
})

test('a failed event is retried under the same id, signed afresh, after growing pauses', async () => {
  receiver.answer({ status: 500, body: 'x'.repeat(2000) }, { status: 503 })
  await start({ pollIntervalMs: 60_000 })
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
  // Timestamps are signed in whole seconds; the third attempt is seconds after the first.
  expect(signatures[2]).not.toBe(signatures[0])
}, 20_000)

test('a new change does not wait for a failed event, and is not added to it', async () => {
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
  const sent = receiver.received.map(({ id, event }) => [id, event?.data.documents.map((one) => one.id)])
  expect(sent).toEqual([
    [waiting?.id, [failed]],
    [expect.not.stringMatching(waiting?.id ?? ''), [fresh]],
    [waiting?.id, [failed]],
  ])
})

test('a failed event is retried even while editors keep publishing', async () => {
  receiver.answer({ status: 500 })
  const relay = await start()
  await publish()
  await expect.poll(async () => (await deliveries())[0]?.attempts, quickly).toHaveLength(1)
  await relay.stop()
  await makeDue()
  // Several events' worth, and more arrive with each answer.
  receiver.answer(...Array.from({ length: 50 }, () => ({ status: 202, afterMs: 20 })))
  let isOver = false
  const editing = (async () => {
    for (let edits = 0; !isOver && edits < 500; edits++) {
      await publish()
      // Without a pause this loop would keep the relay from running at all.
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
  expect(before, 'the retry is among the first events, not the last').toBeLessThanOrEqual(5)
})

test('an event fails for good after three days, or when the target answers 410', async () => {
  // The relay may retry before the next lines have run.
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

test('a redirect is not followed; a silent target and a target that is down fail with the reason', async () => {
  receiver.answer(
    { status: 307, headers: { Location: `${other.url}/hook` } },
    { status: 200, afterMs: 'never' },
  )
  await start({ timeoutMs: 300 })
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
    expect(rows[0]?.attempts?.[0]).toMatchObject({ status: 401, answer: 'You said ***, which is wrong' })
    const written = JSON.stringify([rows, logs.map(({ mock }) => mock.calls)])
    for (const each of [hidden, secret]) expect(written).not.toContain(each)
  }
})

test('a change that is rolled back is not sent', async () => {
  await start({ pollIntervalMs: 100 })
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

test('two instances send each change once, and neither takes a lost claim for an error', async () => {
  receiver.answer(...Array.from({ length: 20 }, () => ({ status: 202, afterMs: 30 })))
  const other = await cms.another()
  const errors = [cms, other].map(({ payload }) => vi.spyOn(payload.logger, 'error'))
  await start({ pollIntervalMs: 5 })
  const relay = await start({ pollIntervalMs: 5 }, other.payload)
  const published: string[] = []
  for (let burst = 0; burst < 5; burst++) {
    published.push(...(await Promise.all([publish(), publish(), publish()])))
  }
  await expect.poll(() => states(), quickly).toEqual(published.map(() => 'delivered'))
  const sent = receiver.received.flatMap(({ event }) => event?.data.documents.map(({ id }) => id) ?? [])
  expect(sent.sort()).toEqual(published.sort())
  for (const logged of errors) expect(logged).not.toHaveBeenCalled()
  await relay.stop()
  await other.stop()
})

test('an instance whose claim has ended records nothing, because another one sends the event again', async () => {
  await publish()
  const target = { leaseMs: 0, retriesFirst: false }
  const claim = async () => (await claimEvent(cms.payload, 'publisher', target))!
  const [late, newer] = [await claim(), await claim()]
  expect(newer.id).toBe(late.id)
  const at = new Date().toISOString()
  await recordAttempt(cms.payload, late, { attempt: { at, ms: 1, status: 500 }, outcome: 'failed' })
  await releaseClaim(cms.payload, late)
  expect(await deliveries()).toMatchObject([{ state: 'waiting', leasedUntil: expect.any(String) }])
  expect((await deliveries())[0]?.attempts ?? []).toEqual([])
  await recordAttempt(cms.payload, newer, { attempt: { at, ms: 1, status: 202 }, outcome: 'delivered' })
  expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: [{ status: 202 }] }])
})

test('another instance sends what a killed instance had claimed, once the lease is over', async () => {
  await publish()
  const lease = (ms: number) =>
    cms.payload.db.updateMany({
      collection: 'webhook-deliveries',
      where: {},
      data: { leasedUntil: new Date(Date.now() + ms).toISOString() },
      returning: false,
    })
  await lease(60_000)
  await start({ pollIntervalMs: 20 })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await states()).toEqual(['waiting'])
  await lease(0)
  await expect.poll(() => states(), quickly).toEqual(['delivered'])
})

test('a relay that stops releases its claim', async () => {
  receiver.answer({ status: 202, afterMs: 'never' })
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
  const relay = await start({ pollIntervalMs: 50 })
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

test('a save does not wait for a target', async () => {
  receiver.answer({ status: 202, afterMs: 'never' })
  await start({ timeoutMs: 5000 })
  const started = performance.now()
  await publish()
  await publish()
  expect(performance.now() - started).toBeLessThan(3000)
})
