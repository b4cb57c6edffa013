import { claimRules } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { reportSecrets, secretOf } from '../../test/release-reports'

let cms: TestCms
let admin: TestUser
let editor: TestUser
/** Before anything was stored. */
let seeded: { lists: object[]; rules: { name: string }[] }
beforeAll(async () => {
  cms = await startCms(reportSecrets())
  admin = await cms.user('admin')
  editor = await cms.user('editor')
  seeded = (await cms.request('GET', path, { as: editor })).body
})
afterAll(() => cms.stop())

const path = '/api/globals/claims'
const signed = (text = path, sentAt = new Date()) => signWebhook(secretOf('publisher'), text, { sentAt })
const rule = {
  ...{ name: 'Jobs', level: 'blocks', phrases: 'guaranteed {job}', allowed: 'no guaranteed {job}' },
  ...{ reason: 'No school can promise a job.', instead: 'We help with your résumé.' },
}
const claims = { lists: [{ name: 'job', words: 'job\nposition' }], rules: [rule] }

const save = (data: object, as = admin) =>
  cms.request('POST', path, { as, body: { ...data, _status: 'published' } })

test('the publisher reads what admins published; visitors read nothing', async () => {
  const revision = async () => (await cms.request('GET', '/api/content-revision')).body.revision
  const before = await revision()
  expect((await save(claims)).status).toBe(200)
  expect(await revision()).not.toBe(before)
  await cms.request('POST', `${path}?draft=true`, { as: admin, body: { rules: [], _status: 'draft' } })
  const read = (headers: Record<string, string>, query = 'depth=0') =>
    cms.request('GET', `${path}?${query}`, { headers })
  expect((await read(signed())).body).toMatchObject({
    lists: claims.lists,
    rules: [rule],
    _status: 'published',
  })
  // The site follows the CMS with clocks that differ, too.
  const longAgo = new Date(Date.now() - 3_600_000)
  expect((await read(signed(path, longAgo))).status).toBe(200)
  const later = { ...signed(), 'webhook-timestamp': '1700000000' }
  const timeless = { ...signed(), 'webhook-timestamp': 'now' }
  for (const headers of [{}, signed('/api/globals/header'), later, timeless])
    expect((await read(headers)).status).toBe(403)
  const versions = await cms.request('GET', `${path}/versions`, { headers: signed() })
  expect(versions.status).toBe(403)
})

test('editors read the rules and cannot change them', async () => {
  await save(claims)
  expect((await cms.request('GET', path, { as: editor })).body.rules).toHaveLength(1)
  expect((await save({ rules: [] }, editor)).status).toBe(403)
  expect((await save({ rules: [] }, await cms.user('publisher'))).status).toBe(403)
})

test('a school that has stored no rules has the seeded ones, which can be published as they are', async () => {
  const { lists, rules } = seeded
  expect(rules.map(({ name }) => name)).toEqual(claimRules.map(({ name }) => name))
  const saved = await save({ lists, rules })
  expect(saved.status, JSON.stringify(saved.body)).toBe(200)
})

test.each([
  [
    'rules.0.phrases',
    { rules: [{ ...rule, phrases: 'guaranteed {work}' }] },
    /names the word list \{work\}, which there is not/,
  ],
  [
    'rules.0.phrases',
    { rules: [{ ...rule, phrases: 'a job\n(a+)+$' }] },
    /“\(a\+\)\+\$” has “\(a\+\)\+\$”, which is no word/,
  ],
  ['rules.0.allowed', { rules: [{ ...rule, allowed: '... job' }] }, /begins or ends with dots/],
  ['rules', { rules: [rule, rule] }, /Two are called “Jobs”/],
  ['lists.0.name', { lists: [{ name: 'Job offers', words: 'job' }], rules: [] }, /can't stand in \{braces\}/],
])('a wrong value at %s is refused, with a reason', async (field, wrong, message) => {
  const { status, body } = await save({ ...claims, ...wrong })
  expect(status).toBe(400)
  const problem = body.errors[0].data.errors.find((error: { path: string }) => error.path === field)
  expect(problem?.message, JSON.stringify(body.errors[0].data)).toMatch(message)
})
