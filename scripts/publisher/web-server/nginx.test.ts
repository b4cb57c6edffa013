import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSiteFolder } from '../releases/site-folder'
import { createSiteServer } from './server'

const nginx = ['nginx', '/usr/sbin/nginx'].find((name) => spawnSync(name, ['-v']).status === 0)
const folder = mkdtempSync(join(tmpdir(), 'nginx-test-'))
const site = openSiteFolder(join(folder, 'site'))
const server = createSiteServer(site.dir)
const ports = { ours: 0, nginx: 0 }
let child: ChildProcess | undefined

const odd = { quotes: `/a "quoted' path/`, dollar: '/price$1/', semicolon: '/a;b{}/', unicode: '/über/日本/' }
const redirects = {
  '/old/': '/courses/',
  '/old/start-dates.ics': '/courses/start-dates.ics',
  '/old.html': 'https://elsewhere.example/a?b=c&d=$uri#e',
  [odd.quotes]: '/courses/?q="; return 200 "stolen',
  [odd.dollar]: '/price/$uri/${host}/',
  [odd.semicolon]: "/courses/;}'#{",
  [odd.unicode]: '/café/ü/',
  '/line\nbreak/': '/courses/',
  '/into-header/': '/courses/\r\nSet-Cookie: stolen=1',
  '/backslash/': '/courses/\\" ; #',
  '/redirects.json': '/courses/',
  '//elsewhere.example/': '/courses/',
}

