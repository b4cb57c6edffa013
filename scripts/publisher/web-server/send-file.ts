import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import fresh from 'fresh'
import Negotiator from 'negotiator'
import { parse as parseRange } from 'range-parser'
import { hashedInSearchIndex, inSearchIndex, isHashed } from '../releases/headers'
import { readInlineHashes } from '../releases/inline-hashes'
import { isText, mediaTypeOf, smallestCompressed } from '../releases/media-types'
import type { InlineHashes } from '../releases/release-record'
import type { Encoding, FileCache, SiteFile } from './file-cache'
import type { LiveSite } from './live-site'

interface Sending {
  site: LiveSite
  files: FileCache
  file: SiteFile
  status: 200 | 404
  /** The decoded path of the request. */
  path: string
}

/** Sends a file of the site, compressed where that pays, in part or not at all where the request says so. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  sending: Sending,
): Promise<void> {
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
    const encoding = encodingFor(request)
    if (encoding) {
      bytes = await files.compressed(file, encoding)
      size = bytes.length
      tag = tag.replace(/"$/, `-${encoding}"`)
      headers['Content-Encoding'] = encoding
    }
  }
  if (status === 200) {
    headers.ETag = tag
    if (isInBrowser(request.headers, tag)) {
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
  const sentStatus = range ? 206 : status
  if (request.method === 'HEAD') response.writeHead(sentStatus, headers).end()
  else if (bytes) response.writeHead(sentStatus, headers).end(range ? bytes.subarray(first, last + 1) : bytes)
  else {
    const handle = await files.open(file)
    response.writeHead(sentStatus, headers)
    await pipeline(handle.createReadStream({ start: first, end: last }), response)
  }
}

const indexFile = new RegExp(inSearchIndex)
const hashedIndexFile = new RegExp(hashedInSearchIndex)

function headersFor({ site, file, status, path }: Sending, type: string): Record<string, string> {
  if (status === 200 && (isHashed(path) || hashedIndexFile.test(path))) return site.hashedFileHeaders
  if (type === 'text/html') return site.pageHeaders(path, () => inlineHashesOf(file))
  return indexFile.test(path) ? site.searchIndexHeaders : site.fileHeaders
}

const knownHashes = new WeakMap<Buffer, InlineHashes>()

function inlineHashesOf({ bytes }: SiteFile): InlineHashes {
  if (!bytes) return { scripts: [], styles: [] }
  const known = knownHashes.get(bytes)
  if (known) return known
  const hashes = readInlineHashes(bytes.toString('utf8'))
  knownHashes.set(bytes, hashes)
  return hashes
}

/** Brotli wherever the browser takes it, whatever its order of preference: the file cache has one copy of each encoding. */
function encodingFor(request: IncomingMessage): Encoding | undefined {
  const accepted = new Negotiator(request).encodings()
  return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding))
}

/**
 * Whether the browser has these bytes already. Only the tag counts: dates are too coarse for two releases within a second, and a
 * reload with `Cache-Control: no-cache` is answered from the disk in any case.
 */
const isInBrowser = (headers: IncomingHttpHeaders, tag: string): boolean =>
  fresh({ 'if-none-match': headers['if-none-match'] }, { etag: tag })

/** A bit of `code`, by which range-parser marks a header that is not formed as it must be. */
const malformed = 1

/** The bytes of a range request, both ends included. */
interface ByteRange {
  first: number
  last: number
}

/**
 * A single range of bytes (RFC 9110, 14.1.2), which PDF viewers and interrupted downloads request. Undefined when all of the file
 * is right: there is no range, it is malformed, there are several, or the file has changed since the visitor got the first part.
 */
function rangeOf(
  { range = '', 'if-range': ifRange }: IncomingHttpHeaders,
  size: number,
  tag: string,
): ByteRange | 'impossible' | undefined {
  if (range.includes(',') || (ifRange !== undefined && ifRange !== tag)) return undefined
  const { code, type, ranges } = parseRange(size, range)
  if (type !== 'bytes' || code & malformed) return undefined
  const [found] = ranges
  return found ? { first: found.start, last: found.end } : 'impossible'
}
