import { paths } from 'shared-types'
import type { Source } from '../snapshot/source'
import { order } from '../snapshot/snapshot'
import { pageMeta } from './media'
import type { PageMeta } from './media'
import { postRow } from './posts'
import type { PostRow } from './posts'

export const postsPerPage = 6

/**
 * Pages of the blog are numbered from the oldest: page 1 always has the six oldest posts, and `/blog/` has the newest 6 to
 * 11. So a new post changes only `/blog/`, and every sixth new post adds a page.
 */
export interface BlogIndex {
  posts: PostRow[]
  /** The page with the next older posts. */
  olderPath?: string
  categories: CategoryRow[]
}

export interface BlogPage {
  page: number
  posts: PostRow[]
  /** The page with the next newer posts: `/blog/` after the highest number. */
  newerPath: string
  olderPath?: string
}

export interface CategoryRow {
  path: string
  title: string
  description?: string
  postCount: number
}

export interface CategoryView extends CategoryRow {
  /** The newest posts, at most `postsPerCategory`; the blog has them all. */
  posts: PostRow[]
  meta: PageMeta
}

export const postsPerCategory = 30

/** Reads only whether the list is long enough, so that a new post makes no existing page stale. */
export const hasBlogPage = (source: Source, page: number): boolean =>
  Number.isInteger(page) && page >= 1 && source.posts.isLongerThan((page + 1) * postsPerPage - 1)

const pageCount = (source: Source): number => Math.max(0, Math.floor(source.posts.count / postsPerPage) - 1)

/** The data of `/blog/`: the newest posts, newest first, and the categories. */
export function blogIndex(source: Source): BlogIndex {
  const numbered = pageCount(source)
  return {
    posts: rows(source, numbered * postsPerPage),
    olderPath: numbered > 0 ? paths.blogPage(numbered) : undefined,
    categories: categories(source),
  }
}

/** A numbered page; undefined when there is no such page. */
export function blogPage(source: Source, page: number): BlogPage | undefined {
  if (!hasBlogPage(source, page)) return undefined
  return {
    page,
    posts: rows(source, (page - 1) * postsPerPage, page * postsPerPage),
    newerPath: hasBlogPage(source, page + 1) ? paths.blogPage(page + 1) : paths.blog(),
    olderPath: page > 1 ? paths.blogPage(page - 1) : undefined,
  }
}

/** The numbers of all pages, from 1, the oldest. */
export const blogPageNumbers = (source: Source): number[] =>
  Array.from({ length: pageCount(source) }, (_, index) => index + 1)

/** All categories by their title. */
export const categories = (source: Source): CategoryRow[] =>
  source.all.categories
    .toSorted((a, b) => order(a.title, b.title))
    .map((document) => ({
      path: paths.category(document.slug),
      title: document.title,
      description: document.description,
      postCount: source.postsOfCategory(document.id).count,
    }))

/** The data of a category's page; undefined when no live category has the slug. */
export function category(source: Source, slug: string): CategoryView | undefined {
  const document = source.bySlug.categories.get(slug)
  if (!document) return undefined
  const posts = source.postsOfCategory(document.id)
  const path = paths.category(slug)
  const newest = posts.slice(-postsPerCategory).toReversed()
  return {
    path,
    title: document.title,
    description: document.description,
    postCount: posts.count,
    posts: newest.map((post) => postRow(source, post)),
    meta: pageMeta(source, document.meta, {
      title: document.title,
      description: document.description ?? `Posts about ${document.title}.`,
      path,
      card: { page: path, title: document.title },
    }),
  }
}

const rows = (source: Source, from: number, to?: number): PostRow[] =>
  source.posts
    .slice(from, to)
    .toReversed()
    .map((post) => postRow(source, post))
