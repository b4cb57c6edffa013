import crypto, { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startCms, type TestCms } from '../../test/cms'

// Hashing a password is slow on purpose: a tenth of a second.
vi.setConfig({ testTimeout: 60_000 })

let cms: TestCms
beforeAll(async () => {
  // Trusts X-Forwarded-For, so that each test can send from its own address.
  cms = await startCms({ TRUSTED_PROXIES: '1' })
}, 60_000)
afterAll(() => cms.stop())

const address = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`
const wrong = 'a wrong password'

const signIn = (email: string, password: string, ip = address(), headers: Record<string, string> = {}) =>
  cms.request('POST', '/api/users/login', {
    body: { email, password },
    headers: { 'x-forwarded-for': ip, ...headers },
  })

/** Signs in this often with a wrong password, and returns the statuses. Without the work of hashing, which is slow on purpose. */
async function fail(times: number, email: () => string, ip: () => string): Promise<number[]> {
  type Done = (error: null, hash: Buffer) => void
  const hashes = vi
    .spyOn(crypto, 'pbkdf2')
    .mockImplementation((...args: unknown[]) => (args.at(-1) as Done)(null, Buffer.alloc(32)))
  const statuses: number[] = []
  for (let tries = 0; tries < times; tries++) statuses.push((await signIn(email(), wrong, ip())).status)
  hashes.mockRestore()
  return statuses
}

async function account(...roles: string[]) {
  const email = `${randomUUID()}@example.org`
  const password = randomUUID()
  await cms.payload.create({ collection: 'users', data: { name: 'A user', email, password, roles } })
  return { email, password }
}

const message = (minutes: number) =>
  `Too many tries from your network or for this account. For safety, no more are taken for now. Try again in ${minutes} minutes.`

test('after ten wrong passwords an account waits, in this network only', async () => {
  const { email, password } = await account('editor')
  const ip = address()
  expect(
    await fail(
      11,
      () => email,
      () => ip,
    ),
  ).toEqual([...Array<number>(10).fill(401), 429])
  const refused = await signIn(email.toUpperCase(), password, ip)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
  expect(refused.body.errors[0].message).toBe(message(15))
  expect((await signIn(email, password)).status).toBe(200)
})

test('wrong passwords for one account keep no colleague in the same network out', async () => {
  const colleague = await account('editor')
  const { email } = await account('editor')
  const ip = address()
  await fail(
    20,
    () => email,
    () => ip,
  )
  expect((await signIn(colleague.email, colleague.password, ip)).status).toBe(200)
})

test('a network that tries many accounts waits after a hundred failures', async () => {
  const { email, password } = await account('editor')
  const ip = address()
  const statuses = await fail(
    101,
    () => `${randomUUID()}@example.org`,
    () => ip,
  )
  expect(statuses).toEqual([...Array<number>(100).fill(401), 429])
  expect((await signIn(email, password, ip)).status).toBe(429)
  expect((await signIn(email, password)).status).toBe(200)
})

test('strangers in many networks are stopped, and keep the owner of the account out of no browser that was there before', async () => {
  const { email, password } = await account('editor')
  const cookies = (await signIn(email, password)).headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  const cookie = cookies.find((text) => text?.startsWith('payload-known-browser=')) ?? ''
  const statuses = await fail(51, () => email, address)
  expect(statuses).toEqual([...Array<number>(50).fill(401), 429])
  expect((await signIn(email, password)).status).toBe(429)
  expect((await signIn(email, password, address(), { cookie })).status).toBe(200)

  // The cookie of one account says nothing for another one, and cannot be made up.
  const other = await account('editor')
  await fail(50, () => other.email, address)
  expect((await signIn(other.email, other.password, address(), { cookie })).status).toBe(429)
  const forged = 'payload-known-browser=a.b'
  expect((await signIn(other.email, other.password, address(), { cookie: forged })).status).toBe(429)
})

test('the cookie of a known browser is out of reach of scripts and is no session', async () => {
  const { email, password } = await account('editor')
  const cookie = (await signIn(email, password)).headers
    .getSetCookie()
    .find((text) => text.startsWith('payload-known-browser='))
  expect(cookie).toMatch(/; Max-Age=31536000; Path=\/api\/users; HttpOnly; SameSite=Lax$/)
  const me = await cms.request('GET', '/api/users/me', {
    headers: { cookie: cookie ?? '', 'sec-fetch-site': 'same-origin' },
  })
  expect(me.body.user).toBeNull()
})

test('an invented X-Forwarded-For gives no more tries', async () => {
  const { email } = await account('editor')
  const ip = address()
  const statuses: number[] = []
  for (let tries = 0; tries < 11; tries++) {
    statuses.push((await signIn(email, wrong, `${address()}, 198.51.100.${tries}, ${ip}`)).status)
  }
  expect(statuses.at(-1)).toBe(429)
})

test('successful sign-ins do not use up the attempts of an office behind one address', async () => {
  const { email, password } = await account('editor')
  const ip = address()
  for (let tries = 0; tries < 22; tries++) expect((await signIn(email, password, ip)).status).toBe(200)
}, 60_000)

test.each(['forgot-password', 'reset-password'])('%s is limited per address', async (road) => {
  const ip = address()
  const statuses: number[] = []
  const { email } = await account('author')
  for (let tries = 0; tries < 11; tries++) {
    const { status } = await cms.request('POST', `/api/users/${road}`, {
      body: {
        email: tries === 0 ? email : `${tries}-${email}`,
        token: 'a guess',
        password: 'a long password',
      },
      headers: { 'x-forwarded-for': ip },
    })
    statuses.push(status)
  }
  expect(statuses.at(0)).not.toBe(429)
  expect(statuses.at(-1)).toBe(429)
})

test('an account gets few emails about a new password, however many addresses request them', async () => {
  const { email } = await account('author')
  const statuses: number[] = []
  for (let tries = 0; tries < 4; tries++) {
    const response = await cms.request('POST', '/api/users/forgot-password', {
      body: { email },
      headers: { 'x-forwarded-for': address() },
    })
    statuses.push(response.status)
  }
  expect(statuses).toEqual([200, 200, 200, 429])
})

test('known, unknown and locked accounts get one answer, after the same work', async () => {
  const hashes = vi.spyOn(crypto, 'pbkdf2')
  const answer = async (email: string, password: string) => {
    hashes.mockClear()
    const { body, status } = await signIn(email, password)
    return { body, status, work: hashes.mock.calls.map(([, , iterations, bytes]) => [iterations, bytes]) }
  }
  const known = await account('editor')
  const locked = await account('editor')
  await cms.payload.db.updateOne({
    collection: 'users',
    where: { email: { equals: locked.email } },
    data: { lockUntil: new Date(Date.now() + 60_000).toISOString() },
  })
  const right = await answer(known.email, known.password)
  expect(right.status).toBe(200)
  const failed = await answer(known.email, wrong)
  expect(failed.status).toBe(401)
  expect(failed.work).toHaveLength(1)
  expect(failed.work).toEqual(right.work)
  expect(await answer('nobody@example.org', wrong)).toEqual(failed)
  expect(await answer(locked.email, locked.password)).toEqual(failed)
})

test('an admin lifts the limit of an account; others cannot', async () => {
  const { email, password } = await account('editor')
  const ip = address()
  await fail(
    11,
    () => email,
    () => ip,
  )
  const unlock = (as: Awaited<ReturnType<TestCms['user']>>) =>
    cms.request('POST', '/api/users/unlock', { as, body: { email } })
  expect((await unlock(await cms.user('publisher'))).status).toBe(403)
  expect((await signIn(email, password, ip)).status).toBe(429)
  expect((await unlock(await cms.user('admin'))).status).toBe(200)
  expect((await signIn(email, password, ip)).status).toBe(200)
})

test('the answer to “Forgot password?” waits for no mail, and is the same for an unknown email', async () => {
  const { email } = await account('editor')
  let send = () => undefined as void
  const mail = new Promise<void>((resolve) => (send = resolve))
  const sendEmail = vi.spyOn(cms.payload.email, 'sendEmail').mockReturnValue(mail)
  const forget = (address_: string) =>
    cms.request('POST', '/api/users/forgot-password', {
      body: { email: address_ },
      headers: { 'x-forwarded-for': address() },
    })
  const known = await forget(email)
  expect(known.status).toBe(200)
  expect((await forget('nobody@example.org')).body).toEqual(known.body)
  await vi.waitFor(() => expect(sendEmail).toHaveBeenCalledOnce(), { timeout: 20_000 })
  const [sent] = sendEmail.mock.calls[0] as [{ to: string; html: string }]
  expect(sent.to).toBe(email)
  expect(sent.html).toMatch(/<a href="http[^"]+\/admin\/reset\/[0-9a-f]{40}">/)
  // No transaction is open while the mail server takes its time.
  expect((await signIn(email, wrong)).status).toBe(401)
  send()
  expect((await forget('')).status).toBe(400)
})
