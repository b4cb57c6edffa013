import { collectionSchemas, globalSchemas, linkableCollections } from 'shared-types'
import type { CollectionSlug, GlobalSlug, LinkableCollection } from 'shared-types'
import type { DocumentOf, GlobalOf } from './documents'
import { changedKeys } from './ordered'
import type { Day, Snapshot } from './snapshot'

export interface Lookup<T> {
  get: (key: string) => T | undefined
}

/** A list of posts in order of time, of which one reads parts: whoever reads less is asked again less often. */
export interface PostList {
  readonly count: number
  isLongerThan: (count: number) => boolean
  readonly ids: readonly string[]
  /** As of an array: from the end when negative. */
  slice: (from: number, to?: number) => readonly DocumentOf<'posts'>[]
  /** The ids just before and after one, oldest first; none when it is not in the list. */
  neighbors: (id: string) => Neighbors
}

/** At most three on each side. */
export interface Neighbors {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/**
 * All that a query may read, and the only thing that it gets: a snapshot seen through cells. Each read is noted, so that
 * the answer is known to be the same for as long as all that it was made of is the same.
 */
export interface Source {
  readonly today: Day
  readonly globals: { readonly [G in GlobalSlug]: GlobalOf<G> }
  /** In order of id. Changes with every document: read single ones where you can. */
  readonly all: { readonly [C in CollectionSlug]: readonly DocumentOf<C>[] }
  readonly byId: { readonly [C in CollectionSlug]: Lookup<DocumentOf<C>> }
  readonly bySlug: { readonly [C in LinkableCollection]: Lookup<DocumentOf<C>> }
  /** In order. */
  readonly slugs: { readonly [C in LinkableCollection]: readonly string[] }
  readonly posts: PostList
  readonly postsOfCategory: (id: string) => PostList
  readonly postsOfPerson: (id: string) => PostList
  /** In order of their start. */
  readonly cohortsOfCourse: Lookup<readonly DocumentOf<'cohorts'>[]>
  /** Something that several answers are made of, made once. The name must stand for the same thing everywhere. */
  readonly part: <T>(name: string, make: (source: Source) => T) => T
}

/**
 * What cells are read from: an object of the snapshot, by a name of its own. While it is the same object, so are the
 * values of all cells in it.
 */
export interface Container<T> {
  name: string
  of: (snapshot: Snapshot) => T
  /** The cells that may hold something else now, where that is quicker than to read each of them again. */
  changes?: (before: T, after: T) => readonly string[]
}

/** Reads a cell of a container: `name` says which, `read` what it holds. Lists with the same items count as the same. */
export type ReadCell = <T, Value>(
  container: Container<T>,
  name: string,
  read: (container: T) => Value,
) => Value

const collections = Object.keys(collectionSchemas) as CollectionSlug[]
const globals = Object.keys(globalSchemas) as GlobalSlug[]

/** The source over whatever keeps the cells. */
export function createSource(cell: ReadCell, part: Source['part']): Source {
  const whole = <T>(container: Container<T>): T => cell(container, '', (value) => value)
  const values = <Key extends string>(
    kind: string,
    keys: readonly Key[],
    of: (s: Snapshot, key: Key) => unknown,
  ) =>
    Object.freeze(
      Object.defineProperties(
        {},
        Object.fromEntries(
          keys.map((key) => {
            const container = { name: `${kind} ${key}`, of: (snapshot: Snapshot) => of(snapshot, key) }
            return [key, { get: () => whole(container), enumerable: true }]
          }),
        ),
      ),
    )
  const lookup = <T>(name: string, of: (snapshot: Snapshot) => ReadonlyMap<string, T>): Lookup<T> => {
    const container = { name, of, changes: changedKeys }
    return Object.freeze({ get: (key: string) => cell(container, key, (map) => map.get(key)) })
  }
  const lookups = <Key extends string>(
    kind: string,
    keys: readonly Key[],
    of: (snapshot: Snapshot, key: Key) => ReadonlyMap<string, unknown>,
  ) =>
    Object.freeze(
      Object.fromEntries(keys.map((key) => [key, lookup(`${kind} ${key}`, (snapshot) => of(snapshot, key))])),
    )
  const byId = lookups('byId', collections, (snapshot, slug) => snapshot.byId[slug]) as Record<
    CollectionSlug,
    Lookup<unknown>
  >
  const ids = lookups('idOfSlug', linkableCollections, (snapshot, slug) => snapshot.idOfSlug[slug]) as Record<
    LinkableCollection,
    Lookup<string>
  >
  const bySlug = Object.fromEntries(
    linkableCollections.map((collection): [string, Lookup<unknown>] => {
      const get = (slug: string) => byId[collection].get(ids[collection].get(slug) ?? '')
      return [collection, Object.freeze({ get })]
    }),
  )
  const today = { name: 'today', of: (snapshot: Snapshot) => snapshot.today }
  const posts = byId.posts as Lookup<DocumentOf<'posts'>>
  const postList = (name: string, of: (snapshot: Snapshot) => readonly string[] | undefined): PostList =>
    createPostList(cell, posts, { name, of: (snapshot) => of(snapshot) ?? none })

  return Object.freeze({
    get today() {
      return whole(today)
    },
    globals: values('globals', globals, (snapshot, slug) => snapshot.documents.globals[slug]),
    all: values('all', collections, (snapshot, slug) => snapshot.documents.collections[slug]),
    byId,
    bySlug: Object.freeze(bySlug),
    slugs: values('slugs', linkableCollections, (snapshot, slug) => snapshot.slugs[slug]),
    posts: postList('posts', (snapshot) => snapshot.posts),
    postsOfCategory: (id: string) =>
      postList(`postsOfCategory ${id}`, (snapshot) => snapshot.postsOfCategory.get(id)),
    postsOfPerson: (id: string) =>
      postList(`postsOfPerson ${id}`, (snapshot) => snapshot.postsOfPerson.get(id)),
    cohortsOfCourse: lookup('cohortsOfCourse', (snapshot) => snapshot.cohortsOfCourse),
    part,
  }) as unknown as Source
}

const none: readonly string[] = Object.freeze([])

function createPostList(
  cell: ReadCell,
  posts: Lookup<DocumentOf<'posts'>>,
  container: Container<readonly string[]>,
): PostList {
  const neighbors = { name: `${container.name} neighbors`, of: container.of, changes: changedNeighbors }
  return {
    get count() {
      return cell(container, 'count', (list) => list.length)
    },
    isLongerThan: (count) => cell(container, `longer than ${count}`, (list) => list.length > count),
    get ids() {
      return cell(container, 'ids', (list) => list)
    },
    slice: (from, to) =>
      cell(container, `${from} ${to}`, (list) => list.slice(from, to)).flatMap((id) => posts.get(id) ?? []),
    neighbors: (id) => {
      const ids = cell(neighbors, id, (list) => aroundIn(list, id))
      const position = ids.indexOf(id)
      return { before: ids.slice(0, Math.max(0, position)), after: ids.slice(position + 1) }
    },
  }
}

const neighborCount = 3

/** One and its neighbors, as one list: only as a list it can be found to be the same. */
function aroundIn(list: readonly string[], id: string): readonly string[] {
  const position = positionsIn(list).get(id)
  if (position === undefined) return none
  return list.slice(Math.max(0, position - neighborCount), position + 1 + neighborCount)
}

/** All between the common beginning and the common end of two lists, and those close enough to see into it. */
function changedNeighbors(before: readonly string[], after: readonly string[]): string[] {
  const length = Math.min(before.length, after.length)
  let start = 0
  while (start < length && before[start] === after[start]) start++
  let end = 0
  while (end < length - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const near = (list: readonly string[]) =>
    list.slice(Math.max(0, start - neighborCount), list.length - end + neighborCount)
  return [...near(before), ...near(after)]
}

const knownPositions = new WeakMap<readonly string[], ReadonlyMap<string, number>>()

/** Where each id stands in a list of a snapshot. */
function positionsIn(ids: readonly string[]): ReadonlyMap<string, number> {
  let positions = knownPositions.get(ids)
  if (!positions) {
    positions = new Map(ids.map((id, position) => [id, position]))
    knownPositions.set(ids, positions)
  }
  return positions
}
