import { documentPath, linkableCollections, pageBeside, paths } from 'shared-types'
import type { LinkableCollection } from 'shared-types'
import { order } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
import { hasBlogPage, postsPerPage } from './blog'

export interface SitemapEntry {
  path: string
  /** ISO 8601: the latest change of the documents that the page is about. */
  lastModified: string
}

/** A file of the sitemap, as the index lists it. */
export interface SitemapPart {
  path: string
  /** ISO 8601: the latest change of its pages. */
  lastModified: string
}

/** Blog pages in a part: few enough to write the part again for each edit, and enough to have few parts. */
const pagesPerPart = 40
const postsPerPart = pagesPerPart * postsPerPage

/** Names of the parts: `pages`, then the blog from its oldest post: `blog-1`, `blog-2`. */
export const sitemapParts = (source: Source): string[] => [
  'pages',
  ...blogParts(source).map((part) => `blog-${part}`),
]

const blogParts = (source: Source): number[] =>
  Array.from({ length: Math.ceil(source.posts.count / postsPerPart) }, (_, index) => index + 1)

/** The index of the sitemap. */
export const sitemap = (source: Source): SitemapPart[] => [
  {
    path: paths.sitemapPart('pages'),
    lastModified: last(pageEntries(source).map((entry) => entry.lastModified)),
  },
  ...blogParts(source).map((part) => ({
    path: paths.sitemapPart(`blog-${part}`),
    lastModified: lastChangeIn(source, part),
  })),
]

/** A part of the sitemap; undefined when there is no such part. An edited post changes only its own part. */
export function sitemapPart(source: Source, name: string): SitemapEntry[] | undefined {
  if (name === 'pages') return pageEntries(source)
  const [, number] = /^blog-([1-9]\d*)$/.exec(name) ?? []
  const isThere = number !== undefined && source.posts.isLongerThan((Number(number) - 1) * postsPerPart)
  return isThere ? blogEntries(source, Number(number)) : undefined
}

/** All pages that search engines may list, except those of `blogEntries`. */
function pageEntries(source: Source): SitemapEntry[] {
  const { all, globals } = source
  const classes = latestOf([...all.courses, ...all.cohorts])
  const lists = [
    { path: paths.courses(), lastModified: classes },
    { path: paths.compare(), lastModified: classes },
    { path: paths.startDates(), lastModified: classes },
    { path: paths.blog(), lastModified: last(blogParts(source).map((part) => lastChangeIn(source, part))) },
    { path: paths.externships(), lastModified: latestOf(all.externships) },
    { path: paths.certifications(), lastModified: latestOf(all.certifications) },
    { path: paths.people(), lastModified: latestOf(all.people) },
    { path: paths.questions(), lastModified: latestOf(all.faqs) },
    { path: paths.contact(), lastModified: latestOf([globals['site-settings'], ...all.locations]) },
    { path: paths.disclosures(), lastModified: latestOf([globals.disclosures, ...all.courses]) },
  ]
  if (!globals.home.meta.noindex) {
    lists.push({ path: paths.home(), lastModified: latestOf([globals.home, ...all.cohorts]) })
  }
  const documents = linkableCollections
    .filter((collection) => collection !== 'posts')
    .flatMap((collection) => all[collection].flatMap((document) => entriesOf(collection, document)))
  return [...lists, ...documents].toSorted((a, b) => order(a.path, b.path))
}

/** Numbered pages of the blog and the posts on them. */
function blogEntries(source: Source, part: number): SitemapEntry[] {
  const first = (part - 1) * pagesPerPart + 1
  const posts = postsIn(source, part)
  return Array.from({ length: pagesPerPart }, (_, index) => index).flatMap((index) => {
    const shown = posts.slice(index * postsPerPage, (index + 1) * postsPerPage)
    const entries = shown.flatMap((post) => entriesOf('posts', post))
    return hasBlogPage(source, first + index)
      ? [{ path: paths.blogPage(first + index), lastModified: latestOf(shown) }, ...entries]
      : entries
  })
}

const postsIn = (source: Source, part: number) =>
  source.posts.slice((part - 1) * postsPerPart, part * postsPerPart)

const lastChangeIn = (source: Source, part: number): string =>
  source.derived(`last change in sitemap blog-${part}`, (of) => latestOf(postsIn(of, part)))

const last = (moments: readonly string[]): string =>
  moments.reduce((newest, moment) => (moment > newest ? moment : newest), '')
const latestOf = (documents: readonly { updatedAt?: string }[]): string =>
  last(documents.map(({ updatedAt = '' }) => updatedAt))

const entriesOf = (
  collection: LinkableCollection,
  { slug, updatedAt, meta }: { slug: string; updatedAt: string; meta: { noindex: boolean } },
): SitemapEntry[] => (meta.noindex ? [] : [{ path: documentPath(collection, slug), lastModified: updatedAt }])

export const notFoundPath = '/404.html'

/** Pages, feeds and files that exist with any content. */
export const singlePaths: readonly string[] = [
  paths.home(),
  paths.courses(),
  paths.compare(),
  paths.startDates(),
  paths.blog(),
  paths.externships(),
  paths.certifications(),
  paths.people(),
  paths.questions(),
  paths.contact(),
  paths.disclosures(),
  paths.search(),
  notFoundPath,
  paths.feed(),
  paths.calendar(),
  paths.manifest(),
  paths.card(paths.home()),
  paths.sitemap(),
  '/robots.txt',
  '/redirects.json',
]

/** Whether a path is the address of a page or of a companion file, in the sitemap or not. */
export function isPage(source: Source, path: string): boolean {
  if (singlePaths.includes(path)) return true
  const [, part] = /^\/sitemap-(.+)\.xml$/.exec(path) ?? []
  if (part !== undefined) return sitemapParts(source).includes(part)
  const page = pageBeside(path) ?? path
  const last = page.split('/').at(-2) ?? ''
  if (paths.blogPage(Number(last)) === page) return hasBlogPage(source, Number(last))
  return linkableCollections.some(
    (collection) =>
      documentPath(collection, last) === page && source.bySlug[collection].get(last) !== undefined,
  )
}
