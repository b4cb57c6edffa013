import { hash } from 'node:crypto'
import { extname } from 'node:path'
import { Parser } from 'htmlparser2'
import { type FindLeak, internalPath } from 'shared-types'
import type { Page } from 'site/bundle'

/** What a page leads to and needs. Each path and hash once; survives JSON unchanged. */
export interface PageReading {
  /** Paths of this site that it leads to, without those of `assets`. */
  links: readonly string[]
  /** Paths of files that are kept beside the releases: `/_astro/…` and `/media/…`. */
  assets: readonly string[]
  /** Inline scripts and styles, as a content security policy names them: `sha256-…`. */
  scripts: readonly string[]
  styles: readonly string[]
  /** Why visitors must not get it, each a sentence's end: `is empty`. */
  flaws?: readonly string[]
}

/** A page with what was read in it. */
export interface ReadingOfPage {
  page: Page
  reading: PageReading
}

interface ReaderOptions {
  siteUrl: string
  findLeak?: FindLeak
}

/** Reads what is in a page, bytes for a picture; `path` is its address, `file` its file in the built site. */
export type ReadPage = (page: { path: string; file: string }, body: string | Uint8Array) => PageReading

/** A reader for many pages of one site: what many pages name is kept once. */
export function createPageReader({ siteUrl, findLeak }: ReaderOptions): ReadPage {
  const resolve = createResolver(siteUrl)
  return ({ path, file }, body) => {
    const reading = new Reading((address) => resolve(address, path))
    if (typeof body !== 'string') return reading.result(isPng(body) ? [] : ['is no picture'])
    const text = body
    const flaws: string[] = []
    if (text.trim() === '') flaws.push('is empty')
    else {
      const flaw = readers[extname(file)]?.(text, reading, new URL(siteUrl).origin)
      if (flaw) flaws.push(flaw)
    }
    const leak = findLeak?.(text)
    if (leak) flaws.push(`shows ${leak}`)
    return reading.result(flaws)
  }
}

/** Whether it is a PNG from its beginning to its end. */
function isPng(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1')
  return text.startsWith('\x89PNG\r\n\x1a\n') && text.slice(-8, -4) === 'IEND'
}

type Resolve = (address: string) => string | undefined
/** Gives what is wrong with the text as a whole. */
type Read = (text: string, reading: Reading, origin: string) => string | undefined

const readers: Record<string, Read | undefined> = {
  '.html': readHtml,
  '.xml': readXml,
  '.json': readJson,
  '.webmanifest': readJson,
  '.ics': readCalendar,
  '.txt': (text, reading) => {
    for (const [, address = ''] of text.matchAll(/^Sitemap:\s*(\S+)/gim)) reading.address(address)
    return undefined
  },
}

const mostAddresses = 200_000

/** Remembers where addresses lead: most pages share most of theirs. */
function createResolver(siteUrl: string): (address: string, page: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  return (address, page) => {
    if (!address.startsWith('/') && !/^[a-z][a-z+.-]*:/i.test(address))
      return internalPath(address, siteUrl, page)
    if (known.has(address)) return known.get(address)
    // A part of a long text keeps the whole text in memory; its copy does not.
    const copy = Buffer.from(address).toString()
    const path = internalPath(copy, siteUrl)
    if (known.size > mostAddresses) known.clear()
    known.set(copy, path)
    return path
  }
}

class Reading {
  readonly #links = new Set<string>()
  readonly #assets = new Set<string>()
  readonly #scripts = new Set<string>()
  readonly #styles = new Set<string>()

  constructor(readonly resolve: Resolve) {}

