import { hash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { Agent, type Server, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, expect, test } from 'vitest'
import { type SiteFolder, openSiteFolder } from '../releases/site-folder'
import type { ReleaseNote } from '../releases/release-record'
import { createSiteServer } from './server'

const folder = mkdtempSync(join(tmpdir(), 'releases-test-'))
const agent = new Agent({ keepAlive: true })
const opened: { site: SiteFolder; server: Server }[] = []

afterEach(async () => {
  for (const { site, server } of opened.splice(0)) {
    await site.close()
    server.close()
    server.closeAllConnections()
  }
})
afterAll(() => {
  agent.destroy()
  rmSync(folder, { recursive: true })
})

const note = (facts: Partial<ReleaseNote> = {}): ReleaseNote => ({
  ...{ revision: 'r', bundle: 'b', today: '2026-09-01', madeAt: '2026-09-01T00:00:00.000Z', pages: 3 },
  siteUrl: 'http://localhost:4321',
  csp: { scripts: ['sha256-abc'], styles: [] },
  ...facts,
})

async function open(keep = 20) {
  const site = openSiteFolder(join(folder, `site-${Math.random()}`), { keep })
  const server = createSiteServer(site.dir)
  opened.push({ site, server })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const get = (path: string, headers: Record<string, string> = {}) => ask(port, path, headers)
  const change = async (write: Record<string, string>, remove: string[] = []) => {
    const { number } = await site.commit({ write: new Map(Object.entries(write)), remove, note: note() })
    await site.switchTo(number)
    return number
  }
  return { site, get, change }
}

async function publishFull(site: SiteFolder, files: Record<string, string>, facts?: Partial<ReleaseNote>) {
  const full = await site.startFull()
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(full.root, file)), { recursive: true })
    writeFileSync(join(full.root, file), text)
  }
  const { number } = await site.commitFull(full, note(facts))
  await site.switchTo(number)
}

function ask(port: number, path: string, headers: Record<string, string>) {
  return new Promise<{
    status: number
    headers: Record<string, string | string[] | undefined>
    body: string
  }>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, headers, agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    sent.once('error', reject)
    sent.end()
  })
}

test('before the first release the server answers 503 with a time to retry', async () => {
  const { site, get } = await open()
  expect(await get('/')).toMatchObject({
    status: 503,
    headers: { 'retry-after': '10', 'cache-control': 'no-store' },
    body: 'This site is being set up. Please come back in a moment.\n',
  })
  await publishFull(site, { 'index.html': 'home' })
  expect(await get('/')).toMatchObject({ status: 200, body: 'home' })
})

test('a release is served with its own redirects, policy and pages, and the next one at once', async () => {
  const { site, get, change } = await open()
  await publishFull(site, {
    'index.html': 'one',
    'gone/index.html': 'gone',
    '404.html': 'no such page, one',
    'redirects.json': '{"/old/":"/one/"}',
  })
  const { headers } = await get('/')
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self' 'sha256-abc'; style-src 'self'; img-src 'self'; font-src 'self'; " +
      "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; " +
      "object-src 'none'",
  )
  expect(headers['strict-transport-security']).toBeUndefined()
  expect(headers['speculation-rules']).toBe('"/next-page.speculationrules"')
  expect((await get('/old')).headers.location).toBe('/one/')
  await change(
    { 'index.html': 'two', '404.html': 'no such page, two', 'redirects.json': '{"/old/":"/two/"}' },
    ['gone/index.html'],
  )
  expect(await get('/')).toMatchObject({ status: 200, body: 'two' })
  expect(await get('/gone/')).toMatchObject({ status: 404, body: 'no such page, two' })
  expect((await get('/old')).headers.location).toBe('/two/')
  await site.switchTo(1)
  expect(await get('/', { 'If-None-Match': String(headers.etag) })).toMatchObject({ status: 304 })
  expect(await get('/gone/')).toMatchObject({ status: 200, body: 'gone' })
})

test('over https, headers keep browsers on https', async () => {
  const { site, get } = await open()
  await publishFull(site, { 'index.html': 'home' }, { siteUrl: 'https://school.example' })
  const { headers } = await get('/')
  expect(headers['strict-transport-security']).toBe('max-age=63072000')
  expect(headers['content-security-policy']).toContain('upgrade-insecure-requests')
})

