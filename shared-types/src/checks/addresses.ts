import { normalizePath } from '../address'
import { sections } from '../link'
import { paths, sectionPath } from '../paths'
import type { RichTextNode } from '../rich-text'
import { wordsOf } from './references'

/** A string in a document. */
export interface TextInDocument {
  /** Payload's path of the field to open. For a string inside a rich text, the path of that rich text. */
  field: string
  text: string
  /** The string stands inside a rich text. */
  isInText: boolean
  /** The words of the link that the string belongs to. */
  words?: string
}

/**
 * Every string in a document for which `isWanted(text, name)` is true; `name` is the name of its field, such as `url`. It
 * searches all fields, so that a new field needs no change here.
 */
export function textsOf(document: unknown, isWanted: IsWanted): TextInDocument[] {
  const found: TextInDocument[] = []
  walk(document, '', '', { isInText: false }, { isWanted, found })
  return found
}

type IsWanted = (text: string, name: string) => boolean

interface Around {
  isInText: boolean
  /** The link that a string belongs to. */
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

export const isRichText = (value: object): boolean =>
  'root' in value && typeof value.root === 'object' && value.root !== null && 'children' in value.root

/** A link in a rich text, or a labelled link. */
const isLink = (value: object): boolean =>
  ('type' in value && (value.type === 'link' || value.type === 'autolink')) || 'label' in value

function wordsOfLink(link: object): string | undefined {
  const { label, children } = link as { label?: unknown; children?: RichTextNode[] }
  return (typeof label === 'string' ? label : wordsOf(children ?? [])) || undefined
}

/** An address of this site that an editor typed instead of choosing the document. */
export interface TypedAddress extends TextInDocument {
  /** The path that the address leads to, as `internalPath` returns it. */
  path: string
}

/**
 * Addresses of this site that editors typed: a full address in any field, and a path in a field named `url` or `address`.
 * The start of a redirect (`from`) is not one.
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

/** The form of most addresses: they are in their one spelling, and need no parsing, which is slow. */
const plainPath = /^(?:\/[\w-]+)*\/(?!index\.html$)(?:[\w-]+(?:\.[\w-]+)*\.[a-z0-9]+)?$/

/**
 * The path on this site that an address leads to, without query and fragment, in one spelling. Undefined for an address
 * of another site and for `mailto:` or `tel:`. `page` is the path that a relative address is resolved against.
 */
export function internalPath(address: string, siteUrl: string, page = '/'): string | undefined {
  if (plainPath.test(address)) return address
  const url = URL.parse(address, new URL(page, siteUrl).href)
  return url?.origin === new URL(siteUrl).origin ? normalizePath(url.pathname) : undefined
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
  '/404.html',
])
const numbered = [paths.blogPage(1), paths.sitemapPart('blog-1'), paths.sitemapPart('pages')].map(
  (path) => new RegExp(`^${path.replace('1', '\\d+').replace('.', '\\.')}$`),
)

/**
 * Whether a path belongs to the site whatever documents there are. Every numbered path counts, because the number of blog and
 * sitemap pages changes with the content.
 */
export const isOwnPage = (path: string): boolean =>
  ownPages.has(path) || numbered.some((pattern) => pattern.test(path))
