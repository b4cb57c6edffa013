import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { createPageScanner } from '../render/page-scan'
import type { InlineHashes } from '../releases/release-record'
import { type Encoding, FileCache, type SiteFile } from './file-cache'
import {
  type HeaderFacts,
  hashedInSearchIndex,
  inSearchIndex,
  isHashed,
  securityHeaders,
} from '../releases/headers'
import { type LiveSite, LiveSites, placeOf } from './live-site'
import { isText, mediaTypeOf, smallestCompressed } from '../releases/media-types'
import { rangeOf } from './range'
import { decodedPath, isPrivate } from './site-paths'

const readPage = createPageScanner({ siteUrl: 'http://localhost' })
const patience = 10

/**
 * Serves a folder to visitors: of a publisher's folder the release that `current` leads to, looked up once for each request, or
 * the files of a built site. Its redirects are 301s, and its 404.html comes with status 404.
 */
export function createSiteServer(
  folder: string,
  options: Pick<HeaderFacts, 'siteUrl' | 'frameAncestors'> = {},
): Server {
  const sites = new LiveSites(folder, options)
  const files = new FileCache()
  const server = createServer((request, response) => {
    answer(sites, files, request, response).catch((error: unknown) => {
      // Whoever leaves in the middle of a file wants no answer, and no word in the log.
      if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return
      console.error(`Could not answer ${request.method} ${request.url}:`, error)
      if (response.headersSent) response.destroy()
      else sendText(response, 500, 'This page could not be read. Please try again.')
    })
  })
  // Visitors only ask; whoever takes long to do so is let go.
  server.headersTimeout = 10_000
  server.requestTimeout = 15_000
  // Likewise whoever does not take what was asked for.
  server.timeout = 60_000
  return server
}

async function answer(
  sites: LiveSites,
  files: FileCache,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    sendText(response, 405, 'This address can only be read.', { Allow: 'GET, HEAD' })
    return
  }
  const [rawPath = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s)
  const path = decodedPath(rawPath)
  if (path === undefined) {
    sendText(response, 400, 'This address is malformed.')
    return
  }
  for (;;) {
    const site = sites.now()
    if (site === 'not yet') {
      const headers = { 'Retry-After': String(patience) }
      sendText(response, 503, 'This site is being set up. Please come back in a moment.', headers)
      return
    }
    const found = await find(site, files, path)
    // The oldest release may have been taken away while we looked into it.
    if (found.status === 404 && isReplaced(sites, site)) continue
    if (found.redirect !== undefined) {
      redirect(response, site, found.redirect)
    } else if (found.isFolder) {
      // One slash only in front: `//host/` would be another site.
      redirect(response, site, `${rawPath.replace(/^\/+/, '/')}/${query && `?${query}`}`)
    } else if (found.file) {
      await send(request, response, { site, files, file: found.file, status: found.status, path })
    } else sendText(response, 404, 'There is no such page.')
    return
  }
}

interface Found {
  status: 200 | 301 | 404
  file?: SiteFile
  redirect?: string
  /** There is a page of this name, with a slash at the end. */
  isFolder?: boolean
}

async function find(site: LiveSite, files: FileCache, path: string): Promise<Found> {
  const target = site.redirects.get(path)
  if (target !== undefined) return { status: 301, redirect: target }
  const fileAt = (address: string) => {
    const place = placeOf(site, address)
    return isPrivate(address) ? undefined : files.get(place.root, place.path)
  }
  const isPage = path.endsWith('/')
  const file = await fileAt(isPage ? `${path}index.html` : path)
  if (file) return { status: 200, file }
  if (!isPage && (await fileAt(`${path}/index.html`))) return { status: 301, isFolder: true }
  return { status: 404, file: await fileAt('/404.html') }
}

function isReplaced(sites: LiveSites, site: LiveSite): boolean {
  const now = sites.now()
  return now !== 'not yet' && now.key !== site.key
}

