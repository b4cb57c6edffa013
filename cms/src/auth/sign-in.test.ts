import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createFirstUser } from './first-user'
import { startCms, type TestCms } from '../../test/cms'

// Hashing a password is slow on purpose: a tenth of a second.
vi.setConfig({ testTimeout: 30_000 })

let cms: TestCms
beforeAll(async () => {
  // Trusts X-Forwarded-For, so that each test can send from its own address.
  cms = await startCms({ TRUSTED_PROXIES: '1' })
}, 60_000)
afterAll(() => cms.stop())

const address = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`
const from = (ip: string) => ({ 'x-forwarded-for': ip })
const signIn = (email: string, password: string, ip = address()) =>
  cms.request('POST', '/api/users/login', { body: { email, password }, headers: from(ip) })

async function account(...roles: string[]) {
  const email = `${randomUUID()}@example.org`
  const password = randomUUID()
  const { id } = await cms.payload.create({
    collection: 'users',
    data: { name: 'Somebody', email, password, roles },
  })
  return { id: String(id), email, password }
}

test('the first user is created once, even if the command runs several times at once, and can sign in', async () => {
  await cms.payload.db.deleteMany({ collection: 'users', where: {} })
  const made = await Promise.all([1, 2, 3, 4].map(() => createFirstUser(cms.payload, 'first@example.org')))
  const [first, ...others] = made.filter((user) => user !== undefined)
  expect(others).toEqual([])
  expect(first?.password).toMatch(/^\w{20}$/)
  expect((await signIn('first@example.org', first?.password ?? '')).status).toBe(200)
})

test('no request creates a user without signing in, not even the first user', async () => {
  const body = {
    name: 'Intruder',
    email: 'intruder@example.org',
    password: 'a long password',
    roles: ['admin'],
  }
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() =>
      cms.request('POST', '/api/users/first-register', { body, headers: from(address()) }),
    ),
  )
  for (const answer of answers) {
    expect(answer.status).toBe(403)
    expect(answer.body.errors[0].message).toContain('npm run first-user')
  }
  expect((await cms.request('POST', '/api/users', { body })).status).toBe(403)
  expect((await signIn(body.email, body.password)).status).toBe(401)
})

test('after twenty failed sign-ins an address has to wait; another address does not', async () => {
  const { email, password } = await account('editor')
  const ip = address()
  for (let tries = 0; tries < 20; tries++) {
    expect((await signIn('nobody@example.org', 'wrong password', ip)).status).toBe(401)
  }
  const refused = await signIn(email, password, ip)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
  expect(refused.body.errors[0].message).toBe(
    'Too many tries from your network or for this account. For safety, no more are taken for now. Try again in 15 minutes.',
  )
  expect((await signIn(email, password)).status).toBe(200)
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
      headers: from(ip),
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
      headers: from(address()),
    })
    statuses.push(response.status)
  }
  expect(statuses).toEqual([200, 200, 200, 429])
})

test('a visitor cannot tell a locked account from a wrong password or an unknown email', async () => {
  const { email, password } = await account('editor')
  for (let tries = 0; tries < 10; tries++) await signIn(email, 'wrong password')
  const locked = await signIn(email, password)
  const { email: other } = await account('editor')
  const wrong = await signIn(other, 'wrong password')
  const unknown = await signIn('nobody@example.org', 'wrong password')
  expect(locked.status).toBe(401)
  expect(locked.body).toEqual(wrong.body)
  expect(locked.body).toEqual(unknown.body)
})

test('an admin unlocks a locked account; others cannot', async () => {
  const { email, password } = await account('editor')
  for (let tries = 0; tries < 10; tries++) await signIn(email, 'wrong password')
  const publisher = await cms.user('publisher')
  expect((await cms.request('POST', '/api/users/unlock', { as: publisher, body: { email } })).status).toBe(
    403,
  )
  const admin = await cms.user('admin')
  expect((await cms.request('POST', '/api/users/unlock', { as: admin, body: { email } })).status).toBe(200)
  expect((await signIn(email, password)).status).toBe(200)
})

test('a password has twelve characters or more, wherever it is set', async () => {
  const admin = await cms.user('admin')
  const { id } = await account('author')
  const short = 'elevenchars'
  const message = /has 11 characters.*at least 12/
  const made = await cms.request('POST', '/api/users', {
    as: admin,
    body: { name: 'New', email: 'new@example.org', password: short, roles: ['author'] },
  })
  expect(made.status).toBe(400)
  expect(made.body.errors[0].data.errors[0]).toMatchObject({
    path: 'password',
    message: expect.stringMatching(message),
  })
  const changed = await cms.request('PATCH', `/api/users/${id}`, { as: admin, body: { password: short } })
  expect(changed.status).toBe(400)
  const reset = await cms.request('POST', '/api/users/reset-password', {
    body: { token: 'any', password: short },
    headers: from(address()),
  })
  expect(reset.status).toBe(400)
  await expect(
    cms.payload.update({ collection: 'users', id, data: { password: ' '.repeat(12) } }),
  ).rejects.toThrow()
})

test('the cookie of a session is out of reach of scripts and of other sites', async () => {
  const { email, password } = await account('editor')
  const cookie = (await signIn(email, password)).headers.get('set-cookie')
  expect(cookie).toContain('HttpOnly')
  expect(cookie).toContain('SameSite=Lax')
})

test('users cannot give themselves a role, and only admins change other users', async () => {
  for (const role of ['publisher', 'editor', 'author']) {
    const user = await cms.user(role)
    const path = `/api/users/${user.id}`
    const own = await cms.request('PATCH', path, { as: user, body: { name: 'New name', roles: ['admin'] } })
    expect(own.status).toBe(200)
    expect(own.body.doc.name).toBe('New name')
    expect(own.body.doc.roles).toEqual([role])
    const other = await cms.user('author')
    const theirs = await cms.request('PATCH', `/api/users/${other.id}`, {
      as: user,
      body: { name: 'Changed' },
    })
    expect(theirs.status).toBe(403)
    const all = await cms.request('PATCH', '/api/users?where[id][exists]=true', {
      as: user,
      body: { name: 'Changed' },
    })
    expect(all.status).toBe(403)
  }
})

test('staff see the names of colleagues, but neither their emails nor their sessions and hashes', async () => {
  const editor = await cms.user('editor')
  const { id, email } = await cms.user('author')
  const seen = await cms.request('GET', `/api/users/${id}?showHiddenFields=true`, { as: editor })
  expect(Object.keys(seen.body).sort()).toEqual([
    'collection',
    'createdAt',
    'id',
    'name',
    'roles',
    'sessions',
    'updatedAt',
  ])
  expect(seen.body.sessions).toEqual([])
  for (const query of [
    `where[email][equals]=${email}`,
    'sort=email',
    'where[hash][exists]=true',
    'where[salt][like]=a',
  ]) {
    const answer = await cms.request('GET', `/api/users?${query}`, { as: editor })
    expect([query, answer.status]).toEqual([query, 400])
  }
})

test('the last admin can be neither demoted nor deleted, also not by two requests at once', async () => {
  const one = await cms.user('admin')
  const two = await cms.user('admin')
  const everybody = await cms.payload.find({ collection: 'users', pagination: false })
  for (const { id } of everybody.docs) {
    if (id !== one.id && id !== two.id) await cms.payload.delete({ collection: 'users', id })
  }
  const answers = await Promise.all([
    cms.request('PATCH', `/api/users/${two.id}`, { as: one, body: { roles: ['editor'] } }),
    cms.request('PATCH', `/api/users/${one.id}`, { as: two, body: { roles: ['editor'] } }),
  ])
  const admins = await cms.payload.find({ collection: 'users', where: { roles: { in: ['admin'] } } })
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403])
  expect(admins.totalDocs).toBe(1)

  const last = admins.docs[0]?.id === one.id ? one : two
  const demoted = await cms.request('PATCH', `/api/users/${last.id}`, {
    as: last,
    body: { roles: ['author'] },
  })
  expect(demoted.status).toBe(403)
  expect(demoted.body.errors[0].message).toBe(
    'This user was not changed: it is the last admin, and without one nobody could manage users. Make somebody else an admin first.',
  )
  expect((await cms.request('DELETE', `/api/users/${last.id}`, { as: last })).status).toBe(403)
  const bulk = await cms.request('DELETE', '/api/users?where[id][exists]=true', { as: last })
  expect(bulk.status).toBe(403)
})
