import { paths } from 'shared-types'
import type { Source } from '../snapshot/source'
import { postRow } from './posts'
import type { PostRow } from './posts'
import { pageMeta } from './media'
import type { PageMeta } from './media'
import { personCard } from './people'
import type { PersonCard } from './people'

export interface PersonView extends PersonCard {
  bio: string
  /** The newest posts of the author, at most `postsPerPerson`. */
  posts: PostRow[]
  postCount: number
  meta: PageMeta
}

/** Limits the size of the page; the blog has the older posts. */
export const postsPerPerson = 30

/** The data of a person's page; undefined when no live person has the slug. */
export function person(source: Source, slug: string): PersonView | undefined {
  const document = source.bySlug.people.get(slug)
  if (!document) return undefined
  const posts = source.postsOfPerson(document.id)
  return {
    ...personCard(source, document),
    bio: document.bio,
    posts: posts
      .slice(-postsPerPerson)
      .toReversed()
      .map((post) => postRow(source, post)),
    postCount: posts.count,
    meta: pageMeta(source, document.meta, {
      title: document.name,
      description: document.bio,
      path: paths.person(document.slug),
      image: document.photo,
    }),
  }
}
