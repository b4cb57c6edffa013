import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { type AddressInfo, type Socket, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createSiteServer } from './server'

const folder = mkdtempSync(join(tmpdir(), 'serve-test-'))
const site = join(folder, 'site')
const server = createSiteServer(site)
let port = 0

/** Sends the path as it is; fetch would tidy it. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{
    status: number
    headers: Record<string, string | string[] | undefined>
    body: string
  }>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, headers, method }, (response) => {
      let body = ''
      response.on('data', (chunk) => (body += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.once('error', reject)
    sent.end()
  })
}

beforeAll(async () => {
  mkdirSync(join(site, 'courses'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(site, '.env'), 'secret')
  writeFileSync(join(site, 'index.html'), `<p>Home ${'x'.repeat(1000)}`)
  writeFileSync(join(site, 'courses/index.html'), '<p>Courses')
  writeFileSync(join(site, '404.html'), '<p>No such page')
  writeFileSync(
    join(site, 'redirects.json'),
    JSON.stringify({
      '/old/': '/courses/',
      '/café/': '/courses/',
      '/about%20us/': '/courses/',
      '/100%25/why%3F/': '/courses/',
      '/old.php': 'https://bücher.example/',
      '/broken/': 'https://x y/',
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

test('a page is served with its type, and again only when it has changed', async () => {
  const page = await get('/courses/')
  expect(page).toMatchObject({ status: 200, body: '<p>Courses' })
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(page.headers['x-content-type-options']).toBe('nosniff')
  const again = await get('/courses/', { 'If-None-Match': String(page.headers.etag) })
  expect(again).toMatchObject({ status: 304, body: '' })
  writeFileSync(join(site, 'courses/index.html'), '<p>Changed')
  expect(await get('/courses/', { 'If-None-Match': String(page.headers.etag) })).toMatchObject({
    status: 200,
    body: '<p>Changed',
  })
})

test('a large page is compressed when the browser can read that', async () => {
  expect((await get('/', { 'Accept-Encoding': 'gzip, br' })).headers['content-encoding']).toBe('br')
  expect((await get('/', { 'Accept-Encoding': 'gzip, br;q=0' })).headers['content-encoding']).toBe('gzip')
  expect((await get('/')).headers['content-encoding']).toBeUndefined()
  const encodingOf = async (accepted: string) =>
    (await get('/', { 'Accept-Encoding': accepted })).headers['content-encoding']
  expect(await encodingOf('gzip;q=1.0, br;q=0.5'), 'the smaller one of those that it takes').toBe('br')
  for (const none of ['', 'identity', '*', 'deflate', 'br;q=0, gzip;q=0.000'])
    expect(await encodingOf(none), none).toBeUndefined()
})

test('of the conditions of a request only If-None-Match counts, weak tags too', async () => {
  writeFileSync(join(site, 'condition.txt'), 'as it is')
  const { headers } = await get('/condition.txt')
  const tag = String(headers.etag)
  const statusWith = async (condition: Record<string, string>) =>
    (await get('/condition.txt', condition)).status
  for (const tags of [tag, `W/${tag}`, `"other", ${tag}`, '*'])
    expect(await statusWith({ 'If-None-Match': tags }), tags).toBe(304)
  expect(await statusWith({ 'If-None-Match': tag, 'Cache-Control': 'no-cache' })).toBe(304)
  expect(await statusWith({ 'If-None-Match': '"other"' })).toBe(200)
  const later = new Date(Date.now() + 3600_000).toUTCString()
  expect(await statusWith({ 'If-Modified-Since': later })).toBe(200)
})

test('an unknown address answers 404 with the page for that', async () => {
  expect(await get('/nothing/')).toMatchObject({ status: 404, body: '<p>No such page' })
})

test('redirects are 301s, and so is a forgotten slash at the end', async () => {
  expect(await get('/old/')).toMatchObject({ status: 301, headers: { location: '/courses/' } })
  expect(await get('/old')).toMatchObject({ status: 301, headers: { location: '/courses/' } })
  expect(await get('/courses?a=1')).toMatchObject({ status: 301, headers: { location: '/courses/?a=1' } })
  expect((await get('//courses')).headers.location ?? '/').not.toMatch(/^\/\//)
  expect((await get('/constructor')).status).toBe(404)
})

test('a redirect is found in every spelling of its address', async () => {
  const spelled = [
    ...[
      '/caf%C3%A9/',
      '/caf%c3%a9',
      '/c%61fe%CC%81/',
      '//caf%C3%A9/',
      '/caf%C3%A9/index.html',
      '/caf%C3%A9/?a=1',
    ],
    ...['/about%20us/', '/about%20us', '/100%25/why%3F/', '/100%25/why%3f'],
  ]
  for (const path of spelled) {
    const { status, headers } = await get(path)
    expect([status, headers.location], path).toEqual([301, '/courses/'])
  }
  for (const path of ['/old.php', '/old.php/'])
    expect((await get(path)).headers.location, path).toBe('https://xn--bcher-kva.example/')
  expect((await get('/broken/')).status).toBe(404)
})

test('nothing outside of the site is served, and nothing hidden', async () => {
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/.env',
    '/%00',
    '/%ff',
    '/redirects.json',
  ]) {
    const { status, body } = await get(path)
    expect([400, 404], path).toContain(status)
    expect(body, path).not.toContain('secret')
  }
})

test('only reading is allowed', async () => {
  expect((await get('/', {}, 'POST')).status).toBe(405)
  expect(await get('/courses/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' })
})

test('a connection that is closed in the middle of a file, or stays idle, ends without a line in the log', async () => {
  const log = vi.spyOn(console, 'error')
  writeFileSync(join(site, 'long.pdf'), '')
  truncateSync(join(site, 'long.pdf'), 64 * 1024 ** 2)
  const impatient = createSiteServer(site)
  impatient.timeout /= 300 // 0 would stay 0: for ever
  const visitors: Socket[] = []
  impatient.on('connection', (socket) => visitors.push(socket))
  await new Promise<void>((resolve) => impatient.listen(0, '127.0.0.1', resolve))
  const ask = () => {
    const socket = connect((impatient.address() as AddressInfo).port, '127.0.0.1')
    socket.write('GET /long.pdf HTTP/1.1\r\nHost: school\r\n\r\n')
    return socket
  }
  const leaving = ask()
  leaving.once('data', () => leaving.destroy())
  const silent = ask().pause()
  await expect.poll(() => visitors.length).toBe(2)
  await expect.poll(() => visitors.every(({ destroyed }) => destroyed), { timeout: 10_000 }).toBe(true)
  expect(log).not.toHaveBeenCalled()
  silent.destroy()
  impatient.close()
})
