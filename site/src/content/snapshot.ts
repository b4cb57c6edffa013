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
 * snapshot out of the old documents and the changed ones, in which whatever has not changed is the same object.
 */
export interface Snapshot {
  /** Each collection in order of id, so that nothing depends on the order in which documents arrived. */
  readonly documents: Documents
  readonly today: Day
  readonly byId: { readonly [C in CollectionSlug]: ReadonlyMap<string, DocumentOf<C>> }
  readonly bySlug: { readonly [C in LinkableCollection]: ReadonlyMap<string, DocumentOf<C>> }
  /** In order. */
  readonly slugs: { readonly [C in LinkableCollection]: readonly string[] }
  /** Ids, oldest first; posts of one moment are in order of id. */
  readonly posts: readonly string[]
  readonly postsOfCategory: ReadonlyMap<string, readonly string[]>
  readonly postsOfPerson: ReadonlyMap<string, readonly string[]>
  /** In order of their start. */
  readonly cohortsOfCourse: ReadonlyMap<string, readonly Cohort[]>
}

/**
 * Indexes documents; `today` is a day in the school's time zone. The same documents and day give equal answers, with or
 * without the `previous` snapshot: it saves work, here and for whoever compares the two.
 */
export function createSnapshot(documents: Documents, today: Day, previous?: Snapshot): Snapshot {
  const collections = forEach(collectionSlugs, (slug) => {
    const list = toPlain(documents.collections[slug] as readonly Item[]) as readonly Item[]
    return shared(list.toSorted(byItsId), previous?.documents.collections[slug])
  }) as unknown as Documents['collections']
  const isSame = (slug: CollectionSlug) => collections[slug] === previous?.documents.collections[slug]

  /** The index of before, when all that it is made of is the same as before in each document. */
  const kept = <C extends CollectionSlug, Index>(
    slug: C,
    index: Index | undefined,
    madeOf: (document: DocumentOf<C>) => string,
    make: (list: readonly DocumentOf<C>[]) => Index,
  ): Index => {
    const list = collections[slug] as readonly DocumentOf<C>[]
    const before = previous?.documents.collections[slug] as readonly DocumentOf<C>[] | undefined
    const isKept =
      before?.length === list.length &&
      list.every((document, at) => {
        const other = before[at]
        return document === other || (other !== undefined && madeOf(document) === madeOf(other))
      })
    return isKept && index !== undefined ? index : make(list)
  }

  const timeOf = ({ id, publishedAt }: Post) => `${id} ${publishedAt}`
  const posts = kept('posts', previous?.posts, timeOf, (list) => inTime(list, previous?.posts))
  const postsBy = (keysOf: (post: Post) => readonly string[], before: Groups<string> | undefined) =>
    kept(
      'posts',
      before,
      (post) => `${timeOf(post)} ${keysOf(post).join(' ')}`,
      (list) => {
        const byId = mapBy(list, 'id')
        return grouped(posts, (id) => keysOf(byId.get(id) as Post), before)
      },
    )

  return Object.freeze({
    documents: Object.freeze({ collections, globals: toPlain(documents.globals) }) as Documents,
    today,
    byId: forEach(collectionSlugs, (slug) =>
      isSame(slug) ? previous?.byId[slug] : mapBy(collections[slug] as readonly Item[], 'id'),
    ),
    bySlug: forEach(linkableCollections, (slug) =>
      isSame(slug) ? previous?.bySlug[slug] : mapBy(collections[slug] as readonly ItemWithSlug[], 'slug'),
    ),
    slugs: forEach(linkableCollections, (slug) =>
      kept(
        slug,
        previous?.slugs[slug],
        (document) => `${document.id} ${document.slug}`,
        (list) => Object.freeze([...new Set(list.map((document) => document.slug))].sort(order)),
      ),
    ),
    posts,
    postsOfCategory: postsBy((post) => post.categories, previous?.postsOfCategory),
    postsOfPerson: postsBy((post) => post.authors, previous?.postsOfPerson),
    cohortsOfCourse:
      previous && isSame('cohorts')
        ? previous.cohortsOfCourse
        : grouped(
            collections.cohorts.toSorted((a, b) => order(a.start, b.start) || order(a.id, b.id)),
            (cohort) => [cohort.course],
            previous?.cohortsOfCourse,
          ),
  }) as unknown as Snapshot
}

interface Item {
  id: string
}
interface ItemWithSlug {
  slug: string
}
type Groups<T> = ReadonlyMap<string, readonly T[]>

const collectionSlugs = Object.keys(collectionSchemas) as CollectionSlug[]

/** Compares as code points: the same on every machine, whatever its language. */
export const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byItsId = (a: Item, b: Item): number => order(a.id, b.id)

/** The list of before when it has the same items: whoever has seen that one has seen this one. */
export function shared<T>(list: readonly T[], before: readonly T[] | undefined): readonly T[] {
  const isSame = before?.length === list.length && list.every((item, at) => item === before[at])
  return isSame ? before : Object.freeze(list)
}

const forEach = <Key extends string>(keys: readonly Key[], make: (key: Key) => unknown) =>
  Object.freeze(Object.fromEntries(keys.map((key) => [key, make(key)])))

function mapBy<Key extends string, T extends Record<Key, string>>(
  items: readonly T[],
  key: Key,
): Map<string, T> {
  const map = new Map<string, T>()
  for (const item of items) map.set(item[key], item)
  return map
}

/** Starts from the order of before: sorting what is nearly sorted costs next to nothing. */
function inTime(posts: readonly Post[], before: readonly string[] = []): readonly string[] {
  const waiting = mapBy(posts, 'id')
  const list: Post[] = []
  for (const id of before) {
    const post = waiting.get(id)
    if (post && waiting.delete(id)) list.push(post)
  }
  list.push(...waiting.values())
  list.sort((a, b) => order(a.publishedAt, b.publishedAt) || order(a.id, b.id))
  return Object.freeze(list.map((post) => post.id))
}

function grouped<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
  before: Groups<T> | undefined,
): Groups<T> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key)
      if (!group) groups.set(key, [item])
      // Who is named twice is in the group once.
      else if (group.at(-1) !== item) group.push(item)
    }
  }
  return new Map(Array.from(groups, ([key, group]) => [key, shared(group, before?.get(key))]))
}
