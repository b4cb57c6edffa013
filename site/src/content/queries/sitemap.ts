import { documentPath, linkableCollections, paths } from 'shared-types'
import type { LinkableCollection } from 'shared-types'
import { order } from '../snapshot'
import type { Source } from '../source'
import { blogPageNumbers, postsPerPage } from './blog'

export interface SitemapEntry {
  path: string
  /** ISO 8601: the latest change of the documents that the page is about. */
  lastModified: string
}

/** Every page that search engines may list: lists, documents in order of their path, and posts from the oldest. */
export function sitemap(source: Source): SitemapEntry[] {
  const { all, globals } = source
  const postsById = new Map(all.posts.map((post) => [post.id, post]))
  const posts = source.posts.ids.flatMap((id) => postsById.get(id) ?? [])
  const lists: SitemapEntry[] = [
    { path: paths.courses(), lastModified: latest(all.courses, all.cohorts) },
    { path: paths.blog(), lastModified: latest(posts) },
    { path: paths.externships(), lastModified: latest(all.externships) },
    { path: paths.certifications(), lastModified: latest(all.certifications) },
    { path: paths.people(), lastModified: latest(all.people) },
    ...blogPageNumbers(source).map((number) => ({
      path: paths.blogPage(number),
      lastModified: latest(posts.slice((number - 1) * postsPerPage, number * postsPerPage)),
    })),
  ]
  if (!globals.home.meta.noindex) {
    lists.unshift({ path: paths.home(), lastModified: latest([globals.home], all.cohorts) })
  }
  const documents = linkableCollections
    .filter((collection) => collection !== 'posts')
    .flatMap((collection) => all[collection].flatMap((document) => entriesOf(collection, document)))
    .toSorted((a, b) => order(a.path, b.path))
  return [...lists, ...documents, ...posts.flatMap((post) => entriesOf('posts', post))]
}

const latest = (...groups: readonly (readonly { updatedAt?: string }[])[]): string => {
  let moment = ''
  for (const { updatedAt = '' } of groups.flat()) if (updatedAt > moment) moment = updatedAt
  return moment
}

/** Made once for each document: there are as many as there are pages, and every edit asks for them all. */
const knownEntries = new WeakMap<object, readonly SitemapEntry[]>()

function entriesOf(
  collection: LinkableCollection,
  document: { slug: string; updatedAt: string; meta: { noindex: boolean } },
): readonly SitemapEntry[] {
  let entries = knownEntries.get(document)
  if (!entries) {
    const { slug, updatedAt, meta } = document
    const entry = Object.freeze({ path: documentPath(collection, slug), lastModified: updatedAt })
    entries = meta.noindex ? [] : [entry]
    knownEntries.set(document, entries)
  }
  return entries
}

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
  if (paths.blogPage(Number(last)) === path) return blogPageNumbers(source).includes(Number(last))
  return linkableCollections.some(
    (collection) =>
      documentPath(collection, last) === path && source.bySlug[collection].get(last) !== undefined,
  )
}
