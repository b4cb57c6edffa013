import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

// Hashing a password is slow on purpose: a tenth of a second.
vi.setConfig({ testTimeout: 60_000 })

let cms: TestCms
beforeAll(async () => {
  cms = await startCms({ TRUSTED_PROXIES: '1' })
}, 60_000)
afterAll(() => cms.stop())

const good = 'walrus tunnel copper eleven'
const address = () => ({
  'x-forwarded-for': `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`,
})
const signIn = (email: string, password: string) =>
  cms.request('POST', '/api/users/login', { body: { email, password }, headers: address() })
const change = (as: TestUser, body: Record<string, unknown>, id = as.id, headers = address()) =>
  cms.request('PATCH', `/api/users/${id}`, { as, body, headers })

async function person(...roles: string[]): Promise<TestUser & { password: string }> {
  const email = `${randomUUID()}@example.org`
  const { id } = await cms.payload.create({
    collection: 'users',
    data: { name: 'Maria Lopez', email, password: good, roles },
  })
  const { token } = (await signIn(email, good)).body
  return { id: String(id), email, token, password: good }
}

test('a password has twelve characters or more, wherever it is set', async () => {
  const admin = await cms.user('admin')
  const { id } = await person('author')
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
    headers: address(),
  })
  expect(reset.status).toBe(400)
  await expect(
    cms.payload.update({ collection: 'users', id, data: { password: ' '.repeat(12) } }),
  ).rejects.toThrow()
})

test.each([
  ['password1234', /easy to guess/],
  ['Password2026!', /easy to guess/],
  ['P@ssw0rd!2345', /easy to guess/],
  ['passwordpassword', /easy to guess/],
  ['aaaaaaaaaaaa', /easy to guess/],
  ['abababababab', /easy to guess/],
  ['123456789012', /easy to guess/],
  ['112233445566', /easy to guess/],
  ['qwertyuiop12', /easy to guess/],
  ['asdfghjkl;12', /easy to guess/],
  ['1qaz2wsx3edc', /easy to guess/],
  ['Sunshine2024!', /easy to guess/],
  ['alliedrx2026', /easy to guess/],
  ['localhost2026', /easy to guess/],
  ['unbelievable', /one of the most used/],
  ['Unbelievable ', /one of the most used/],
  ['anna.rossi@clinic.example.org', /easy to guess/],
  ['annarossi1234', /easy to guess/],
  ['anna.rossi.anna', /easy to guess/],
  ['BeatriceRossi1', /easy to guess/],
])('%s is refused as the password of Beatrice, anna.rossi@clinic.example.org', async (password, message) => {
  const made = await cms.request('POST', '/api/users', {
    as: await cms.user('admin'),
    body: { name: 'Beatrice', email: 'anna.rossi@clinic.example.org', password, roles: ['author'] },
  })
  expect(made.status).toBe(400)
  expect(made.body.errors[0].data.errors).toEqual([
    { path: 'password', label: 'New password', message: expect.stringMatching(message) },
  ])
})

test.each([good, 'Xk7#pQ9!mZ2w', 'the heron counts 7 pillows', 'мята-сугроб-якорь-лось', '839201748365'])(
  '%s is a good password',
  async (password) => {
    const admin = await cms.user('admin')
    const author = await person('author')
    expect((await change(admin, { password }, author.id)).status).toBe(200)
    expect((await signIn(author.email, password)).status).toBe(200)
  },
)

test('changing the own password takes the current one, for admins too, and ends the other sessions', async () => {
  for (const role of ['author', 'admin']) {
    const user = await person(role)
    const elsewhere = { ...user, token: (await signIn(user.email, good)).body.token as string }
    const refused = async (body: Record<string, unknown>) => {
      const answer = await change(user, { password: 'heron pillow seven maps', ...body })
      expect(answer.status).toBe(400)
      expect(answer.body.errors[0].data.errors[0].path).toBe('currentPassword')
      return answer.body.errors[0].data.errors[0].message as string
    }
    expect(await refused({})).toContain('type your current one too')
    expect(await refused({ currentPassword: '' })).toContain('type your current one too')
    expect(await refused({ currentPassword: { not_equals: '' } })).toContain('type your current one too')
    expect(await refused({ currentPassword: 'heron pillow seven maps' })).toContain('not your current one')
    expect((await signIn(user.email, good)).status).toBe(200)

    const changed = await change(user, { password: 'heron pillow seven maps', currentPassword: good })
    expect(changed.status).toBe(200)
    expect(JSON.stringify(changed.body)).not.toContain(good)
    expect((await cms.request('GET', '/api/users/me', { as: user })).body.user.id).toBe(user.id)
    expect((await cms.request('GET', '/api/users/me', { as: elsewhere })).body.user).toBeNull()
    expect((await signIn(user.email, good)).status).toBe(401)
    expect((await signIn(user.email, 'heron pillow seven maps')).status).toBe(200)
  }
})

