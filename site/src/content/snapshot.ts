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
    const list = toPlain(documents.collections[slug] as readonly WithId[]) as readonly WithId[]
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

  const byId = forEach(collectionSlugs, (slug) =>
    isSame(slug) ? previous?.byId[slug] : mapBy(collections[slug] as readonly WithId[], 'id'),
  ) as unknown as Snapshot['byId']

  const timeOf = ({ id, publishedAt }: Post) => `${id} ${publishedAt}`
  let timeline: readonly Post[] | undefined
  const postsInTime = () => (timeline ??= inTime(byId.posts, previous?.posts))
  const posts = kept('posts', previous?.posts, timeOf, () => Object.freeze(postsInTime().map(({ id }) => id)))
  const postsBy = (keysOf: (post: Post) => readonly string[], before: Groups<string> | undefined) =>
    kept(
      'posts',
      before,
      (post) => `${timeOf(post)} ${keysOf(post).join(' ')}`,
      () => grouped(postsInTime(), keysOf, ({ id }) => id, before),
    )

  return Object.freeze({
    documents: Object.freeze({ collections, globals: toPlain(documents.globals) }) as Documents,
    today,
    byId,
    bySlug: forEach(linkableCollections, (slug) =>
      isSame(slug) ? previous?.bySlug[slug] : mapBy(collections[slug] as readonly WithSlug[], 'slug'),
    ),
    slugs: forEach(linkableCollections, (slug) =>
      kept(
        slug,
        previous?.slugs[slug],
        (document) => `${document.id} ${document.slug}`,
        (list) => inOrder(new Set(list.map((document) => document.slug)), previous?.slugs[slug]),
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
            (cohort) => cohort,
            previous?.cohortsOfCourse,
          ),
  }) as unknown as Snapshot
}

interface WithId {
  id: string
}
interface WithSlug {
  slug: string
}
type Groups<T> = ReadonlyMap<string, readonly T[]>

const collectionSlugs = Object.keys(collectionSchemas) as CollectionSlug[]

/** Compares as code points: the same on every machine, whatever its language. */
export const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byItsId = (a: WithId, b: WithId): number => order(a.id, b.id)

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

/** Both start from the order of before: sorting what is nearly sorted costs next to nothing. */
function inTime(byId: ReadonlyMap<string, Post>, before: readonly string[] = []): readonly Post[] {
  const ids = new Set([...before.filter((id) => byId.has(id)), ...byId.keys()])
  const list = Array.from(ids, (id) => byId.get(id) as Post)
  return list.sort((a, b) => order(a.publishedAt, b.publishedAt) || order(a.id, b.id))
}

function inOrder(slugs: ReadonlySet<string>, before: readonly string[] = []): readonly string[] {
  return Object.freeze([...new Set([...before.filter((slug) => slugs.has(slug)), ...slugs])].sort(order))
}

function grouped<Item, Value>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
  valueOf: (item: Item) => Value,
  before: Groups<Value> | undefined,
): Groups<Value> {
  const groups = new Map<string, Value[]>()
  for (const item of items) {
    const value = valueOf(item)
    for (const key of keysOf(item)) {
      const group = groups.get(key)
      if (!group) groups.set(key, [value])
      // Who is named twice is in the group once.
      else if (group.at(-1) !== value) group.push(value)
    }
  }
  return new Map(Array.from(groups, ([key, group]) => [key, shared(group, before?.get(key))]))
}
