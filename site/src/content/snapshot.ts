import { collectionSchemas, linkableCollections } from 'shared-types'
import type { CollectionSlug, LinkableCollection } from 'shared-types'
import { toPlain } from './documents'
import type { DocumentOf, Documents } from './documents'

/** A whole day without a time zone: `2027-01-11`. Days compare as text. */
export type Day = string

type Post = DocumentOf<'posts'>
type Cohort = DocumentOf<'cohorts'>

/**
 * One moment of the CMS, and the day in the school's time zone that it is read on. Immutable: a change makes a new
 * snapshot out of the old documents and the changed ones, which costs an index and no copy.
 */
export interface Snapshot {
  readonly documents: Documents
  readonly today: Day
  readonly byId: { readonly [C in CollectionSlug]: ReadonlyMap<string, DocumentOf<C>> }
  readonly bySlug: { readonly [C in LinkableCollection]: ReadonlyMap<string, DocumentOf<C>> }
  /** Oldest first; posts of one moment are in order of id, so that the order never depends on the fetch. */
  readonly posts: readonly Post[]
  /** Where a post stands in `posts`, by its id. */
  readonly positionOfPost: ReadonlyMap<string, number>
  readonly postsOfCategory: ReadonlyMap<string, readonly Post[]>
  readonly postsOfPerson: ReadonlyMap<string, readonly Post[]>
  /** In order of their start. */
  readonly cohortsOfCourse: ReadonlyMap<string, readonly Cohort[]>
}

/** Indexes documents; `today` is a day in the school's time zone. The same documents and day give equal answers. */
export function createSnapshot(documents: Documents, today: Day): Snapshot {
  const frozen = toPlain(documents) as Documents
  const { collections } = frozen
  const posts = collections.posts.toSorted((a, b) => order(a.publishedAt, b.publishedAt) || order(a.id, b.id))
  const cohorts = collections.cohorts.toSorted((a, b) => order(a.start, b.start) || order(a.id, b.id))
  return Object.freeze({
    documents: frozen,
    today,
    byId: indexed(Object.keys(collectionSchemas), (slug) => mapBy(collections[slug as CollectionSlug], 'id')),
    bySlug: indexed(linkableCollections, (slug) =>
      mapBy(collections[slug as LinkableCollection] as { slug: string }[], 'slug'),
    ),
    posts,
    positionOfPost: new Map(posts.map((post, position) => [post.id, position])),
    postsOfCategory: grouped(posts, (post) => post.categories),
    postsOfPerson: grouped(posts, (post) => post.authors),
    cohortsOfCourse: grouped(cohorts, (cohort) => [cohort.course]),
  }) as unknown as Snapshot
}

/** Compares as code points: the same on every machine, whatever its language. */
export const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const indexed = (slugs: readonly string[], index: (slug: string) => unknown) =>
  Object.freeze(Object.fromEntries(slugs.map((slug) => [slug, index(slug)])))

const mapBy = <Key extends string>(items: readonly Record<Key, string>[], key: Key) =>
  new Map(items.map((item) => [item[key], item]))

function grouped<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const group = groups.get(key)
      if (group) group.push(item)
      else groups.set(key, [item])
    }
  }
  return groups
}
