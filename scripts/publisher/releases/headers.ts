import { assetsFolder, mediaFolder, paths } from 'shared-types'
import { indexFolder } from './file-names'
import type { InlineHashes } from './release-record'

/** Headers of the site, for our server and for nginx. */
export interface HeaderFacts {
  /** Where visitors reach the site; `https:` makes browsers insist on it. Unknown for a folder that is only looked at. */
  siteUrl?: string
  /** What may run and style on the pages besides the site's own files. */
  csp: InlineHashes
  /** Origins that may show the site's pages in a frame; none otherwise, the site itself included. */
  frameAncestors?: readonly string[]
  /** The page runs WebAssembly: the search does, and no other page. */
  runsWebAssembly?: boolean
}

/** What no page of the site asks a browser for. */
const refusedFeatures = ['camera', 'geolocation', 'microphone', 'payment', 'usb', 'browsing-topics']
const twoYears = 2 * 365 * 24 * 3600

const isSecure = (siteUrl?: string): boolean => siteUrl?.startsWith('https:') ?? false

const frameRule = ({ frameAncestors = [] }: HeaderFacts): string =>
  `frame-ancestors ${frameAncestors.length > 0 ? frameAncestors.join(' ') : "'none'"}`

/** The content security policy: nothing, but for what the site itself serves. Nothing inline but what has its hash here. */
export function contentSecurityPolicy(facts: HeaderFacts): string {
  const { siteUrl, csp, runsWebAssembly } = facts
  const hashes = (list: readonly string[]) => list.map((hash) => ` '${hash}'`).join('')
  const rules = [
    "default-src 'none'",
    `script-src 'self'${runsWebAssembly ? " 'wasm-unsafe-eval'" : ''}${hashes(csp.scripts)}`,
    `style-src 'self'${hashes(csp.styles)}`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    frameRule(facts),
    "base-uri 'none'",
    "object-src 'none'",
  ]
  if (isSecure(siteUrl)) rules.push('upgrade-insecure-requests')
  return rules.join('; ')
}

/** Headers of every answer. */
export function securityHeaders({ siteUrl, frameAncestors = [] }: HeaderFacts): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': refusedFeatures.map((feature) => `${feature}=()`).join(', '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    // It knows no list of origins.
    ...(frameAncestors.length === 0 && { 'X-Frame-Options': 'DENY' }),
    ...(isSecure(siteUrl) && { 'Strict-Transport-Security': `max-age=${twoYears}` }),
  }
}

/** A page that somebody is about to open is made ready: what these rules choose, a browser that knows them prerenders. */
const speculationRules = '"/next-page.speculationrules"'

/** Headers of a page: asked for again each time. */
export const pageHeaders = (facts: HeaderFacts): Record<string, string> => ({
  ...securityHeaders(facts),
  'Content-Security-Policy': contentSecurityPolicy(facts),
  'Cache-Control': 'no-cache',
  'Speculation-Rules': speculationRules,
})

/** Headers of a redirect, a feed, an icon: likewise. A picture may style itself, and so may a browser's view of XML. */
export const fileHeaders = (facts: HeaderFacts): Record<string, string> => ({
  ...securityHeaders(facts),
  'Cache-Control': 'no-cache',
  'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; img-src data:; ${frameRule(facts)}`,
})

/**
 * Headers of a file whose name holds a hash of its bytes. Without a policy: a script or a photograph has no use for one, and a
 * browser's own view of a PDF would have to obey it.
 */
export const hashedFileHeaders = (facts: HeaderFacts): Record<string, string> => ({
  ...securityHeaders(facts),
  'Cache-Control': 'public, max-age=31536000, immutable',
})

/**
 * Headers of the script, the program and the list of an index of the search, which keep their names. Its script works beside
 * the page, where not the page's policy holds but its own: it fetches the index and runs the program, and may nothing else.
 */
export const searchIndexHeaders = (facts: HeaderFacts): Record<string, string> => ({
  ...securityHeaders(facts),
  'Cache-Control': 'no-cache',
  'Content-Security-Policy': `default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'; ${frameRule(facts)}`,
})

/** The page that looks for words. */
export const searchPage = paths.search()

/** Files of the index of the search, as the start of a regular expression, and those of them that are named by their bytes. */
export const inSearchIndex = `^/${indexFolder}/`
export const hashedInSearchIndex = `${inSearchIndex}.+\\.pf_(fragment|index|filter|meta)$`

/** Addresses of the site whose name changes with their bytes. */
export const isHashed = (path: string): boolean =>
  path.startsWith(assetsFolder) || path.startsWith(mediaFolder)
