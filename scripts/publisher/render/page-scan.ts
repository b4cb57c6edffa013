import { extname } from 'node:path'
import { Parser } from 'htmlparser2'
import { SaxesParser } from 'saxes'
import { decodePath, type FindLeak, internalPath } from 'shared-types'
import type { Page } from 'site/bundle'
import { isHashed } from '../releases/headers'
import { isRunnable, policyHash } from '../releases/inline-hashes'

/** What a page links to and needs. Each path and hash once; survives JSON unchanged. */
export interface PageScan {
  /** Paths of this site that it links to, without those of `assets`. */
  links: readonly string[]
  /** Paths of files that are kept beside the releases: `/_astro/…` and `/media/…`. */
  assets: readonly string[]
  /** Inline scripts and styles, as a content security policy names them: `sha256-…`. */
  scripts: readonly string[]
  styles: readonly string[]
  /** Why visitors must not get the page, each the end of a sentence that begins with it: `is empty`. */
  flaws?: readonly string[]
}

/** A page with what the scan found in it. */
export interface ScannedPage {
  page: Page
  scan: PageScan
}

interface ScannerOptions {
  siteUrl: string
  findLeak?: FindLeak
}

/** Scans the body of a page, which is bytes for a picture. `path` is its URL path, `file` its file in the built site. */
export type ScanPage = (page: { path: string; file: string }, body: string | Uint8Array) => PageScan

/** A scanner for many pages of one site: a string that many pages contain is in memory once. */
export function createPageScanner({ siteUrl, findLeak }: ScannerOptions): ScanPage {
  const resolve = createResolver(siteUrl)
  return ({ path, file }, body) => {
    const found = new Findings((address) => resolve(address, path))
    if (typeof body !== 'string') return found.scan(isPng(body) ? [] : ['is no picture'])
    const text = body
    const flaws: string[] = []
    if (text.trim() === '') flaws.push('is empty')
    else {
      const flaw = scanners[extname(file)]?.(text, found, new URL(siteUrl).origin)
      if (flaw) flaws.push(flaw)
    }
    const leak = findLeak?.(text)
    if (leak) flaws.push(`shows ${leak}`)
    return found.scan(flaws)
  }
}

/** Whether the bytes begin and end as those of a PNG. */
function isPng(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1')
  return text.startsWith('\x89PNG\r\n\x1a\n') && text.slice(-8, -4) === 'IEND'
}

type Resolve = (address: string) => string | undefined
/** Adds what it finds in a text; returns what is wrong with the text as a whole. */
type Scanner = (text: string, found: Findings, origin: string) => string | undefined

const scanners: Record<string, Scanner | undefined> = {
  '.html': scanHtml,
  '.xml': scanXml,
  '.json': scanJson,
  '.webmanifest': scanJson,
  '.ics': scanCalendar,
  '.txt': (text, found) => {
    for (const [, address = ''] of text.matchAll(/^Sitemap:\s*(\S+)/gim)) found.address(address)
    return undefined
  },
}

const maxKnownAddresses = 200_000

/** Remembers the path of each address: most pages share most of their addresses. */
function createResolver(siteUrl: string): (address: string, page: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  return (address, page) => {
    if (!address.startsWith('/') && !/^[a-z][a-z+.-]*:/i.test(address))
      return internalPath(address, siteUrl, page)
    if (known.has(address)) return known.get(address)
    // V8 keeps the whole page in memory for a substring of it, but not for a copy.
    const copy = Buffer.from(address).toString()
    const path = internalPath(copy, siteUrl)
    if (known.size > maxKnownAddresses) known.clear()
    known.set(copy, path)
    return path
  }
}

class Findings {
  readonly #links = new Set<string>()
  readonly #assets = new Set<string>()
  readonly #scripts = new Set<string>()
  readonly #styles = new Set<string>()

  constructor(readonly resolve: Resolve) {}

  address(address: string): void {
    if (address.startsWith('#')) return
    const path = this.resolve(address.trim())
    if (path === undefined) return
    if (isHashed(path)) this.#assets.add(decodePath(path))
    else this.#links.add(path)
  }

  script(text: string): void {
    this.#scripts.add(policyHash(text))
  }

  style(text: string): void {
    this.#styles.add(policyHash(text))
  }