beforeAll(async () => {
  const full = await site.startFull()
  const files = {
    'index.html': `<html><p>Home ${'x'.repeat(1000)}</html>`,
    'courses/index.html': '<html><p>Courses</html>',
    'folder.html/index.html': '<html>A folder</html>',
    'empty/deep/index.html': '<html>deep</html>',
    'café/ü/index.html': '<html>Unicode</html>',
    '404.html': '<html><p>No such page</html>',
    'redirects.json': JSON.stringify(redirects),
    'robots.txt': 'User-agent: *',
    'rss.xml': '<rss/>',
    'manifest.webmanifest': '{}',
    'next-page.speculationrules': '{}',
    '.well-known/security.txt': 'Contact: x',
    '.env': 'secret',
    'courses/.git/config': 'secret',
    'search/index.html': '<html>Search</html>',
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(full.root, file)), { recursive: true })
    writeFileSync(join(full.root, file), text)
  }
  writeFileSync(join(site.dir, 'pool/_astro/style.Ab1.css'), `body{}${' '.repeat(600)}`)
  writeFileSync(join(site.dir, 'pool/_astro/.tmp-1'), 'secret')
  writeFileSync(join(site.dir, 'pool/media/rack-1a2b.jpg'), 'a picture of a rack')
  writeFileSync(join(site.dir, 'pool/media/guide-1a2b.pdf'), 'a guide')
  await site.commitFull(full, {
    ...{ revision: 'r', bundle: 'b', today: '2026-09-01', madeAt: '2026-09-01T00:00:00.000Z', pages: 3 },
    siteUrl: 'https://school.example',
    csp: { scripts: ['sha256-abc+/='], styles: ['sha256-def='] },
  })
  await site.switchTo(1)
  for (const [file, text] of Object.entries({
    'pagefind.js': `export {}${' '.repeat(600)}`,
    'pagefind-entry.json': '{}',
    'wasm.en-us.pagefind': 'a program',
    'pagefind.en-us_1a2b.pf_meta': 'words',
    'fragment/en-us_1a2b.pf_fragment': 'a page',
  })) {
    const path = join(site.dir, 'search/000001-1a2b/pagefind', file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  writeFileSync(join(site.dir, 'search/000001-1a2b/index.json'), 'for the publisher')
  symlinkSync('000001-1a2b', join(site.dir, 'search/current'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ports.ours = (server.address() as AddressInfo).port
  if (nginx) await startNginx(nginx)
})

afterAll(async () => {
  child?.kill('SIGTERM')
  server.close()
  await site.close()
  rmSync(folder, { recursive: true })
})

/** As an ordinary user on a port of its own, with everything that it writes in the test's folder. */
async function startNginx(command: string): Promise<void> {
  ports.nginx = await freePort()
  const prefix = join(folder, 'nginx')
  mkdirSync(prefix)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${kind};`,
  )
  const config = join(prefix, 'nginx.conf')
  writeFileSync(
    config,
    `daemon off; master_process off; pid nginx.pid; error_log stderr;
     events {}
     http { access_log off; ${temporary.join(' ')}
       server { listen 127.0.0.1:${ports.nginx}; include ${site.dir}/current/nginx.conf; } }`,
  )
  const started = spawn(command, ['-p', prefix, '-c', config], { stdio: ['ignore', 'ignore', 'pipe'] })
  child = started
  let said = ''
  started.stderr.on('data', (data) => (said += data))
  for (
    const deadline = Date.now() + 10_000;
    Date.now() < deadline && started.exitCode === null;
    await wait(50)
  ) {
    if (await ask(ports.nginx, '/').catch(() => undefined)) return
  }
  throw new Error(`nginx did not start: ${said}`)
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const holder = createServer().listen(0, '127.0.0.1', () => {
      const { port } = holder.address() as AddressInfo
      holder.close(() => resolve(port))
    })
  })

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

function ask(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, headers, method, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString('latin1')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
    })
    sent.once('error', reject)
    sent.end()
  })
}

const compared = [
  ...['content-type', 'location', 'cache-control', 'content-encoding', 'content-range', 'vary'],
  ...['content-security-policy', 'strict-transport-security', 'x-content-type-options', 'x-frame-options'],
  ...['referrer-policy', 'permissions-policy', 'cross-origin-opener-policy', 'set-cookie'],
  ...['speculation-rules'],
]

/** The part of a response that must be the same. Bodies of redirects and compressed bytes differ between the servers. */
function shown({ status, headers, body }: Answer) {
  const isOwn = status === 301 || headers['content-encoding'] !== undefined
  // Headers about a redirect's body, likewise.
  const listed = compared.filter((name) => status !== 301 || !/^(content|speculation)-/.test(name))
  return {
    status,
    headers: Object.fromEntries(listed.map((name) => [name, headers[name]])),
    // nginx tags its 404 page too, and does nothing with it.
    hasTag: status === 404 || headers.etag !== undefined,
    body: isOwn ? undefined : body,
  }
}

const requests: [path: string, expected: number, headers?: Record<string, string>, method?: string][] = [
  ['/', 200],
  ['/', 200, { 'Accept-Encoding': 'gzip' }],
  ['/', 200, {}, 'HEAD'],
  ['/courses/', 200],
  ['/courses/index.html', 200],
  ['/folder.html', 301],
  ['/folder.html/', 200],
  ['/courses', 301],
  ['/courses?a=1&b=%20', 301],
  ['//courses', 301],
  ['/caf%C3%A9/%C3%BC/', 200],
  ['/caf%C3%A9/%C3%BC', 301],
  ['/empty', 404],
  ['/empty/', 404],
  ['/nothing/', 404],
  ['/nothing', 404],
  ['/404.html', 200],
  ['/robots.txt', 200],
  ['/robots.txt/', 404],
  ['/rss.xml', 200],
  ['/manifest.webmanifest', 200],
  ['/next-page.speculationrules', 200],
  ['/redirects.json', 404],
  ['/.env', 404],
  ['/%2eenv', 404],
  ['/courses/.git/config', 404],
  ['/.well-known/security.txt', 200],
  ['/_astro/style.Ab1.css', 200],
  ['/_astro/style.Ab1.css', 200, { 'Accept-Encoding': 'gzip' }],
  ['/_astro/gone.css', 404],
  ['/_astro/.tmp-1', 404],
  ['/_astro', 404],
  ['/_astro/', 404],
  ['/media/rack-1a2b.jpg', 200],
  ['/media/rack-1a2b.jpg', 200, {}, 'HEAD'],
  ['/media/guide-1a2b.pdf', 206, { Range: 'bytes=2-4' }],
  ['/media/guide-1a2b.pdf', 206, { Range: 'bytes=-3' }],
  ['/media/guide-1a2b.pdf', 416, { Range: 'bytes=99-' }],
  ['/search/', 200],
  ['/search', 301],
  ['/search/?q=blood', 200],
  ['/search/index.html', 200],
  ['/pagefind/pagefind.js', 200],
  ['/pagefind/pagefind.js', 200, { 'Accept-Encoding': 'gzip' }],
  ['/pagefind/pagefind-entry.json?ts=1', 200],
  ['/pagefind/wasm.en-us.pagefind', 200],
  ['/pagefind/pagefind.en-us_1a2b.pf_meta', 200],
  ['/pagefind/fragment/en-us_1a2b.pf_fragment', 200, { 'Accept-Encoding': 'gzip' }],
  ['/pagefind/fragment/en-us_1a2b.pf_fragment', 206, { Range: 'bytes=2-4' }],
  ['/pagefind/fragment/en-us_gone.pf_fragment', 404],
  ['/pagefind/', 404],
  ['/pagefind', 404],
  ['/index.json', 404],
  ['/old/', 301],
  ['/old', 301],
  ['/old/start-dates.ics', 301],
  ['/old.html', 301],
  ['/line%0Abreak/', 404],
  ['/into-header/', 301],
  ['/backslash/', 301],
  ...Object.values(odd).map((path): [string, number] => [encodeURI(path), 301]),
  ['/courses/', 405, {}, 'POST'],
]

test('an odd redirect leads where it says, and cannot become a header or a directive', async () => {
  const location = async (path: string) => (await ask(ports.ours, encodeURI(path))).headers.location
  expect(await location(odd.quotes)).toBe('/courses/?q=%22;%20return%20200%20%22stolen')
  expect(await location(odd.dollar)).toBe('/price/%24uri/%24%7Bhost%7D/')
  expect(await location(odd.unicode)).toBe('/caf%C3%A9/%C3%BC/')
  const split = await ask(ports.ours, '/into-header/')
  expect(split.headers).toMatchObject({ location: '/courses/%0D%0ASet-Cookie:%20stolen=1' })
  expect(split.headers['set-cookie']).toBeUndefined()
})

const why = nginx ? '' : ' (skipped: no nginx here; apt install nginx)'
test.skipIf(!nginx)(`nginx answers as our own server does${why}`, async () => {
  for (const [path, status, headers, method] of requests) {
    const ours = await ask(ports.ours, path, headers, method)
    const theirs = await ask(ports.nginx, path, headers, method)
    const what = `${method ?? 'GET'} ${path} ${JSON.stringify(headers ?? {})}`
    expect(ours.status, what).toBe(status)
    // What is wrong with the request itself, each says in its own words.
    if (status === 405 || status === 416) expect(theirs.status, what).toBe(status)
    else expect(shown(theirs), what).toEqual(shown(ours))
  }
})

test.skipIf(!nginx)(`nginx too sends a page again only when it has changed${why}`, async () => {
  for (const port of [ports.ours, ports.nginx]) {
    for (const path of ['/courses/', '/media/rack-1a2b.jpg']) {
      const { headers } = await ask(port, path)
      const again = await ask(port, path, { 'If-None-Match': String(headers.etag) })
      expect(again).toMatchObject({ status: 304, body: '' })
    }
  }
})
