import { documentPath, linkableCollections, paths } from 'shared-types'
import { order } from '../snapshot'
import type { Snapshot } from '../snapshot'
import { blogPage, blogPageNumbers } from './blog'

export interface SitemapEntry {
  path: string
  /** ISO 8601: the latest change of the documents that the page is about. */
  lastModified: string
}

/** Every page that search engines may list, in order of its path. */
export function sitemap(snapshot: Snapshot): SitemapEntry[] {
  const { collections, globals } = snapshot.documents
  const latest = (...groups: readonly (readonly { updatedAt?: string }[])[]) =>
    groups
      .flat()
      .map((document) => document.updatedAt ?? '')
      .reduce((a, b) => (a > b ? a : b), '')
  const updatedAt = new Map(snapshot.posts.map((post) => [post.slug, post.updatedAt]))
  const sections: SitemapEntry[] = [
    { path: paths.courses(), lastModified: latest(collections.courses, collections.cohorts) },
    { path: paths.blog(), lastModified: latest(collections.posts) },
    { path: paths.externships(), lastModified: latest(collections.externships) },
    { path: paths.certifications(), lastModified: latest(collections.certifications) },
    { path: paths.people(), lastModified: latest(collections.people) },
    ...blogPageNumbers(snapshot).map((number) => ({
      path: paths.blogPage(number),
      lastModified: latest(
        (blogPage(snapshot, number)?.posts ?? []).map((row) => ({ updatedAt: updatedAt.get(row.slug) })),
      ),
    })),
  ]
  if (!globals.home.meta.noindex) {
    sections.push({ path: paths.home(), lastModified: latest([globals.home], collections.cohorts) })
  }
  const documents = linkableCollections.flatMap((collection) =>
    collections[collection]
      .filter((document) => !document.meta.noindex)
      .map((document) => ({
        path: documentPath(collection, document.slug),
        lastModified: document.updatedAt,
      })),
  )
  return [...sections, ...documents].toSorted((a, b) => order(a.path, b.path))
}

/** The path of every page, listed or not. */
export const sitePaths = (snapshot: Snapshot): string[] => [
  paths.home(),
  paths.courses(),
  paths.blog(),
  paths.externships(),
  paths.certifications(),
  paths.people(),
  ...blogPageNumbers(snapshot).map((number) => paths.blogPage(number)),
  ...linkableCollections.flatMap((collection) =>
    [...snapshot.bySlug[collection].keys()].map((slug) => documentPath(collection, slug)),
  ),
]
