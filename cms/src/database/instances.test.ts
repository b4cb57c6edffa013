import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { behindOneAddress, startCms, type TestCms, type TestUser } from '../../test/cms'
import { deliveriesTo } from '../../test/deliveries'
import { scheduling } from '../../test/schedule'
import { type Receiver, startReceiver, testSecret } from '../../test/webhook-receiver'
import { env } from '../env'
import { startRelay } from '../webhooks/relay'

const secret = testSecret('publisher')
let receiver: Receiver
let instances: TestCms[]
/** Two instances behind one address. */
let cms: TestCms
let ana: TestUser
let ben: TestUser
const { category, scheduleDue } = scheduling(() => ({ cms, publisher: ana }))

beforeAll(async () => {
  receiver = await startReceiver(secret)
  const first = await startCms({ PUBLISHER_URL: receiver.url, WEBHOOK_SECRET: secret, TRUSTED_PROXIES: '1' })
  instances = [first, await first.another()]
  cms = behindOneAddress(instances)
  ;[ana, ben] = [await cms.user('publisher'), await cms.user('publisher')]
})
afterAll(async () => {
  for (const instance of instances.toReversed()) await instance.stop()
  receiver.stop()
})

async function send(method: string, path: string, body?: unknown, as = ana) {
  const answer = await cms.request(method, path, { as, body })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}

test('a session that one instance began, others continue and end', async () => {
  const email = `${crypto.randomUUID()}@example.org`
  const password = crypto.randomUUID()
  await cms.payload.create({
    collection: 'users',
    data: { name: 'Cleo', email, password, roles: ['publisher'] },
  })
  const signedIn = await cms.request('POST', '/api/users/login', { body: { email, password } })
  const cleo = { id: signedIn.body.user.id as string, email, token: signedIn.body.token as string }
  for (let each = 0; each < 4; each++)
    expect((await send('GET', '/api/users/me', undefined, cleo)).user.email).toBe(email)
  await send('POST', '/api/users/logout', undefined, cleo)
  for (const instance of instances)
    expect((await instance.request('GET', '/api/users/me', { as: cleo })).body.user).toBeNull()
})

test('wrong passwords count for all instances together', async () => {
  const headers = { 'x-forwarded-for': '198.51.100.7' }
  const body = { email: ben.email, password: 'a wrong password' }
  const statuses: number[] = []
  for (let tries = 0; tries < 12; tries++)
    statuses.push((await cms.request('POST', '/api/users/login', { body, headers })).status)
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429])
}, 60_000)

test('a form whose requests go to several instances saves, publishes once, and shows who else has it open', async () => {
  const id = await category({}, 'published')
  const path = `/api/categories/${id}`
  for (let save = 1; save <= 4; save++) {
    const base = await send('GET', `${path}?draft=true&depth=0`)
    const { token } = await send('GET', `${path}/save-state`)
    await send('POST', `${path}/save`, { token, base, data: { title: `Title ${save}` }, status: 'draft' })
  }
  await send('POST', `${path}/presence`, {}, ben)
  const state = await send('POST', `${path}/presence`, {})
  expect(state.openBy).toMatchObject([{ userId: ben.id }])
  const base = await send('GET', `${path}?draft=true&depth=0`)
  const publish = { token: state.token, base, data: {}, status: 'published', request: crypto.randomUUID() }
  // Sent again, as a form does that got no answer: both instances get it.
  const answers = await Promise.all([0, 1, 2, 3].map(() => send('POST', `${path}/save`, publish)))
  expect(new Set(answers.map(({ token }) => token)).size).toBe(1)
  expect((await send('GET', path)).title).toBe('Title 4')
})

test('many people save at once: every word is stored, each job and each delivery is done once', async () => {
  const relays = instances.map(({ payload }) =>
    startRelay(payload, { targets: env.targets, pollIntervalMs: 50 }),
  )
  const logged = instances.map(({ payload }) => vi.spyOn(payload.logger, 'error'))
  const ids = await Promise.all(Array.from({ length: 6 }, () => category()))
  for (const id of ids) await scheduleDue(ana, id)
  await Promise.all(instances.map(({ payload }) => payload.jobs.run({ silent: true, limit: 100 })))
  const people = await Promise.all(Array.from({ length: 6 }, () => cms.user('publisher')))
  await Promise.all(
    people.map(async (person, number) => {
      for (let save = 0; save < 6; save++) {
        const path = `/api/categories/${ids[(number + save) % ids.length]}`
        const body = { description: `Person ${number}, save ${save}.`, _status: 'published' }
        await send('PATCH', path, body, person)
      }
    }),
  )
  await expect
    .poll(
      async () => (await deliveriesTo(cms.payload, 'publisher')).filter(({ state }) => state === 'waiting'),
      {
        timeout: 20_000,
      },
    )
    .toEqual([])
  for (const id of ids) {
    const versions = await send('GET', `/api/categories/versions?where[parent][equals]=${id}&limit=0&depth=0`)
    const texts = (versions.docs as { version: { description: string } }[]).map(
      ({ version }) => version.description,
    )
    expect(texts.filter((text) => text.startsWith('Person'))).toHaveLength(people.length)
    expect(new Set(texts.filter((text) => text.startsWith('Person'))).size).toBe(people.length)
    expect(texts, 'the draft, the schedule, and one of each person').toHaveLength(people.length + 2)
  }
  const deliveries = await deliveriesTo(cms.payload, 'publisher')
  expect(deliveries.every(({ attempts }) => attempts?.length === 1)).toBe(true)
  const events = receiver.received.map(({ id }) => id)
  expect(events.toSorted()).toEqual([...new Set(deliveries.map(({ message }) => message!))].toSorted())
  for (const errors of logged) expect(errors).not.toHaveBeenCalled()
  await Promise.all(relays.map((relay) => relay.stop()))
}, 60_000)