  scan(flaws: readonly string[]): PageScan {
    return {
      links: [...this.#links],
      assets: [...this.#assets],
      scripts: [...this.#scripts],
      styles: [...this.#styles],
      ...(flaws.length > 0 && { flaws }),
    }
  }
}

const addressAttributes = new Set([
  'href',
  'src',
  'poster',
  'action',
  'formaction',
  'data',
  'xlink:href',
  'component-url',
  'renderer-url',
  'before-hydration-url',
])

/** The path of a page among the properties of an island, as Astro serializes them. Others are texts of editors. */
const pathInProps = /"(?:href|path)":\[0,"(\/(?:[a-z0-9-]+\/)+)"/g

function scanHtml(text: string, found: Findings, origin: string): string | undefined {
  let tag = ''
  let type = ''
  let hasSource = false
  let inner: string | undefined
  let flaw: string | undefined
  const parser = new Parser({
    onopentagname(name) {
      tag = name
      type = ''
      hasSource = false
    },
    onattribute(name, value) {
      if (addressAttributes.has(name)) {
        found.address(value)
        hasSource ||= name === 'src'
      } else if (name === 'srcset' || name === 'imagesrcset') {
        for (const [, address = ''] of value.matchAll(/(?:^|,)\s*([^\s,]+)/g)) found.address(address)
      } else if (name === 'content' && tag === 'meta') {
        const [, target] = /^\d+\s*;\s*url=\s*(.+)$/i.exec(value) ?? []
        if (target) found.address(target)
        else if (value.startsWith(origin)) found.address(value)
      } else if (name === 'props' && tag === 'astro-island') {
        for (const [, path = ''] of value.matchAll(pathInProps)) found.address(path)
      } else if (name === 'type') type = value
    },
    onopentag(name) {
      if (name === 'script' || name === 'style') inner = ''
    },
    ontext(data) {
      if (inner !== undefined) inner += data
    },
    onclosetag(name) {
      if (inner === undefined) return
      if (name === 'style') found.style(inner)
      if (name === 'script' && type === 'application/ld+json')
        flaw ??= scanStructuredData(inner, found, origin)
      else if (name === 'script' && !hasSource && isRunnable(type)) found.script(inner)
      inner = undefined
    },
  })
  parser.end(text)
  return /<\/html>\s*$/i.test(text.slice(-40)) ? flaw : 'ends in the middle'
}

/** Keys of structured data whose values are URLs; the values of others are text of editors. */
const addressKeys = new Set(['@id', 'url', 'item', 'image', 'logo', 'contentUrl', 'mainEntityOfPage'])

function scanStructuredData(text: string, found: Findings, origin: string): string | undefined {
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (addressKeys.has(key) && value.startsWith(origin)) found.address(value)
    } else if (Array.isArray(value)) {
      for (const item of value) walk(item, key)
    } else if (typeof value === 'object' && value !== null) {
      for (const [inner, item] of Object.entries(value)) walk(item, inner)
    }
  }
  const parsed = parseJson(text)
  if (parsed === undefined) return 'has structured data that is no JSON'
  walk(parsed, '')
  return undefined
}

/** A sitemap or a feed: each URL is the text of an element. Well-formedness costs a millisecond for 1,000 of them. */
function scanXml(text: string, found: Findings): string | undefined {
  for (const [, address = ''] of text.matchAll(/<(?:loc|link|guid)(?:\s[^<>]*)?>([^<]*)</g)) {
    found.address(address.includes('&') ? address.replace(/&amp;/g, '&').replace(/&#39;/g, "'") : address)
  }
  return /<\/[\w:]+>\s*$/.test(text.slice(-80)) ? xmlFlaw(text) : 'ends in the middle'
}

function xmlFlaw(text: string): string | undefined {
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  try {
    parser.write(text).close()
    return undefined
  } catch (error) {
    return `is not well-formed XML (line and column ${(error as Error).message})`
  }
}

/** A calendar (RFC 5545, section 3.1): a long line continues in the next one, after a space or a tab. */
function scanCalendar(text: string, found: Findings): string | undefined {
  for (const [, address = ''] of text.replace(/\r\n[ \t]/g, '').matchAll(/^URL:(.*)$/gm))
    found.address(address)
  return /^END:VCALENDAR\r\n$/m.test(text.slice(-20)) ? undefined : 'ends in the middle'
}

/** Keys of a web app manifest whose values are texts of editors. */
const textKeys = new Set(['name', 'short_name', 'description'])

function scanJson(text: string, found: Findings): string | undefined {
  const parsed = parseJson(text)
  if (parsed === undefined) return 'is no JSON'
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      if (/^(\/|https?:)/.test(value)) found.address(value)
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) if (!textKeys.has(key)) walk(item)
    }
  }
  walk(parsed)
  return undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
