import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testSecret } from '../test/cms'
import { TestPublisher, hintOf, until } from '../test/publisher'
import { body } from '../test/school'

const otherSecret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
const minute = 60_000

/** Without a poll in between, whatever is published here follows from a request. */
const env = { POLL_INTERVAL_MS: String(60 * minute) }
let publisher: TestPublisher
const agent = new Agent({ keepAlive: true, maxSockets: 32 })
beforeAll(async () => {
  publisher = await TestPublisher.start({ env })
})
afterAll(async () => {
  agent.destroy()
  await publisher.close()
})

const hintText = (...posts: string[]) =>
  JSON.stringify(
    hintOf(
      posts.map((id) => ({ slug: 'posts', id })),
      publisher.clock.now(),
    ),
  )

interface Sent {
  path?: string
  method?: string
  headers: Record<string, string>
  text: string | Buffer
}

/** Sends bytes unchanged; gives the response's status and message. */
function send({ path = '/webhook', method = 'POST', headers, text }: Sent): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${publisher.url}${path}`, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const answer = JSON.parse(Buffer.concat(chunks).toString()) as { message: string }
        resolve([response.statusCode ?? 0, answer.message])
      })
    })
    outgoing.once('error', reject)
    outgoing.end(text)
  })
}

/** A request that the publisher must not act on, of the `n`th kind: a forged one, or one that came before. */
function badRequest(n: number, replayed: Sent): Sent {
  const text = hintText(`post-${(n % 12) + 1}`)
  const at = publisher.clock.now()
  const good = publisher.headers(text)
  const kinds: (() => Sent)[] = [
    () => ({ text, headers: { ...good, 'webhook-signature': `v1,${randomUUID().repeat(2)}`.slice(0, 47) } }),
    () => ({ text, headers: publisher.headers(text, { secret: otherSecret }) }),
    () => ({ text, headers: publisher.headers(text, { at: at - 5 * minute - 2000 }) }),
    () => ({ text, headers: publisher.headers(text, { at: at + 5 * minute + 2000 }) }),
    () => ({ text: text.slice(0, -(1 + (n % 40))), headers: good }),
    () => ({ text: text.replace('change', 'publish'), headers: good }),
    () => ({ text, headers: { ...good, 'webhook-id': randomUUID() } }),
    () => ({ text, headers: { ...good, 'webhook-timestamp': String(Math.floor(at / 1000) + 1) } }),
    () => replayed,
  ]
  return kinds[n % kinds.length]?.() ?? replayed
}

/** Sends many requests, 32 at a time; counts the responses by their status. */
async function flood(count: number, requestOf: (n: number) => Sent): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {}
  let next = 0
  const sender = async () => {
    while (next < count) {
      const [status] = await send(requestOf(next++))
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: 32 }, sender))
  return statuses
}

/** Megabytes of memory that the publisher has; 0 where the system does not say. */
function memory(): number {
  if (process.platform !== 'linux') return 0
  const status = readFileSync(`/proc/${publisher.pid()}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
}

test('ten thousand forged and repeated requests change nothing, start nothing and leave nothing behind', async () => {
  const text = hintText('post-1')
  const captured = { text, headers: publisher.headers(text) }
  expect(await send(captured)).toEqual([202, 'Recorded.'])
  await publisher.publish((school) => school.change('posts', 'post-1', { body: body('Before the flood.') }))
  await flood(500, (n) => badRequest(n, captured))
  await publisher.settled()

  const [requests, reports, log, health] = [
    publisher.cms.requests.length,
    publisher.reports.length,
    publisher.logText(),
    await publisher.health(),
  ]
  // A forged request must not publish this.
  publisher.school.change('posts', 'post-1', { body: body('After the flood.') })
  const files = publisher.liveFiles()
  const before = memory()
  expect(await flood(10_000, (n) => badRequest(n, captured))).toEqual({ 401: 8889, 202: 1111 })
  expect(memory() - before).toBeLessThan(64)
  expect(await publisher.health()).toEqual(health)
  expect(publisher.liveFiles()).toEqual(files)
  expect(publisher.cms.requests.length).toBe(requests)
  expect(publisher.reports.length).toBe(reports)
  expect(publisher.logText()).toBe(log)
  await publisher.hint([{ slug: 'posts', id: 'post-1' }])
  await publisher.converged()
}, 240_000)

test('a valid hint is acted on in the middle of a flood', async () => {
  const text = hintText('post-1')
  const captured = { text, headers: publisher.headers(text) }
  const noise = flood(1_000, (n) => badRequest(n, captured))
  const { report } = await publisher.publish((school) =>
    school.change('posts', 'post-2', { body: body('Published.') }),
  )
  expect(report.documents.map(({ id }) => id).sort()).toEqual(['post-2'])
  expect(Object.keys(await noise)).toEqual(['202', '401'])
})

