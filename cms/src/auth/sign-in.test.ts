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

test('of first-user commands at once with different emails, one makes a user', async () => {
  await cms.payload.db.deleteMany({ collection: 'users', where: {} })
  const emails = [1, 2, 3, 4].map((number) => `first-${number}@example.org`)
  const made = await Promise.all(emails.map((email) => createFirstUser(cms.payload, email)))
  expect(made.filter((user) => user !== undefined)).toHaveLength(1)
  expect((await cms.payload.find({ collection: 'users' })).totalDocs).toBe(1)
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

const me = async (token: string) =>
  (await cms.request('GET', '/api/users/me', { headers: { authorization: `JWT ${token}` } })).body.user

test('sign-ins of one user at the same time each keep their session', async () => {
  const { email, password } = await account('editor')
  const answers = await Promise.all([1, 2, 3, 4].map(() => signIn(email, password)))
  for (const { body, status } of answers) {
    expect(status).toBe(200)
    expect(await me(body.token)).toMatchObject({ email })
  }
  const { body } = await signIn(email, password)
  await cms.request('POST', '/api/users/logout', { headers: { authorization: `JWT ${body.token}` } })
  expect(await me(body.token)).toBeNull()
  expect(await me(answers[0]!.body.token)).toMatchObject({ email })
})

test('what changes of a user during a sign-in stays', async () => {
  const { id, email, password } = await account('editor')
  const signingIn = signIn(email, password)
  await cms.payload.update({ collection: 'users', id, data: { roles: ['author'] } })
  expect((await signingIn).status).toBe(200)
  expect(await cms.payload.findByID({ collection: 'users', id })).toMatchObject({ roles: ['author'] })
})

test('a sign-in with a password that is changed meanwhile is refused', async () => {
  const { id, email, password } = await account('editor')
  const { findOne } = cms.payload.db
  // Changed once the sign-in has read the old one twice: for the check whether there is an account, and for the comparison.
  let reads = 0
  const spy = vi.spyOn(cms.payload.db, 'findOne').mockImplementation(async (args) => {
    const found = await findOne.call(cms.payload.db, args)
    if (args.collection === 'users' && JSON.stringify(args.where).includes(email) && ++reads === 3) {
      await cms.payload.update({ collection: 'users', id, data: { password: 'heron pillow seven maps' } })
    }
    return found as never
  })
  const { body, status } = await signIn(email, password)
  spy.mockRestore()
  expect(status).toBe(401)
  expect(body.errors[0].message).toContain('The email or the password is wrong')
  expect((await signIn(email, 'heron pillow seven maps')).status).toBe(200)
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
