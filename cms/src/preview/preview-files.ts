import { extname } from 'node:path'
import type { Endpoint } from 'payload'
import { mediaFolder } from 'shared-types'
import { refuse } from '../access/refusal'
import { clientAddress } from '../auth/client-address'
import { mediaTypes, sendMediaFile } from '../media/serve-media'
import { publisherFailure, sendToPublisher } from '../releases/publisher-message'
import { isFileAddress, isHashedAddress } from './file-addresses'
import { isValidToken } from './file-tokens'

const timeoutMs = 15_000

/** By the ending of a file's name. The publisher does not say it: what it answers must not run as a page of the admin's origin. */
const types: Readonly<Record<string, string>> = {
  ...mediaTypes,
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  ico: 'image/x-icon',
  svg: 'image/svg+xml',
  woff: 'font/woff',
  woff2: 'font/woff2',
}

/** A page in a preview has an origin of its own, and loads its fonts and modules from this one. */
const shared = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
}

/**
 * Files that a network gets from the publisher in a minute: a page has about twenty, of which a browser keeps most. The counts are in
 * the memory of this instance, because a row in the database would cost more than a file.
 */
const maxPerMinute = 1000
const maxNetworks = 10_000
const counts = new Map<string, number>()
let countedSince = 0

/** Counts a file for the network; gives the seconds after which it gets one again, 0 if it gets this one. */
function secondsToWait(network: string): number {
  const now = Date.now()
  if (now - countedSince >= 60_000 || counts.size >= maxNetworks) {
    counts.clear()
    countedSince = now
  }
  const count = (counts.get(network) ?? 0) + 1
  counts.set(network, count)
  return count > maxPerMinute ? Math.ceil((countedSince + 60_000 - now) / 1000) : 0
}

/**
 * Sends the files of a previewed page: those that every visitor of the site gets, from the publisher, and with the token of
 * `fileToken` one of a picture that waits. The page has no cookie, so there is no session.
 */
export const previewFilesEndpoint: Endpoint = {
  path: '/preview/files/:path+',
  method: 'get',
  handler: async (req) => {
    const { payload, query, routeParams, signal } = req
    const path = `/${[routeParams?.path].flat().join('/')}`
    const type = types[extname(path).slice(1)]
    if (!isFileAddress(path) || !type) return refuse(404, 'The site has no such file.')
    const filename = path.slice(mediaFolder.length)
    const token = query.preview
    if (typeof token === 'string') {
      const isOfMedia = path.startsWith(mediaFolder)
      return isOfMedia && (await isValidToken(payload, filename, token))
        ? withHeaders(await sendMediaFile(filename, payload), { ...shared, 'Cache-Control': 'no-store' })
        : refuse(404, 'The address of this file is not valid any more. Load the preview again.')
    }
    const seconds = secondsToWait(clientAddress(req))
    if (seconds > 0) {
      const tooMany = refuse(
        429,
        'Too many files of previews were loaded from your network. Try again in a minute.',
      )
      return withHeaders(tooMany, { 'Retry-After': String(seconds) })
    }
    try {
      const response = await sendToPublisher('/preview-file', JSON.stringify({ path }), { timeoutMs, signal })
      if (response.status === 404) return refuse(404, 'The site has no such file.')
      if (!response.ok) return refuse(502, `The publisher answered ${response.status}.`)
      return new Response(response.body, {
        headers: {
          ...shared,
          'Content-Type': type,
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'Cache-Control': isHashedAddress(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
          ...(type === types.pdf && { 'Content-Disposition': 'attachment' }),
        },
      })
    } catch (error) {
      return refuse(502, `The publisher did not answer (${publisherFailure(error)}).`)
    }
  },
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}
