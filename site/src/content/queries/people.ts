import { paths } from 'shared-types'
import type { PersonRole } from 'shared-types'
import type { DocumentOf } from '../documents'
import { order } from '../snapshot'
import type { Snapshot } from '../snapshot'
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
  updatedAt: string
  meta: PageMeta
}

/** A page must not grow without end: older posts are found in the blog. */
export const postsPerPerson = 30

/** Everybody by their name. */
export const people = (snapshot: Snapshot): PersonCard[] =>
  snapshot.documents.collections.people
    .toSorted((a, b) => order(a.name, b.name))
    .map((document) => personCard(snapshot, document))

export const personCard = (snapshot: Snapshot, document: DocumentOf<'people'>): PersonCard => ({
  path: paths.person(document.slug),
  name: document.name,
  credentials: document.credentials,
  jobTitle: document.jobTitle,
  roles: document.roles,
  photo: image(snapshot, document.photo),
  isSample: document.isSample,
})

/** All that a person's page shows; nothing when no live person has the slug. */
export function person(snapshot: Snapshot, slug: string): PersonView | undefined {
  const document = snapshot.bySlug.people.get(slug)
  if (!document) return undefined
  const posts = snapshot.postsOfPerson.get(document.id) ?? []
  return {
    ...personCard(snapshot, document),
    bio: document.bio,
    posts: posts
      .slice(-postsPerPerson)
      .toReversed()
      .map((post) => postRow(snapshot, post)),
    postCount: posts.length,
    updatedAt: document.updatedAt,
    meta: pageMeta(snapshot, document.meta, {
      title: document.name,
      description: document.bio,
      path: paths.person(document.slug),
      image: document.photo,
    }),
  }
}
