import { paths } from 'shared-types'
import type { Feed } from '../../formats/feed'
import type { Source } from '../snapshot/source'
import { postRow } from './posts'

const feedLength = 30

/** The feed of one category when its slug is given, else of all posts; undefined when there is no such category. */
export function feed(source: Source, categorySlug?: string): Feed | undefined {
  const settings = source.globals['site-settings']
  const category = categorySlug === undefined ? undefined : source.bySlug.categories.get(categorySlug)
  if (categorySlug !== undefined && !category) return undefined
  const posts = category ? source.postsOfCategory(category.id) : source.posts
  return {
    title: category ? `${category.title} – ${settings.schoolName}` : settings.schoolName,
    description: category?.description ?? settings.description,
    path: category ? paths.category(category.slug) : paths.blog(),
    items: posts
      .slice(-feedLength)
      .toReversed()
      .map((post) => postRow(source, post)),
  }
}
