import { afterAll, beforeAll, expect, test } from 'vitest'
import { env } from '../src/env'
import { testSecret } from './webhook-receiver'
import { startCms, type TestCms } from './cms'

let cms: TestCms
beforeAll(async () => {
  cms = await startCms()
}, 60_000)
afterAll(() => cms.stop())

test('the CMS answers REST requests and recognizes the user of a request', async () => {
  const admin = await cms.user('admin')
  const me = await cms.request('GET', '/api/users/me', { as: admin })
  expect(me.status).toBe(200)
  expect(me.body.user.email).toBe(admin.email)
  const visitor = await cms.request('GET', '/api/users/me')
  expect(visitor.body.user).toBeNull()
})

test('a CMS does not keep the settings of the one before it', async () => {
  await cms.stop()
  cms = await startCms({ WEBHOOK_SECRET_PREVIOUS: testSecret('before') })
  expect(env.reportSecrets.publisher).toHaveLength(2)
  await cms.stop()
  cms = await startCms()
  expect(env.WEBHOOK_SECRET_PREVIOUS).toBeUndefined()
  expect(env.reportSecrets.publisher).toHaveLength(1)
})