test('browsers may keep files of the asset pool for ever, and a range request gets a part', async () => {
  const { site, get } = await open()
  await publishFull(site, { 'index.html': 'home' })
  const large = Array.from({ length: 300_000 }, (_, index) => String(index).padStart(8)).join('')
  writeFileSync(join(site.dir, 'pool/media/guide-1a2b.pdf'), large)
  writeFileSync(join(site.dir, 'pool/media/small-1a2b.webp'), '0123456789')
  const whole = await get('/media/guide-1a2b.pdf')
  expect(whole.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'application/pdf',
    'accept-ranges': 'bytes',
  })
  expect(whole.body).toBe(large)
  const part = async (path: string, range: string, more = {}) => {
    const { status, headers, body } = await get(path, { Range: range, ...more })
    return { status, range: headers['content-range'], body }
  }
  expect(await part('/media/guide-1a2b.pdf', 'bytes=8-23')).toEqual({
    ...{ status: 206, range: 'bytes 8-23/2400000', body: '       1       2' },
  })
  const small = '/media/small-1a2b.webp'
  expect(await part(small, 'bytes=7-')).toEqual({ status: 206, range: 'bytes 7-9/10', body: '789' })
  expect(await part(small, 'bytes=-2')).toEqual({ status: 206, range: 'bytes 8-9/10', body: '89' })
  expect(await part(small, 'bytes=-500')).toEqual({ status: 206, range: 'bytes 0-9/10', body: '0123456789' })
  expect(await part(small, 'bytes=4-400')).toEqual({ status: 206, range: 'bytes 4-9/10', body: '456789' })
  expect(await part(small, 'bytes=10-')).toEqual({ status: 416, range: 'bytes */10', body: '' })
  expect(await part(small, 'bytes=-0')).toEqual({ status: 416, range: 'bytes */10', body: '' })
  for (const [range, more] of [
    ['bytes=5-1'],
    ['bytes=0-1,3-4'],
    ['lines=1-2'],
    ['bytes=0-1', { 'If-Range': '"x"' }],
  ] as const) {
    expect(await part(small, range, more)).toEqual({ status: 200, range: undefined, body: '0123456789' })
  }
})

test('a symbolic link leads to the pool and nowhere else', async () => {
  const { site, get } = await open()
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  await publishFull(site, { 'index.html': 'home', 'a/index.html': 'a' })
  symlinkSync(join(folder, 'secret.txt'), join(site.webRoot(1), 'secret.txt'))
  symlinkSync(folder, join(site.webRoot(1), 'folder'))
  symlinkSync(join(folder, 'secret.txt'), join(site.dir, 'pool/media/secret.txt'))
  for (const path of ['/secret.txt', '/folder/secret.txt', '/media/secret.txt', '/_astro/../../secret.txt']) {
    expect([400, 404], path).toContain((await get(path)).status)
  }
})

test('the index of the search is the current one, kept by browsers where its name changes with its bytes', async () => {
  const { site, get } = await open()
  await publishFull(site, { 'index.html': 'home', '404.html': 'none', 'search/index.html': 'search' })
  const entry = '/pagefind/pagefind-entry.json'
  expect((await get(entry)).status, 'before the first index').toBe(404)
  const show = (name: string) => {
    const files = { 'pagefind-entry.json': name, 'pagefind-worker.js': 'go()', 'index/en_1.pf_index': name }
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(site.dir, 'search', name, 'pagefind', file)), { recursive: true })
      writeFileSync(join(site.dir, 'search', name, 'pagefind', file), text)
    }
    rmSync(join(site.dir, 'search/current'), { force: true })
    symlinkSync(name, join(site.dir, 'search/current'))
  }
  show('000001-a')
  const { headers, body } = await get(entry)
  expect([body, headers['cache-control']]).toEqual(['000001-a', 'no-cache'])
  expect(await get(entry, { 'If-None-Match': String(headers.etag) })).toMatchObject({ status: 304 })
  const hashed = await get('/pagefind/index/en_1.pf_index')
  expect(hashed.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'application/octet-stream',
  })
  expect(hashed.headers['content-encoding'], 'they are compressed already').toBeUndefined()
  show('000002-b')
  expect(await get(entry, { 'If-None-Match': String(headers.etag) })).toMatchObject({ body: '000002-b' })
  expect((await get('/pagefind/../index.json')).status).toBe(400)
})

