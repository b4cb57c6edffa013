import { assetsFolder, mediaFolder, paths } from 'shared-types'
import { indexFolder } from './file-names'
import type { InlineHashes } from './release-record'

/** Headers of the site, for our server and for nginx. */
export interface HeaderFacts {
  /** The address of the site for visitors; with `https:` browsers insist on https. Unset for a built folder that is previewed. */
  siteUrl?: string
  /** Hashes of the inline scripts and styles that the pages may have. */
  csp: InlineHashes
  /** Origins that may show the site's pages in a frame; none otherwise, the site itself included. */
  frameAncestors?: readonly string[]
  /** The page runs WebAssembly: the search does, and no other page. */
  runsWebAssembly?: boolean
}

/** Features of browsers that no page of the site uses. */
const refusedFeatures = ['camera', 'geolocation', 'microphone', 'payment', 'usb', 'browsing-topics']
const twoYears = 2 * 365 * 24 * 3600

const isSecure = (siteUrl?: string): boolean => siteUrl?.startsWith('https:') ?? false

const frameRule = ({ frameAncestors = [] }: HeaderFacts): string =>
  `frame-ancestors ${frameAncestors.length > 0 ? frameAncestors.join(' ') : "'none'"}`

/** The content security policy of a page: only files of the site itself, and inline only what has its hash here. */
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

/** Headers of every response. */
export function securityHeaders({ siteUrl, frameAncestors = [] }: HeaderFacts): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': refusedFeatures.map((feature) => `${feature}=()`).join(', '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    // This older header cannot hold a list of origins.
    ...(frameAncestors.length === 0 && { 'X-Frame-Options': 'DENY' }),
    ...(isSecure(siteUrl) && { 'Strict-Transport-Security': `max-age=${twoYears}` }),
  }
}

/** The URL of the rules by which browsers prerender the page that a visitor is about to open. */
const speculationRules = '"/next-page.speculationrules"'

/** Headers of a page. Browsers ask each time whether it has changed. */
export const pageHeaders = (facts: HeaderFacts): Record<string, string> => ({
  ...securityHeaders(facts),
  'Content-Security-Policy': contentSecurityPolicy(facts),
  'Cache-Control': 'no-cache',
  'Speculation-Rules': speculationRules,
})

/** Headers of a redirect, a feed or an icon, likewise. An SVG may have styles, and so may a browser's view of XML. */
export const fileHeaders = (facts: HeaderFacts): Record<string, string> => ({
  ...securityHeaders(facts),
  'Cache-Control': 'no-cache',
  'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; img-src data:; ${frameRule(facts)}`,
})

/**
 * Headers of a file whose name holds a hash of its bytes. No policy: scripts and photographs do not use one, and a browser's own
 * PDF viewer would be restricted by it.
 */
export const hashedFileHeaders = (facts: HeaderFacts): Record<string, string> => ({
  ...securityHeaders(facts),
  'Cache-Control': 'public, max-age=31536000, immutable',
})

/**
 * Headers of the script, the WebAssembly program and the entry file of a search index, whose names stay the same. The script runs
 * in a web worker, which has a policy of its own: it may fetch the index and run the program, and nothing else.
 */
export const searchIndexHeaders = (facts: HeaderFacts): Record<string, string> => ({
  ...securityHeaders(facts),
  'Cache-Control': 'no-cache',
  'Content-Security-Policy': `default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'; ${frameRule(facts)}`,
})

/** The URL path of the search page. */
export const searchPage = paths.search()

/** Regular expressions for paths of the search index, and for those of them that are named by a hash of their bytes. */
export const inSearchIndex = `^/${indexFolder}/`
export const hashedInSearchIndex = `${inSearchIndex}.+\\.pf_(fragment|index|filter|meta)$`

/** Whether a path is in a folder whose file names change with their bytes. */
export const isHashed = (path: string): boolean =>
  path.startsWith(assetsFolder) || path.startsWith(mediaFolder)