  address(address: string): void {
    if (address.startsWith('#')) return
    const path = this.resolve(address.trim())
    if (path === undefined) return
    const isAsset = path.startsWith('/_astro/') || path.startsWith('/media/')
    ;(isAsset ? this.#assets : this.#links).add(path)
  }

  script(text: string): void {
    this.#scripts.add(policyHash(text))
  }

  style(text: string): void {
    this.#styles.add(policyHash(text))
  }

  result(flaws: readonly string[]): PageReading {
    return {
      links: [...this.#links],
      assets: [...this.#assets],
      scripts: [...this.#scripts],
      styles: [...this.#styles],
      ...(flaws.length > 0 && { flaws }),
    }
  }
}

const policyHash = (text: string): string => `sha256-${hash('sha256', text, 'base64')}`

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

/** A page's address among the properties of an island. */
const pathInProps = /"(\/(?:[a-z0-9-]+\/)+)"/g
/** Any other type of script is data, which no policy forbids. */
const runs = /^(|module|text\/javascript|application\/javascript|importmap|speculationrules)$/i

function readHtml(text: string, reading: Reading, origin: string): string | undefined {
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
        reading.address(value)
        hasSource ||= name === 'src'
      } else if (name === 'srcset' || name === 'imagesrcset') {
        for (const [, address = ''] of value.matchAll(/(?:^|,)\s*([^\s,]+)/g)) reading.address(address)
      } else if (name === 'content' && tag === 'meta') {
        const [, target] = /^\d+\s*;\s*url=\s*(.+)$/i.exec(value) ?? []
        if (target) reading.address(target)
        else if (value.startsWith(origin)) reading.address(value)
      } else if (name === 'props' && tag === 'astro-island') {
        for (const [, path = ''] of value.matchAll(pathInProps)) reading.address(path)
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
      if (name === 'style') reading.style(inner)
      if (name === 'script' && type === 'application/ld+json')
        flaw ??= readStructuredData(inner, reading, origin)
      else if (name === 'script' && !hasSource && runs.test(type)) reading.script(inner)
      inner = undefined
    },
  })
  parser.end(text)
  return /<\/html>\s*$/i.test(text.slice(-40)) ? flaw : 'ends in the middle'
}

/** Where structured data holds addresses; elsewhere it holds what editors wrote. */
const addressKeys = new Set(['@id', 'url', 'item', 'image', 'logo', 'contentUrl', 'mainEntityOfPage'])

function readStructuredData(text: string, reading: Reading, origin: string): string | undefined {
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (addressKeys.has(key) && value.startsWith(origin)) reading.address(value)
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

/** A list of pages or a feed: addresses stand in elements of their own. */
function readXml(text: string, reading: Reading): string | undefined {
  for (const [, address = ''] of text.matchAll(/<(?:loc|link|guid)(?:\s[^<>]*)?>([^<]*)</g)) {
    reading.address(address.includes('&') ? address.replace(/&amp;/g, '&').replace(/&#39;/g, "'") : address)
  }
  return /<\/[\w:]+>\s*$/.test(text.slice(-80)) ? undefined : 'ends in the middle'
}

/** A calendar: long lines go on in the next one, after a space. */
function readCalendar(text: string, reading: Reading): string | undefined {
  for (const [, address = ''] of text.replace(/\r\n[ \t]/g, '').matchAll(/^URL:(.*)$/gm))
    reading.address(address)
  return /^END:VCALENDAR\r\n$/m.test(text.slice(-20)) ? undefined : 'ends in the middle'
}

function readJson(text: string, reading: Reading): string | undefined {
  const parsed = parseJson(text)
  if (parsed === undefined) return 'is no JSON'
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      if (/^(\/|https?:)/.test(value)) reading.address(value)
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk)
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

/** Keeps what many pages name once in memory, for readings that come out of a file. */
export function createSharing(): (reading: PageReading) => PageReading {
  const known = new Map<string, string>()
  const share = (text: string): string => {
    const same = known.get(text)
    if (same === undefined) known.set(text, text)
    return same ?? text
  }
  return (reading) => ({
    ...reading,
    links: reading.links.map(share),
    assets: reading.assets.map(share),
    scripts: reading.scripts.map(share),
    styles: reading.styles.map(share),
  })
}
