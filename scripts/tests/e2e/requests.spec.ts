import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test } from '@playwright/test'
import { testStack } from './test-stack'

// The server process itself; cms/src/requests tests the checks of Payload's endpoints.

for (const path of ['/api/posts/%', '/api/media/file/..%c0%af..%c0%afetc', '/api/%ff']) {
  test(`an address that cannot be decoded is one that is not there: ${path}`, async () => {
    const response = await fetch(testStack().cmsUrl + path)
    expect([400, 403, 404]).toContain(response.status)
    expect(await response.text()).not.toContain('Internal Server Error')
  })
}

test('an address of the admin that cannot be decoded is no error of the server', async () => {
  const response = await fetch(`${testStack().cmsUrl}/admin/%e0%a4`)
  expect(response.status).toBeLessThan(500)
  expect(await response.text()).not.toContain('Internal Server Error')
})

test('an idle connection outlives that of a proxy, which keeps one for up to 60 s', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const request = get(`${testStack().cmsUrl}/api/posts?limit=1&depth=0`, { agent })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  await text(response)
  agent.destroy()
  const seconds = Number(/timeout=(\d+)/.exec(String(response.headers['keep-alive']))?.[1])
  expect(seconds).toBeGreaterThan(60)
})

test('there is no GraphQL', async () => {
  for (const path of ['/api/graphql', '/api/graphql-playground']) {
    const response = await fetch(testStack().cmsUrl + path, {
      method: 'POST',
      body: '{"query":"{ Posts { docs { id } } }"}',
    })
    expect(response.status).toBe(404)
  }
})

test('a body that holds too much is refused, and the server goes on', async () => {
  const { cmsUrl, email, password } = testStack()
  const headers = { 'Content-Type': 'application/json' }
  const send = (path: string, body: unknown, more = {}) =>
    fetch(cmsUrl + path, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) })
  const { token } = (await (await send('/api/users/login', { email, password })).json()) as { token: string }
  const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, index]))
  const refused = await send('/api/globals/home', many, { Authorization: `JWT ${token}` })
  expect(refused.status).toBe(413)
  expect(await refused.json()).toMatchObject({
    errors: [{ message: expect.stringMatching(/more than 200 fields/) }],
  })
  const visitor = await send('/api/globals/home', { title: 'x'.repeat(20 * 1024 * 1024) })
  expect(visitor.status).toBe(413)
  expect((await fetch(`${cmsUrl}/api/posts?limit=1&depth=0`)).status).toBe(200)
})

async function sessionToken(): Promise<string> {
  const { cmsUrl, email, password } = testStack()
  const headers = { 'Content-Type': 'application/json' }
  const body = JSON.stringify({ email, password })
  const response = await fetch(`${cmsUrl}/api/users/login`, { method: 'POST', headers, body })
  return ((await response.json()) as { token: string }).token
}

/** Calls a server function of the admin that does not exist, or sends a form as pages without JavaScript do. */
const callPage = (path: string, headers: Record<string, string>) =>
  fetch(testStack().cmsUrl + path, { method: 'POST', headers, body: '[]' })
const action = { 'Next-Action': `40${'a'.repeat(40)}`, 'Content-Type': 'text/plain' }

test('a page refuses the body of a visitor, and of a session that the CMS did not sign', async () => {
  const [, claims] = (await sessionToken()).split('.')
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`
  const forged = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${claims}.AAAA`
  const form = { 'Content-Type': 'multipart/form-data; boundary=x' }
  const sessions = ['', 'x', unsigned, forged].map((token) => ({
    ...action,
    Cookie: `payload-token=${token}`,
  }))
  for (const headers of [form, action, { ...action, ...form }, ...sessions]) {
    for (const path of ['/admin', '/admin/login', '/', '/nothing-here', '/_next/nothing']) {
      const response = await callPage(path, headers)
      expect(response.status, `${path} ${JSON.stringify(headers)}`).toBe(401)
      expect(await response.text()).toBe(
        'Nothing was done: you are not signed in. Sign in to the admin, and try again.',
      )
    }
  }
})

test('the admin calls its server functions with a session', async () => {
  const response = await callPage('/admin', { ...action, Cookie: `payload-token=${await sessionToken()}` })
  // Next knows no function of this name.
  expect(response.status).toBe(409)
})
