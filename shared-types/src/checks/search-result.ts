import { isLinkable } from '../link'
import { documentPath, paths } from '../paths'
import { seoLimits } from '../seo'
import { type Finding, findingOf } from './finding'
import { type FormValues, idIn, textIn, valuesIn } from './form-values'
import type { NamedDocument } from './live-content'
import type { ContentSlug } from './references'
import { documentTitle } from './title'

/** The field that describes a page to search engines when its own description is empty. */
const summaries: Partial<Record<ContentSlug, string>> = {
  posts: 'excerpt',
  courses: 'summary',
  externships: 'summary',
  certifications: 'summary',
  people: 'bio',
  categories: 'description',
  pages: 'intro',
  home: 'intro',
}

/** The title and description of a page in search results; undefined where there is no such page, or it is hidden from them. */
export function searchResultOf(
  slug: ContentSlug,
  document: FormValues,
): { title?: string; description?: string } | undefined {
  const summary = summaries[slug]
  const meta = valuesIn(document.meta)
  if (!summary || meta.noindex) return undefined
  return {
    title: textIn(meta.title) ?? documentTitle(document),
    description: textIn(meta.description) ?? textIn(document[summary]),
  }
}

/** A page as search results and shared links show it, in the words of its form. */
export interface SharedPage {
  /** Cut as search engines cut them; undefined while nothing is typed. */
  title?: string
  description?: string
  /** On the site; undefined while the page has no address. */
  path?: string
  isHidden: boolean
  /** On the card of a shared link, uncut. */
  cardTitle?: string
  /** The id of the picture that was chosen for shared links, or of the page's own. */
  picture?: string
}

/** Undefined for what has no page of its own. `shortName`: of the school, which the site adds to titles. */
export function sharedPageOf(
  slug: ContentSlug,
  document: FormValues,
  shortName: string | undefined,
): SharedPage | undefined {
  if (!summaries[slug]) return undefined
  const meta = valuesIn(document.meta)
  const result = searchResultOf(slug, { ...document, meta: { ...meta, noindex: false } }) ?? {}
  const last = textIn(document.slug)
  const title =
    result.title && shortName && !result.title.includes(shortName)
      ? `${result.title} | ${shortName}`
      : result.title
  return {
    title: title && cutWords(title, seoLimits.title.max),
    description: result.description && cutWords(result.description, seoLimits.description.max),
    path: slug === 'home' ? paths.home() : last && isLinkable(slug) ? documentPath(slug, last) : undefined,
    isHidden: Boolean(meta.noindex),
    cardTitle: result.title,
    picture: idIn(meta.image ?? document.hero ?? document.picture ?? document.photo),
  }
}

/** The words that fit into `max` characters, and “…” if there are more. */
function cutWords(text: string, max: number): string {
  if (text.length <= max) return text
  const start = text.slice(0, max - 1)
  const space = start.lastIndexOf(' ')
  return `${start.slice(0, space > 0 ? space : undefined).trimEnd()} …`
}

/**
 * What search results show when the fields for them are empty is the page's own title and summary, whose fields take other lengths. The
 * fields themselves refuse a wrong one.
 */
export function checkSearchResult(slug: ContentSlug, document: FormValues): Finding[] {
  const result = searchResultOf(slug, document)
  if (!result) return []
  const meta = valuesIn(document.meta)
  const { title, description } = result
  const found: Finding[] = []
  if (!textIn(meta.title) && title && title.length > seoLimits.title.max) {
    const message = `Search results show the title of this page, which has ${title.length} characters, and cut it after ${seoLimits.title.max}. Write a shorter one for them.`
    found.push(findingOf('search-title', 'meta.title', message))
  }
  const { min, max } = seoLimits.description
  const length = description?.length ?? 0
  if (!textIn(meta.description) && (length < min || length > max)) {
    const shown =
      length === 0
        ? 'have no description of this page'
        : `show the summary of this page, which has ${length} characters`
    const message = `Search results ${shown}. Write a description of ${min} to ${max} characters for them.`
    found.push(findingOf('search-description', 'meta.description', message))
  }
  return found
}

/** Live documents whose page has the same title, or the same description, in search results. */
export interface SameResult {
  title?: NamedDocument
  description?: NamedDocument
}

export function checkSameResult({ title, description }: SameResult): Finding[] {
  const message = (what: string, { title: name }: NamedDocument) =>
    `“${name ?? 'Another page'}” has the same ${what} in search results. Say here what is different about this page.`
  return [
    ...(title ? [findingOf('same-title', 'meta.title', message('title', title))] : []),
    ...(description
      ? [findingOf('same-description', 'meta.description', message('description', description))]
      : []),
  ]
}
