import { executeAuthStrategies } from 'payload'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { TestForm } from '../../test/form'
import { Network } from '../../test/form-network'

let cms: TestCms
let editor: TestUser
beforeAll(async () => {
  cms = await startCms({ PUBLISHER_URL: 'http://127.0.0.1:9' })
  editor = await cms.user('editor')
}, 60_000)
afterEach(() => vi.restoreAllMocks())
afterAll(() => cms.stop())

const message =
  'Nothing was done, because the CMS cannot reach its database at the moment. Wait a moment, then try again.'
const serverFault = () => Object.assign(new Error('The server does not answer.'), { code: 'ECONNREFUSED' })

function loseUsers(error = serverFault()): void {
  const { findOne } = cms.payload.db
  vi.spyOn(cms.payload.db, 'findOne').mockImplementation((args) =>
    args.collection === 'users' ? Promise.reject(error) : findOne.call(cms.payload.db, args),
  )
}

const category = () => ({
  title: `A category ${crypto.randomUUID()}`,
  slug: crypto.randomUUID(),
  description: 'What it is about.',
})

test.each([
  ['GET', '/api/posts', undefined],
  ['GET', '/api/users/me', undefined],
  ['GET', '/api/access', undefined],
  ['POST', '/api/users/refresh-token', undefined],
  ['POST', '/api/categories', category()],
  ['POST', '/api/categories/save', { base: {}, data: category(), status: 'draft' }],
  ['POST', '/api/globals/announcement', { message: 'Closed on Friday.' }],
] as const)(
  'while the database gives no user, %s %s is a 503, and works later',
  async (method, path, body) => {
    const before = await cms.payload.count({ collection: 'categories' })
    loseUsers()
    const refused = await cms.request(method, path, { as: editor, body })
    expect(refused).toMatchObject({ status: 503, body: { errors: [{ message }] } })
    expect(refused.headers.get('retry-after')).toBe('5')
    expect(await cms.payload.count({ collection: 'categories' })).toEqual(before)

    vi.restoreAllMocks()
    expect((await cms.request(method, path, { as: editor, body })).status).not.toBe(503)
  },
)

test('visitors are answered while the database gives no user', async () => {
  loseUsers()
  expect((await cms.request('GET', '/api/posts')).status).toBe(200)
})

test('a user who is gone is not signed in', async () => {
  const gone = await cms.user('editor')
  await cms.payload.delete({ collection: 'users', id: gone.id })
  expect((await cms.request('GET', '/api/users/me', { as: gone })).body.user).toBeNull()
  expect((await cms.request('POST', '/api/categories', { as: gone, body: category() })).status).toBe(403)
})

test('a page of the admin fails, instead of sending its user to the sign-in', async () => {
  const { payload } = cms
  const headers = new Headers({ Authorization: `JWT ${editor.token}` })
  loseUsers()
  await expect(executeAuthStrategies({ headers, payload })).rejects.toThrow(message)
  vi.restoreAllMocks()
  expect((await executeAuthStrategies({ headers, payload })).user?.id).toBe(editor.id)
})

test('a form whose user cannot be read saves later by itself', async () => {
  const data = { ...category(), _status: 'draft' as const }
  const { id } = await cms.payload.create({ collection: 'categories', data })
  const network = new Network(cms)
  try {
    const person = { as: editor, isSignedIn: true, kept: new Map(), confirmed: [] }
    const form = new TestForm(network, person, `/api/categories/${id}`)
    await form.open()
    form.screen = { ...form.screen, title: 'Typed meanwhile' }
    const wait = async () => {
      network.now += 30_000
      form.wait()
      await form.settled()
    }
    form.read()
    loseUsers()
    await wait()
    expect(form.state).toMatchObject({ failures: 1, refusal: undefined })
    vi.restoreAllMocks()
    await wait()
    expect(form.state).toMatchObject({ failures: 0, sent: undefined, refusal: undefined })
  } finally {
    network.stop()
  }
  const saved = await cms.payload.findByID({ collection: 'categories', id, draft: true })
  expect(saved.title).toBe('Typed meanwhile')
})