test('a request for another path, with another method or body, is refused with a reason', async () => {
  const text = hintText('post-1')
  const signed = (of: string) => ({ text: of, headers: publisher.headers(of) })
  const refused = 'The message was refused: '
  expect(await send({ ...signed(text), path: '/' })).toEqual([
    404,
    'There is nothing here. Webhooks go to /webhook.',
  ])
  expect((await send({ ...signed(text), path: '/health' }))[0]).toBe(404)
  expect(await send({ ...signed(text), method: 'PUT' })).toEqual([405, 'Only POST is answered here.'])
  expect((await send({ text: '', headers: {}, method: 'GET' }))[0]).toBe(405)
  expect(await send(signed('{"type":'))).toEqual([400, `${refused}it is no JSON.`])
  expect(await send(signed('{}'))).toMatchObject([400, expect.stringContaining(`${refused}type: `)])
  const unknown = JSON.stringify({ ...JSON.parse(text), data: { action: 'change', documents: [{ id: 1 }] } })
  expect(await send(signed(unknown))).toMatchObject([400, expect.stringContaining('data.documents.0.')])
  const large = hintText(...Array.from({ length: 4000 }, () => 'x'.repeat(60)))
  expect(await send(signed(large))).toEqual([413, `${refused}it is larger than 256 kB.`])
})

test('malformed headers are refused, whatever their signature', async () => {
  const text = hintText('post-1')
  const { 'webhook-signature': signature, ...rest } = publisher.headers(text)
  const headers = { ...rest, 'webhook-signature': signature }
  const without = (name: string) =>
    Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name))
  const odd: Record<string, string>[] = [
    without('webhook-id'),
    without('webhook-timestamp'),
    without('webhook-signature'),
    { ...headers, 'webhook-timestamp': `${headers['webhook-timestamp']}.0` },
    { ...headers, 'webhook-timestamp': '1e9' },
    { ...headers, 'webhook-signature': signature.replace('v1,', '') },
    { ...headers, 'webhook-signature': Array.from({ length: 50 }, () => signature).join(' ') },
    publisher.headers(text, { id: 'an id' }),
    publisher.headers(text, { id: 'x'.repeat(129) }),
  ]
  for (const one of odd) expect((await send({ text, headers: one }))[0], JSON.stringify(one)).toBe(401)
  const bytes = Buffer.from([...Buffer.from(text.slice(0, -1)), 0xff, 0x7d])
  expect((await send({ text: bytes, headers: publisher.headers(bytes.toString()) }))[0]).toBe(401)
  // One of several signatures is enough: senders add one for each secret while they replace it.
  const both = { ...headers, 'webhook-signature': `v1,${'A'.repeat(43)}= ${signature}` }
  expect((await send({ text, headers: both }))[0]).toBe(202)
  const wrong = `v1,${'A'.repeat(43)}= `.repeat(5)
  const newer = publisher.headers(text)
  newer['webhook-signature'] = `v2,other ${wrong}${newer['webhook-signature']}`
  expect((await send({ text, headers: newer }))[0]).toBe(202)
})

test('a sender that hangs up in the middle of a request leaves nothing in the log', async () => {
  const log = publisher.logText()
  for (let n = 0; n < 50; n++) {
    await new Promise<void>((resolve, reject) => {
      const socket = connect(publisher.port, '127.0.0.1', () => {
        socket.write('POST /webhook HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n{"type":')
        setImmediate(() => socket.destroy())
      })
      socket.once('close', () => resolve())
      socket.once('error', reject)
    })
  }
  const { report } = await publisher.publish((school) =>
    school.change('posts', 'post-3', { body: body('Still here.') }),
  )
  const added = publisher.logText().slice(log.length).trim().split('\n')
  expect(added).toEqual([report.log[0]])
})

test('a command is carried out once, also after a restart, and a hint is not a command', async () => {
  const poll = { type: 'publisher.look', data: {} }
  const id = randomUUID()
  const at = publisher.clock.now()
  const sent = async () => (await publisher.post(poll, { path: '/command', id, at })).status
  expect(await sent()).toBe(200)
  expect(await sent()).toBe(409)
  await publisher.kill()
  await publisher.startProcess()
  expect(await sent()).toBe(409)
  expect((await publisher.post(poll, { path: '/command', secret: otherSecret })).status).toBe(401)
  const text = hintText('post-1')
  expect((await send({ text, headers: publisher.headers(text), path: '/command' }))[0]).toBe(400)
  expect((await publisher.post(poll)).status).toBe(400)
})

test('while the secret is being replaced both are accepted, and the new one signs', async () => {
  const statuses = () =>
    Promise.all(
      [testSecret, otherSecret].map(async (secret) => {
        const response = await publisher.post(hintOf([], publisher.clock.now()), { secret })
        return response.status
      }),
    )
  expect(await statuses()).toEqual([202, 401])
  await publisher.stop()
  publisher.env = { ...env, WEBHOOK_SECRET: otherSecret, WEBHOOK_SECRET_PREVIOUS: testSecret }
  publisher.cms.secret = otherSecret
  await publisher.startProcess()
  expect(await statuses()).toEqual([202, 202])
  await publisher.publish((school) => school.change('posts', 'post-4', { body: body('Signed anew.') }))
  await publisher.stop()
  publisher.env = { ...env, WEBHOOK_SECRET: otherSecret }
  await publisher.startProcess()
  expect(await statuses()).toEqual([401, 202])
  await publisher.stop()
  publisher.env = env
  publisher.cms.secret = testSecret
  await publisher.startProcess()
})

test('the secret is never in the log', async () => {
  await until('something is in the log', () => publisher.logText().includes('is live'))
  expect(publisher.logText()).not.toContain('whsec_')
})