test('one page may run WebAssembly, and the worker that does it may fetch and nothing else', async () => {
  const { site, get } = await open()
  await publishFull(site, { 'index.html': 'home', '404.html': 'none', 'search/index.html': 'search' })
  const path = join(site.dir, 'search/000001-a/pagefind/pagefind-worker.js')
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, 'go()')
  symlinkSync('000001-a', join(site.dir, 'search/current'))
  const policy = async (address: string) => String((await get(address)).headers['content-security-policy'])
  expect(await policy('/search/?q=blood')).toContain("script-src 'self' 'wasm-unsafe-eval' 'sha256-abc'; ")
  for (const other of ['/', '/search/index.html', '/nothing/'])
    expect(await policy(other)).not.toContain('wasm')
  expect(await policy('/pagefind/pagefind-worker.js')).toBe(
    "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'",
  )
})

test('a static build brings its own index of the search', async () => {
  const { site, get } = await open()
  await publishFull(site, { 'index.html': 'home', 'pagefind/pagefind-entry.json': 'its own' })
  mkdirSync(join(site.dir, 'search/000001-a/pagefind'), { recursive: true })
  writeFileSync(join(site.dir, 'search/000001-a/pagefind/pagefind-entry.json'), 'another')
  symlinkSync('000001-a', join(site.dir, 'search/current'))
  expect((await get('/pagefind/pagefind-entry.json')).body).toBe('its own')
  expect(readFileSync(join(site.dir, 'current/nginx.conf'), 'utf8')).not.toContain('search/current')
})

test('an inline script of a built page may run, and no other', async () => {
  const built = join(folder, 'built')
  mkdirSync(join(built, 'a'), { recursive: true })
  writeFileSync(
    join(built, 'index.html'),
    '<html><script>go()</script><script type="application/ld+json">{"@type":"School"}</script><style>p{}</style></html>',
  )
  writeFileSync(join(built, 'a/index.html'), '<html></html>')
  const server = createSiteServer(built)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const policy = async (path: string) => (await ask(port, path, {})).headers['content-security-policy']
  expect(await policy('/')).toContain(
    `script-src 'self' 'sha256-${hash('sha256', 'go()', 'base64')}'; style-src 'self' 'sha256-${hash('sha256', 'p{}', 'base64')}'; `,
  )
  expect(await policy('/a/')).toContain("script-src 'self'; style-src 'self'; ")
  server.close()
  server.closeAllConnections()
})

test('through 200 releases and 50 rollbacks at full speed readers get whole pages of what is live, and no error', async () => {
  const { site, get, change } = await open(3)
  const paths = Array.from({ length: 5 }, (_, index) => `p/${index}/index.html`)
  const textOf = (stamp: number) => `${stamp} `.repeat(400 + (stamp % 7) * 50)
  const filesOf = (stamp: number) => Object.fromEntries(paths.map((path) => [path, textOf(stamp)]))
  await publishFull(site, { ...filesOf(1), '404.html': 'missing' })
  let isOver = false
  let count = 0
  /** What has been live, and last what is or is about to be. */
  const live = [1]
  const read = async (start: number) => {
    for (let turn = start; !isOver; turn++) {
      const path = `/${(paths[turn % paths.length] ?? '').replace('index.html', '')}`
      const before = Math.max(0, live.length - 2)
      const { status, body } = await get(path, turn % 2 ? { 'Accept-Encoding': 'identity' } : {})
      const stamp = Number.parseInt(body)
      const isWhole = body === textOf(stamp)
      const wasLive = live.slice(before)
      // Thousands of times: a failed expectation is only built when there is one.
      if (status !== 200 || !isWhole || !wasLive.includes(stamp))
        expect({ path, status, wasLive, body }).toBeUndefined()
      // The publisher works in this process too.
      await wait(1)
      count++
    }
  }
  const publish = async () => {
    for (let stamp = 2; stamp <= 201; stamp++) {
      live.push(stamp)
      expect(await change(filesOf(stamp))).toBe(stamp)
      for (const number of stamp % 4 ? [] : [stamp - 1, stamp]) {
        live.push(number)
        await site.switchTo(number)
        await wait(2)
      }
      await site.prune()
      await site.prepareNext()
    }
  }
  const readers = Promise.all([0, 1, 2, 3].map(read))
  try {
    await Promise.race([publish(), readers])
  } finally {
    isOver = true
  }
  await readers
  expect(count).toBeGreaterThan(1000)
  expect(existsSync(site.webRoot(1))).toBe(false)
})
