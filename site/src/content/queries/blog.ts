import { paths } from 'shared-types'
import type { Snapshot } from '../snapshot'
import { order } from '../snapshot'
import { pageMeta } from './media'
import type { PageMeta } from './media'
import { postRow } from './posts'
import type { PostRow } from './posts'

export const postsPerPage = 6

/**
 * The blog is numbered from its oldest page: page 1 holds the six oldest posts for ever, and `/blog/` holds the newest
 * 6 to 11 that fill no page yet. A new post so changes `/blog/` alone, and every sixth one adds a page.
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
  updatedAt: string
  meta: PageMeta
}

export const postsPerCategory = 30

const pageCount = (snapshot: Snapshot): number =>
  Math.max(0, Math.floor(snapshot.posts.length / postsPerPage) - 1)

/** What `/blog/` shows: the newest posts, newest first, and the categories. */
export function blogIndex(snapshot: Snapshot): BlogIndex {
  const numbered = pageCount(snapshot)
  return {
    posts: rows(snapshot, numbered * postsPerPage),
    olderPath: numbered > 0 ? paths.blogPage(numbered) : undefined,
    categories: categories(snapshot),
  }
}

/** A numbered page; nothing when there is no such page. */
export function blogPage(snapshot: Snapshot, page: number): BlogPage | undefined {
  const numbered = pageCount(snapshot)
  if (!Number.isInteger(page) || page < 1 || page > numbered) return undefined
  return {
    page,
    posts: rows(snapshot, (page - 1) * postsPerPage, page * postsPerPage),
    newerPath: page === numbered ? paths.blog() : paths.blogPage(page + 1),
    olderPath: page > 1 ? paths.blogPage(page - 1) : undefined,
  }
}

/** The numbers that have a page, from 1, the oldest. */
export const blogPageNumbers = (snapshot: Snapshot): number[] =>
  Array.from({ length: pageCount(snapshot) }, (_, index) => index + 1)

/** All categories by their title. */
export const categories = (snapshot: Snapshot): CategoryRow[] =>
  snapshot.documents.collections.categories
    .toSorted((a, b) => order(a.title, b.title))
    .map((document) => ({
      path: paths.category(document.slug),
      title: document.title,
      description: document.description,
      postCount: snapshot.postsOfCategory.get(document.id)?.length ?? 0,
    }))

/** All that a category's page shows; nothing when no live category has the slug. */
export function category(snapshot: Snapshot, slug: string): CategoryView | undefined {
  const document = snapshot.bySlug.categories.get(slug)
  if (!document) return undefined
  const posts = snapshot.postsOfCategory.get(document.id) ?? []
  const path = paths.category(slug)
  const newest = posts.slice(-postsPerCategory).toReversed()
  return {
    path,
    title: document.title,
    description: document.description,
    postCount: posts.length,
    posts: newest.map((post) => postRow(snapshot, post)),
    updatedAt: [document, ...newest]
      .map((item) => item.updatedAt)
      .toSorted(order)
      .at(-1) as string,
    meta: pageMeta(snapshot, document.meta, {
      title: document.title,
      description: document.description ?? `Posts about ${document.title}.`,
      path,
    }),
  }
}

const rows = (snapshot: Snapshot, from: number, to?: number): PostRow[] =>
  snapshot.posts
    .slice(from, to)
    .toReversed()
    .map((post) => postRow(snapshot, post))
