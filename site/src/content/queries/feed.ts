import { paths } from 'shared-types'
import type { Snapshot } from '../snapshot'
import { postRow } from './posts'
import type { PostRow } from './posts'

export interface FeedView {
  title: string
  description: string
  path: string
  items: PostRow[]
}

const feedLength = 30

/** The newest posts for feed readers, of one category when its slug is given; nothing when there is no such category. */
export function feed(snapshot: Snapshot, categorySlug?: string): FeedView | undefined {
  const settings = snapshot.documents.globals['site-settings']
  const category = categorySlug === undefined ? undefined : snapshot.bySlug.categories.get(categorySlug)
  if (categorySlug !== undefined && !category) return undefined
  const posts = category ? (snapshot.postsOfCategory.get(category.id) ?? []) : snapshot.posts
  return {
    title: category ? `${category.title} – ${settings.schoolName}` : settings.schoolName,
    description: category?.description ?? settings.description,
    path: category ? paths.category(category.slug) : paths.blog(),
    items: posts
      .slice(-feedLength)
      .toReversed()
      .map((post) => postRow(snapshot, post)),
  }
}