test('the form shows users their own email, whatever of the form was saved', async () => {
  const user = await person('author')
  const shown = async (as: TestUser, body: object) =>
    (await cms.request('POST', `/api/users/access/${user.id}`, { as, body })).body.fields.email
  for (const body of [{}, { name: 'Maria Lopez', _status: 'draft' }, { email: user.email, name: 'Maria' }]) {
    expect(await shown(user, body)).toEqual({ read: true, update: true })
    expect((await shown(await person('editor'), body))?.read).toBeUndefined()
  }
})

test('changing the own email takes the current password, for admins too', async () => {
  for (const role of ['author', 'admin']) {
    const user = await person(role)
    const email = `${randomUUID()}@example.org`
    for (const [body, message] of [
      [{ email }, 'The email was not changed: type your current password too'],
      [{ email, currentPassword: 'heron pillow seven maps' }, 'this is not your current password'],
    ] as const) {
      const answer = await change(user, body)
      expect(answer.status).toBe(400)
      expect(answer.body.errors[0].data.errors).toEqual([
        { path: 'currentPassword', label: 'Current password', message: expect.stringContaining(message) },
      ])
    }
    const bulk = await cms.request('PATCH', `/api/users?where[id][equals]=${user.id}`, {
      as: user,
      body: { email },
    })
    expect(bulk.status).toBe(403)
    expect((await signIn(user.email, good)).status).toBe(200)

    const asStored = await change(user, { email: ` ${user.email.toUpperCase()}`, name: 'Maria L.' })
    expect(asStored.status).toBe(200)
    expect(asStored.body.doc).toMatchObject({ email: user.email, name: 'Maria L.' })

    expect((await change(user, { email, currentPassword: good })).status).toBe(200)
    expect((await signIn(email, good)).status).toBe(200)
  }
})

test('an admin changes the email of another user without a password', async () => {
  const author = await person('author')
  const email = `${randomUUID()}@example.org`
  expect((await change(await cms.user('admin'), { email }, author.id)).status).toBe(200)
  expect((await signIn(email, good)).status).toBe(200)
})

test('the current password can be tried as rarely as at the sign-in', async () => {
  const user = await person('editor')
  const headers = address()
  const statuses: number[] = []
  for (let tries = 0; tries < 11; tries++) {
    const body = { password: 'heron pillow seven maps', currentPassword: `guess number ${tries}` }
    statuses.push((await change(user, body, user.id, headers)).status)
  }
  expect(statuses).toEqual([...Array<number>(10).fill(400), 429])
})

test('an admin sets the password of another user without the old one, which ends their sessions', async () => {
  const admin = await cms.user('admin')
  const editor = await person('editor')
  expect((await change(admin, { password: 'heron pillow seven maps' }, editor.id)).status).toBe(200)
  expect((await cms.request('GET', '/api/users/me', { as: editor })).body.user).toBeNull()
})

test('no other road changes the own password without the old one', async () => {
  const user = await person('admin')
  const body = { password: 'heron pillow seven maps' }
  const bulk = await cms.request('PATCH', `/api/users?where[id][equals]=${user.id}`, { as: user, body })
  expect(bulk.status).toBe(403)
  const spelledOtherwise = await change(user, body, user.id.toUpperCase())
  expect(spelledOtherwise.status).not.toBe(200)
  const copy = await cms.request('POST', `/api/users/${user.id}/duplicate`, { as: user, body })
  expect(copy.status).not.toBe(200)
  expect((await signIn(user.email, good)).status).toBe(200)
})

test('everything else of an account is saved without a password', async () => {
  const user = await person('author')
  const saved = await change(user, { name: 'Maria L.', password: '', currentPassword: '' })
  expect(saved.status).toBe(200)
  expect(saved.body.doc.name).toBe('Maria L.')
})

test('a link from “Forgot password?” sets a good password only, and ends all sessions', async () => {
  const user = await person('editor')
  const token = await cms.payload.forgotPassword({
    collection: 'users',
    data: { email: user.email },
    disableEmail: true,
  })
  const reset = (password: string) =>
    cms.request('POST', '/api/users/reset-password', { body: { token, password }, headers: address() })
  const refused = await reset('Maria.Lopez.2026')
  expect(refused.status).toBe(400)
  expect(refused.body.errors[0].data.errors[0]).toMatchObject({
    path: 'password',
    message: expect.stringContaining('easy to guess'),
  })
  expect((await reset('heron pillow seven maps')).status).toBe(200)
  expect((await cms.request('GET', '/api/users/me', { as: user })).body.user).toBeNull()
})
