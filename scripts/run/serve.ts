import { readFile, stat } from 'node:fs/promises'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { createHash } from 'node:crypto'

const types: Record<string, string> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
}
const isText = /^(text\/|application\/(json|xml|manifest)|image\/svg)/
const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
}
/** Paths whose name changes with their bytes. */
const isHashed = /^\/(_astro|media)\//
const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)
const cacheLimit = 64 * 1024 ** 2

interface File {
  path: string
  bytes: Buffer
  tag: string
}

/**
 * Serves a built site: the files of `folder`, the redirects of its redirects.json as 301s, and its 404.html with status 404.
 * The folder is looked up for each request, so that a new build shows at once.
 */
export function createSiteServer(folder: string): Server {
  const root = resolve(folder)
  const compressed = new CompressedFiles()
  return createServer((request, response) => {
    answer(root, compressed, request, response).catch((error: unknown) => {
      console.error(`Could not answer ${request.method} ${request.url}:`, error)
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' })
      response.end('This page could not be read. Please try again.\n')
    })
  })
}

async function answer(
  root: string,
  compressed: CompressedFiles,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    return
  }
  const [rawPath = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s)
  const path = decoded(rawPath)
  if (path === undefined) {
    response
      .writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' })
      .end('This address is malformed.\n')
    return
  }
  const redirects = await redirectsOf(root)
  // Old addresses are kept with a slash at the end; visitors may come without.
  const target = redirects[path] ?? redirects[`${path}/`]
  if (target) {
    redirect(response, target)
    return
  }
  const isPage = path.endsWith('/')
  const file = await fileAt(root, isPage ? `${path}index.html` : path)
  if (file) {
    await send(request, response, compressed, file, 200, path)
    return
  }
  if (!isPage && (await fileAt(root, `${path}/index.html`))) {
    // One slash only in front: `//host/` would be another site.
    redirect(response, `${rawPath.replace(/^\/+/, '/')}/${query && `?${query}`}`)
    return
  }
  const notFound = await fileAt(root, '/404.html')
  if (notFound) await send(request, response, compressed, notFound, 404, path)
  else
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('There is no such page.\n')
}

function redirect(response: ServerResponse, target: string): void {
  response.writeHead(301, { Location: target, 'Cache-Control': 'no-cache' }).end()
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  compressed: CompressedFiles,
  file: File,
  status: 200 | 404,
  path: string,
): Promise<void> {
  const type = types[extname(file.path).toLowerCase()] ?? 'application/octet-stream'
  response.setHeader('Content-Type', type)
  response.setHeader(
    'Cache-Control',
    status === 200 && isHashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  )
  let { bytes, tag } = file
  if (isText.test(type)) {
    response.setHeader('Vary', 'Accept-Encoding')
    const encoding = encodingFor(String(request.headers['accept-encoding'] ?? ''))
    if (encoding && bytes.length > 500) {
      bytes = await compressed.get(file, encoding)
      tag = tag.replace(/"$/, `-${encoding}"`)
      response.setHeader('Content-Encoding', encoding)
    }
  }
  if (status === 200) {
    response.setHeader('ETag', tag)
    const known = String(request.headers['if-none-match'] ?? '')
      .split(',')
      .map((item) => item.trim().replace(/^W\//, ''))
    if (known.includes(tag) || known.includes('*')) {
      response.writeHead(304).end()
      return
    }
  }
  response.writeHead(status, { 'Content-Length': bytes.length })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function encodingFor(accepted: string): 'br' | 'gzip' | undefined {
  const names = accepted
    .split(',')
    .map((item) => item.trim())
    .filter((item) => !/;\s*q=0(\.0*)?$/.test(item))
  return (['br', 'gzip'] as const).find((name) => names.some((item) => item.split(';')[0] === name))
}

/** A path with its escapes read; undefined when it is no text, or leads out of the site. */
function decoded(rawPath: string): string | undefined {
  let path: string
  try {
    path = decodeURIComponent(rawPath)
  } catch {
    return undefined // not valid UTF-8
  }
  const isOutside = path.split(/[/\\]/).some((part) => part === '..' || part === '.')
  return path.startsWith('/') && !isOutside && !path.includes('\0') && !path.includes('\\') ? path : undefined
}

async function fileAt(root: string, path: string): Promise<File | undefined> {
  const full = join(root, path)
  const isHidden = path.split('/').some((part) => part.startsWith('.') && part !== '.well-known')
  // The map of redirects is for the server, not for visitors.
  if (!full.startsWith(root + sep) || isHidden || path === '/redirects.json') return undefined
  try {
    if (!(await stat(full)).isFile()) return undefined
    const bytes = await readFile(full)
    return {
      path: full,
      bytes,
      tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined
    throw error
  }
}

async function redirectsOf(root: string): Promise<Record<string, string>> {
  try {
    const map = JSON.parse(await readFile(join(root, 'redirects.json'), 'utf8')) as Record<string, string>
    return Object.assign(Object.create(null) as Record<string, string>, map)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

/** Compressed bytes by their content, up to a limit; the oldest go first. */
class CompressedFiles {
  readonly #files = new Map<string, Buffer>()
  #size = 0

  async get(file: File, encoding: 'br' | 'gzip'): Promise<Buffer> {
    const key = `${file.tag}${encoding}`
    const kept = this.#files.get(key)
    if (kept) return kept
    const bytes =
      encoding === 'br'
        ? await compressBrotli(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
        : await compressGzip(file.bytes)
    this.#files.set(key, bytes)
    this.#size += bytes.length
    for (const [oldest, { length }] of this.#files) {
      if (this.#size <= cacheLimit) break
      this.#files.delete(oldest)
      this.#size -= length
    }
    return bytes
  }
}

/** `serve.ts <folder> <port> <host>` */
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = 'site/dist', port = '4321', host = '127.0.0.1'] = process.argv.slice(2)
  createSiteServer(folder).listen(Number(port), host, () =>
    console.log(`Serving ${folder} on http://${host}:${port}`),
  )
}
