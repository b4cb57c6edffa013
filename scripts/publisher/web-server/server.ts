import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { decodePath, parsePath } from 'shared-types'
import { type HeaderFacts, securityHeaders } from '../releases/headers'
import { FileCache, type SiteFile } from './file-cache'
import { type LiveSite, LiveSites, placeOf } from './live-site'
import { sendFile } from './send-file'

const retryAfterS = 10

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
      // The visitor left in the middle of a file: no answer, and no line in the log.
      if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return
      console.error(`Could not answer ${request.method} ${request.url}:`, error)
      if (response.headersSent) response.destroy()
      else sendText(response, 500, 'This page could not be read. Please try again.')
    })
  })
  // Close connections whose request takes longer than this to arrive; visitors send no bodies.
  server.headersTimeout = 10_000
  server.requestTimeout = 15_000
  // Close response sockets that stay idle for this long.
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
      const headers = { 'Retry-After': String(retryAfterS) }
      sendText(response, 503, 'This site is being set up. Please come back in a moment.', headers)
      return
    }
    const found = await find(site, files, path, rawPath)
    // The publisher may have removed this release meanwhile; then look in the one that is live now.
    if (found.status === 404 && isReplaced(sites, site)) continue
    if (found.status === 301) {
      // One slash only in front: `//host/` would be another site.
      const withSlash = `${rawPath.replace(/^\/+/, '/')}/${query && `?${query}`}`
      redirect(response, site, found.target ?? withSlash)
    } else if (found.file)
      await sendFile(request, response, { site, files, path, ...found, file: found.file })
    else sendText(response, 404, 'There is no such page.')
    return
  }
}

type Found =
  | { status: 200; file: SiteFile }
  /** To a target, or to the same address with a slash at its end. */
  | { status: 301; target?: string }
  /** With the page for it, if the site has one. */
  | { status: 404; file?: SiteFile }

async function find(site: LiveSite, files: FileCache, path: string, rawPath: string): Promise<Found> {
  const target = site.redirects.get(path) ?? site.redirects.get(inOneSpelling(rawPath))
  if (target !== undefined) return { status: 301, target }
  const fileAt = (address: string) => {
    const place = placeOf(site, address)
    return isPrivate(address) ? undefined : files.get(place.root, place.path)
  }
  const isPage = path.endsWith('/')
  const file = await fileAt(isPage ? `${path}index.html` : path)
  if (file) return { status: 200, file }
  if (!isPage && (await fileAt(`${path}/index.html`))) return { status: 301 }
  return { status: 404, file: await fileAt('/404.html') }
}

function isReplaced(sites: LiveSites, site: LiveSite): boolean {
  const now = sites.now()
  return now !== 'not yet' && now.key !== site.key
}

/** The path that redirects are listed by, whichever way the visitor's browser spells it. Like nginx, it merges slashes. */
function inOneSpelling(rawPath: string): string {
  const parsed = parsePath(rawPath.replace(/^\/+/, '/'))
  return 'path' in parsed ? decodePath(parsed.path) : rawPath
}

/** A path with its escapes decoded; undefined when it is no text, or leads out of the site. */
function decodedPath(rawPath: string): string | undefined {
  let path: string
  try {
    path = decodeURIComponent(rawPath)
  } catch {
    return undefined // not valid UTF-8
  }
  const isOutside = path.split(/[/\\]/).some((part) => part === '..' || part === '.')
  return path.startsWith('/') && !isOutside && !path.includes('\0') && !path.includes('\\') ? path : undefined
}

/** Files that visitors must not get: hidden ones, and the map of redirects, which is for the server. */
const isPrivate = (path: string): boolean =>
  path === '/redirects.json' || path.split('/').some((part) => part.startsWith('.') && part !== '.well-known')

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
