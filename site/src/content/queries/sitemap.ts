import { documentPath, linkableCollections, paths } from 'shared-types'
import type { LinkableCollection } from 'shared-types'
import { order } from '../snapshot'
import type { Source } from '../source'
import { hasBlogPage, postsPerPage } from './blog'

export interface SitemapEntry {
  path: string
  /** ISO 8601: the latest change of the documents that the page is about. */
  lastModified: string
}

/** Blog pages in a block; small enough to be made again for an edit, large enough for there to be few. */
const pagesPerBlock = 160

/** Every page that search engines may list, but those of the blog that `sitemapOfPosts` gives. */
export function sitemap(source: Source): SitemapEntry[] {
  const { all, globals } = source
  const lists: SitemapEntry[] = [
    { path: paths.courses(), lastModified: latest(all.courses, all.cohorts) },
    { path: paths.blog(), lastModified: latest(all.posts) },
    { path: paths.externships(), lastModified: latest(all.externships) },
    { path: paths.certifications(), lastModified: latest(all.certifications) },
    { path: paths.people(), lastModified: latest(all.people) },
  ]
  if (!globals.home.meta.noindex) {
    lists.push({ path: paths.home(), lastModified: latest([globals.home], all.cohorts) })
  }
  const documents = linkableCollections
    .filter((collection) => collection !== 'posts')
    .flatMap((collection) => all[collection].flatMap((document) => entriesOf(collection, document)))
  return [...lists, ...documents].toSorted((a, b) => order(a.path, b.path))
}

/**
 * A block of the blog, from the oldest: numbered pages and the posts on them. Blocks count from 1; one that is past the
 * newest post is empty. Only the blocks with a change are made again.
 */
export function sitemapOfPosts(source: Source, block: number): SitemapEntry[] {
  const first = (block - 1) * pagesPerBlock + 1
  return Array.from({ length: pagesPerBlock }, (_, index) => first + index).flatMap((page) => {
    const posts = source.posts.slice((page - 1) * postsPerPage, page * postsPerPage)
    const entries = posts.flatMap((post) => entriesOf('posts', post))
    return hasBlogPage(source, page)
      ? [{ path: paths.blogPage(page), lastModified: latest(posts) }, ...entries]
      : entries
  })
}

const latest = (...groups: readonly (readonly { updatedAt?: string }[])[]): string => {
  let moment = ''
  for (const { updatedAt = '' } of groups.flat()) if (updatedAt > moment) moment = updatedAt
  return moment
}

const entriesOf = (
  collection: LinkableCollection,
  { slug, updatedAt, meta }: { slug: string; updatedAt: string; meta: { noindex: boolean } },
): SitemapEntry[] => (meta.noindex ? [] : [{ path: documentPath(collection, slug), lastModified: updatedAt }])

export const notFoundPath = '/404.html'

/** What every school has, whatever its content. */
export const singlePaths: readonly string[] = [
  paths.home(),
  paths.courses(),
  paths.blog(),
  paths.externships(),
  paths.certifications(),
  paths.people(),
  notFoundPath,
  paths.feed(),
  paths.sitemap(),
  '/robots.txt',
  '/redirects.json',
]

/** Whether a path is the address of a page, listed or not. */
export function isPage(source: Source, path: string): boolean {
  if (singlePaths.includes(path)) return true
  const last = path.split('/').at(-2) ?? ''
  if (paths.blogPage(Number(last)) === path) return hasBlogPage(source, Number(last))
  return linkableCollections.some(
    (collection) =>
      documentPath(collection, last) === path && source.bySlug[collection].get(last) !== undefined,
  )
}