interface Sending {
  site: LiveSite
  files: FileCache
  file: SiteFile
  status: 200 | 301 | 404
  path: string
}

async function send(request: IncomingMessage, response: ServerResponse, sending: Sending): Promise<void> {
  const { files, file, status } = sending
  const type = mediaTypeOf(file.path)
  const headers: Record<string, string | number> = {
    ...headersFor(sending, type),
    'Content-Type': isText(type) ? `${type}; charset=utf-8` : type,
  }
  let { bytes, size, tag } = file
  if (!isText(type)) headers['Accept-Ranges'] = 'bytes'
  else if (bytes && size >= smallestCompressed) {
    headers.Vary = 'Accept-Encoding'
    const encoding = encodingFor(String(request.headers['accept-encoding'] ?? ''))
    if (encoding) {
      bytes = await files.compressed(file, encoding)
      size = bytes.length
      tag = tag.replace(/"$/, `-${encoding}"`)
      headers['Content-Encoding'] = encoding
    }
  }
  if (status === 200) {
    headers.ETag = tag
    if (isKnown(request, tag)) {
      response.writeHead(304, headers).end()
      return
    }
  }
  const range = status === 200 && !isText(type) ? rangeOf(request.headers, size, tag) : undefined
  if (range === 'impossible') {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${size}` }).end()
    return
  }
  const { first = 0, last = size - 1 } = range ?? {}
  headers['Content-Length'] = last - first + 1
  if (range) headers['Content-Range'] = `bytes ${first}-${last}/${size}`
  const answered = range ? 206 : status
  if (request.method === 'HEAD') response.writeHead(answered, headers).end()
  else if (bytes) response.writeHead(answered, headers).end(range ? bytes.subarray(first, last + 1) : bytes)
  else {
    const handle = await files.open(file)
    response.writeHead(answered, headers)
    await pipeline(handle.createReadStream({ start: first, end: last }), response)
  }
}

function headersFor({ site, file, status, path }: Sending, type: string): Record<string, string> {
  if (status === 200 && (isHashed(path) || hashedIndexFile.test(path))) return site.hashedFileHeaders
  if (type === 'text/html') return site.pageHeaders(path, () => hashesOf(file))
  return indexFile.test(path) ? site.searchIndexHeaders : site.fileHeaders
}

const indexFile = new RegExp(inSearchIndex)
const hashedIndexFile = new RegExp(hashedInSearchIndex)

/** Whether the browser has these bytes already. */
function isKnown(request: IncomingMessage, tag: string): boolean {
  const known = request.headers['if-none-match']
  if (known === undefined) return false
  const tags = known.split(',').map((item) => item.trim().replace(/^W\//, ''))
  return tags.includes(tag) || tags.includes('*')
}

const hashesOfFiles = new WeakMap<Buffer, InlineHashes>()

/** What one page carries inline. */
function hashesOf({ path, bytes }: SiteFile): InlineHashes {
  if (!bytes) return { scripts: [], styles: [] }
  const known = hashesOfFiles.get(bytes)
  if (known) return known
  const { scripts, styles } = readPage({ path: '/', file: path }, bytes.toString('utf8'))
  const hashes = { scripts: [...scripts], styles: [...styles] }
  hashesOfFiles.set(bytes, hashes)
  return hashes
}

function redirect(response: ServerResponse, site: LiveSite, target: string): void {
  response.writeHead(301, { ...site.fileHeaders, Location: target, 'Content-Length': 0 }).end()
}

function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    ...securityHeaders({ csp: { scripts: [], styles: [] } }),
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  })
  response.end(`${text}\n`)
}

function encodingFor(accepted: string): Encoding | undefined {
  const names = accepted
    .split(',')
    .map((item) => item.trim())
    .filter((item) => !/;\s*q=0(\.0*)?$/.test(item))
  return (['br', 'gzip'] as const).find((name) => names.some((item) => item.split(';')[0] === name))
}
