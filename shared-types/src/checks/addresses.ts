import { sections } from '../link'
import { paths, sectionPath } from '../paths'
import { normalizePath } from './redirects'
import { wordsOf } from './references'

/** A text somewhere in a document. */
export interface TextInDocument {
  /** Payload's path of the field to open; of the whole text for a place inside a rich text. */
  field: string
  text: string
  /** The field's own name: `url`. */
  name: string
  isInText: boolean
  /** The words of the link that the text belongs to. */
  words?: string
}

/** Every text in a document as the contract parses it, whatever its field: so no new field is ever forgotten. */
export function textsOf(document: unknown): TextInDocument[] {
  const found: TextInDocument[] = []
  walk(document, { field: '', isInText: false }, '', found)
  return found
}

type Place = Omit<TextInDocument, 'text' | 'name'>

function walk(value: unknown, place: Place, name: string, found: TextInDocument[]): void {
  if (typeof value === 'string') {
    found.push({ ...place, text: value, name })
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => walk(item, below(place, String(index)), name, found))
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    const inside = isRichText(value)
      ? { ...place, isInText: true }
      : isLink(value)
        ? withWords(place, value)
        : place
    for (const [key, item] of Object.entries(value)) walk(item, below(inside, key), key, found)
  }
}

const below = (place: Place, key: string): Place =>
  place.isInText ? place : { ...place, field: place.field ? `${place.field}.${key}` : key }

const isRichText = (value: object): boolean =>
  'root' in value && typeof value.root === 'object' && value.root !== null && 'children' in value.root

/** A link in a rich text, or a labelled link. */
const isLink = (value: object): value is { label: string } | { children: Parameters<typeof wordsOf>[0] } =>
  ('type' in value && (value.type === 'link' || value.type === 'autolink') && 'children' in value) ||
  ('label' in value && typeof value.label === 'string')

const withWords = (place: Place, link: Parameters<typeof isLink>[0]): Place => ({
  ...place,
  words:
    ('label' in link ? String(link.label) : 'children' in link ? wordsOf(link.children as []) : '') ||
    undefined,
})

/** An address that somebody typed instead of choosing the document. */
export interface TypedAddress extends TextInDocument {
  /** Where it leads on this site. */
  path: string
}

/**
 * Addresses of this site that somebody typed: a text that is an address in full, whatever its field, and a path in a
 * field for addresses. Where a redirect starts is no link.
 */
export function typedAddressesOf(texts: readonly TextInDocument[], siteUrl: string): TypedAddress[] {
  const origin = new URL(siteUrl).origin
  return texts.flatMap((place) => {
    const address = place.text.trim()
    const isAddress =
      address.startsWith(origin) ||
      (address.startsWith('/') && (place.name === 'url' || place.name === 'address'))
    const path = isAddress ? internalPath(address, siteUrl) : undefined
    return path === undefined ? [] : [{ ...place, path }]
  })
}

/** What most addresses look like; there nothing is left to resolve. */
const plainPath = /^\/(?!\/)[\w\-/]*(?:\.[\w]+)?$/

/**
 * The path on this site that an address leads to, in one spelling: decoded, without query and fragment. Nothing for an
 * address of another site, a `mailto:` and their like. `page` is where a relative address stands.
 */
export function internalPath(address: string, siteUrl: string, page = '/'): string | undefined {
  if (plainPath.test(address)) return withoutIndex(normalizePath(address))
  const url = URL.parse(address, new URL(page, siteUrl).href)
  if (url?.origin !== new URL(siteUrl).origin) return undefined
  return withoutIndex(normalizePath(decoded(url.pathname)))
}

/** A web server gives `/old/index.html` at `/old/`: the two are one place. */
const withoutIndex = (path: string): string => path.replace(/\/index\.html$/, '/')

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const ownPages = new Set<string>([
  ...sections.map(sectionPath),
  paths.feed(),
  paths.sitemap(),
  '/robots.txt',
  '/redirects.json',
])
const blogPage = new RegExp(`^${paths.blogPage(1).replace('1', '\\d+')}$`)

/** Whether the site itself has something at a path, whatever the documents. Which blog pages there are changes daily. */
export const isOwnPage = (path: string): boolean => ownPages.has(path) || blogPage.test(path)
