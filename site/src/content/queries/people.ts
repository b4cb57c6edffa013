import { paths } from 'shared-types'
import type { PersonRole } from 'shared-types'
import type { DocumentOf } from '../documents'
import { order } from '../snapshot'
import type { Source } from '../source'
import { postRow } from './posts'
import type { PostRow } from './posts'
import { image, pageMeta } from './media'
import type { Image, PageMeta } from './media'

/** A person as a byline or a list shows them. */
export interface PersonCard {
  path: string
  name: string
  credentials?: string
  jobTitle: string
  roles: PersonRole[]
  photo?: Image
  isSample: boolean
}

export interface PersonView extends PersonCard {
  bio: string
  /** The newest posts that they wrote, at most `postsPerPerson`. */
  posts: PostRow[]
  postCount: number
  meta: PageMeta
}

/** A page must not grow without end: older posts are found in the blog. */
export const postsPerPerson = 30

/** Everybody by their name. */
export const people = (source: Source): PersonCard[] =>
  source.all.people.toSorted((a, b) => order(a.name, b.name)).map((document) => personCard(source, document))

export const personCard = (source: Source, document: DocumentOf<'people'>): PersonCard => ({
  path: paths.person(document.slug),
  name: document.name,
  credentials: document.credentials,
  jobTitle: document.jobTitle,
  roles: document.roles,
  photo: image(source, document.photo),
  isSample: document.isSample,
})

/** All that a person's page shows; nothing when no live person has the slug. */
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
