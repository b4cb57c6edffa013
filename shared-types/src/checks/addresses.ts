import { sections } from '../link'
import { paths, sectionPath } from '../paths'
import type { RichTextNode } from '../rich-text'
import { normalizePath } from './redirects'
import { wordsOf } from './references'

/** A text somewhere in a document. */
export interface TextInDocument {
  /** Payload's path of the field to open; of the whole text for a place inside a rich text. */
  field: string
  text: string
  isInText: boolean
  /** The words of the link that the text belongs to. */
  words?: string
}

/**
 * Every text in a document that is wanted, whatever its field: so that no new field is ever forgotten. `name` is the
 * field's own: `url`.
 */
export function textsOf(document: unknown, isWanted: IsWanted): TextInDocument[] {
  const found: TextInDocument[] = []
  walk(document, '', '', { isInText: false }, { isWanted, found })
  return found
}

type IsWanted = (text: string, name: string) => boolean

interface Around {
  isInText: boolean
  /** The link that a text belongs to. */
  link?: object
}

interface Search {
  isWanted: IsWanted
  found: TextInDocument[]
}

function walk(value: unknown, field: string, name: string, around: Around, search: Search): void {
  if (typeof value === 'string') {
    if (!search.isWanted(value, name)) return
    const { isInText, link } = around
    search.found.push({ field, text: value, isInText, words: link && wordsOfLink(link) })
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      walk(value[index], around.isInText ? field : `${field}.${index}`, name, around, search)
    }
  } else if (typeof value === 'object' && value !== null) {
    const isInText = around.isInText || isRichText(value)
    const inside = isLink(value)
      ? { isInText, link: value }
      : isInText === around.isInText
        ? around
        : { ...around, isInText }
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'number') continue
      walk(item, isInText ? field : field ? `${field}.${key}` : key, key, inside, search)
    }
  }
}

const isRichText = (value: object): boolean =>
  'root' in value && typeof value.root === 'object' && value.root !== null && 'children' in value.root

/** A link in a rich text, or whatever else has words of its own. */
const isLink = (value: object): boolean =>
  ('type' in value && (value.type === 'link' || value.type === 'autolink')) || 'label' in value

function wordsOfLink(link: object): string | undefined {
  const { label, children } = link as { label?: unknown; children?: RichTextNode[] }
  return (typeof label === 'string' ? label : wordsOf(children ?? [])) || undefined
}

/** An address that somebody typed instead of choosing the document. */
export interface TypedAddress extends TextInDocument {
  /** Where it leads on this site. */
  path: string
}

/**
 * Addresses of this site that somebody typed: a text that is an address in full, whatever its field, and a path in a
 * field for addresses. Where a redirect starts is no link.
 */
export function typedAddressesOf(document: unknown, siteUrl: string): TypedAddress[] {
  const { origin } = new URL(siteUrl)
  const isPath = (text: string, name: string) =>
    text.startsWith('/') && (name === 'url' || name === 'address')
  const texts = textsOf(document, (text, name) => text.startsWith(origin) || isPath(text, name))
  return texts.flatMap((place) => {
    const path = internalPath(place.text, siteUrl)
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
  paths.compare(),
  paths.startDates(),
  paths.contact(),
  paths.questions(),
  paths.disclosures(),
  paths.calendar(),
  paths.feed(),
  paths.sitemap(),
  paths.manifest(),
  paths.card(paths.home()),
  '/robots.txt',
  '/redirects.json',
])
const numbered = [paths.blogPage(1), paths.sitemapPart('blog-1'), paths.sitemapPart('pages')].map(
  (path) => new RegExp(`^${path.replace('1', '\\d+').replace('.', '\\.')}$`),
)

/** Whether the site itself has something at a path, whatever the documents. Which blog pages there are changes daily. */
export const isOwnPage = (path: string): boolean =>
  ownPages.has(path) || numbered.some((pattern) => pattern.test(path))
