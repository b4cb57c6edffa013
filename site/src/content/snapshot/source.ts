import { collectionSchemas, globalSchemas, linkableCollections } from 'shared-types'
import type { CollectionSlug, GlobalSlug, LinkableCollection } from 'shared-types'
import type { DocumentOf, GlobalOf } from './documents'
import { changedKeys } from './ordered'
import type { Day, Snapshot } from './snapshot'

export interface Lookup<T> {
  get: (key: string) => T | undefined
}

/** A list of posts, oldest first. Read as little of it as possible: a query is stale only when what it read changes. */
export interface PostList {
  readonly count: number
  isLongerThan: (count: number) => boolean
  readonly ids: readonly string[]
  /** As `Array.slice`: negative numbers count from the end. */
  slice: (from: number, to?: number) => readonly DocumentOf<'posts'>[]
  /** The ids directly before and after a post, oldest first; none when the post is not in the list. */
  neighbors: (id: string) => Neighbors
}

/** At most three on each side. */
export interface Neighbors {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/**
 * All that a query may read: the current snapshot through tracked inputs. Each read is recorded, so a query result is up to
 * date for as long as all inputs that it was computed from are.
 */
export interface Source {
  readonly today: Day
  /** Each field is an input: take single fields, and never the object as a result. */
  readonly globals: { readonly [G in GlobalSlug]: Readonly<GlobalOf<G>> }
  /** In order of id. Any changed document of the collection makes it stale: read single documents where possible. */
  readonly all: { readonly [C in CollectionSlug]: readonly DocumentOf<C>[] }
  readonly byId: { readonly [C in CollectionSlug]: Lookup<DocumentOf<C>> }
  readonly bySlug: { readonly [C in LinkableCollection]: Lookup<DocumentOf<C>> }
  /** In order of their code points. */
  readonly slugs: { readonly [C in LinkableCollection]: readonly string[] }
  readonly posts: PostList
  readonly postsOfCategory: (id: string) => PostList
  readonly postsOfPerson: (id: string) => PostList
  /** In order of their start. */
  readonly cohortsOfCourse: Lookup<readonly DocumentOf<'cohorts'>[]>
  /** A derived value: computed once for all queries that read it. One name must always mean the same computation. */
  readonly derived: <T>(name: string, compute: (source: Source) => T) => T
}

/** A document, or without an id every document of a collection. A global has an empty id. */
export interface DocumentRead {
  slug: string
  id?: string
}

/** Inputs that are read from one object of the snapshot. While it is the same object, none of the inputs has changed. */
export interface InputCollection<T> {
  /** Unique. */
  name: string
  /** What the input with a key was read from. Without it, only from lists of ids. */
  documentAt?: (key: string) => DocumentRead
  of: (snapshot: Snapshot) => T
  /** The keys of inputs that may have changed, where that is faster than to read each input again. */
  changedKeys?: (before: T, after: T) => readonly string[]
}

/** Reads the input with a key; `read` gives its value. A list with the same items counts as unchanged. */
export type ReadInput = <T, Value>(
  collection: InputCollection<T>,
  key: string,
  read: (from: T) => Value,
) => Value

const collections = Object.keys(collectionSchemas) as CollectionSlug[]
const globals = Object.keys(globalSchemas) as GlobalSlug[]

/** Creates the source whose reads go through `readInput` and `derived`. */
export function createSource(readInput: ReadInput, derived: Source['derived']): Source {
  const whole = <T>(collection: InputCollection<T>): T => readInput(collection, '', (value) => value)
  const values = <Key extends string>(
    kind: string,
    keys: readonly Key[],
    of: (s: Snapshot, key: Key) => unknown,
    documentOf?: (key: Key) => DocumentRead,
  ) =>
    Object.freeze(
      Object.defineProperties(
        {},
        Object.fromEntries(
          keys.map((key) => {
            const collection = {
              name: `${kind} ${key}`,
              of: (snapshot: Snapshot) => of(snapshot, key),
              documentAt: documentOf && (() => documentOf(key)),
            }
            return [key, { get: () => whole(collection), enumerable: true }]
          }),
        ),
      ),
    )
  const fieldsOf = (global: GlobalSlug) =>
    values(
      global,
      Object.keys(globalSchemas[global].shape),
      (snapshot, field) => (snapshot.documents.globals[global] as Record<string, unknown>)[field],
      () => ({ slug: global, id: '' }),
    )
  const lookup = <T>(
    name: string,
    of: (snapshot: Snapshot) => ReadonlyMap<string, T>,
    documentAt?: (key: string) => DocumentRead,
  ): Lookup<T> => {
    const collection = { name, of, changedKeys, documentAt }
    return Object.freeze({ get: (key: string) => readInput(collection, key, (map) => map.get(key)) })
  }
  const lookups = <Key extends string>(
    kind: string,
    keys: readonly Key[],
    of: (snapshot: Snapshot, key: Key) => ReadonlyMap<string, unknown>,
    documentOf?: (slug: Key, id: string) => DocumentRead,
  ) =>
    Object.freeze(
      Object.fromEntries(
        keys.map((key) => [
          key,
          lookup(
            `${kind} ${key}`,
            (snapshot) => of(snapshot, key),
            documentOf && ((id) => documentOf(key, id)),
          ),
        ]),
      ),
    )
  const byId = lookups(
    'byId',
    collections,
    (snapshot, slug) => snapshot.byId[slug],
    (slug, id) => ({ slug, id }),
  ) as Record<CollectionSlug, Lookup<unknown>>
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
    createPostList(readInput, posts, { name, of: (snapshot) => of(snapshot) ?? none })

  return Object.freeze({
    get today() {
      return whole(today)
    },
    globals: Object.freeze(Object.fromEntries(globals.map((slug) => [slug, fieldsOf(slug)]))),
    all: values(
      'all',
      collections,
      (snapshot, slug) => snapshot.documents.collections[slug],
      (slug) => ({ slug }),
    ),
    byId,
    bySlug: Object.freeze(bySlug),
    slugs: values('slugs', linkableCollections, (snapshot, slug) => snapshot.slugs[slug]),
    posts: postList('posts', (snapshot) => snapshot.posts),
    postsOfCategory: (id: string) =>
      postList(`postsOfCategory ${id}`, (snapshot) => snapshot.postsOfCategory.get(id)),
    postsOfPerson: (id: string) =>
      postList(`postsOfPerson ${id}`, (snapshot) => snapshot.postsOfPerson.get(id)),
    cohortsOfCourse: lookup(
      'cohortsOfCourse',
      (snapshot) => snapshot.cohortsOfCourse,
      () => ({ slug: 'cohorts' }),
    ),
    derived,
  }) as unknown as Source
}

const none: readonly string[] = Object.freeze([])

function createPostList(
  readInput: ReadInput,
  posts: Lookup<DocumentOf<'posts'>>,
  collection: InputCollection<readonly string[]>,
): PostList {
  const neighbors = {
    name: `${collection.name} neighbors`,
    of: collection.of,
    changedKeys: changedNeighbors,
  }
  return {
    get count() {
      return readInput(collection, 'count', (list) => list.length)
    },
    isLongerThan: (count) => readInput(collection, `longer than ${count}`, (list) => list.length > count),
    get ids() {
      return readInput(collection, 'ids', (list) => list)
    },
    slice: (from, to) =>
      readInput(collection, `${from} ${to}`, (list) => list.slice(from, to)).flatMap(
        (id) => posts.get(id) ?? [],
      ),
    neighbors: (id) => {
      const ids = readInput(neighbors, id, (list) => withNeighbors(list, id))
      const position = ids.indexOf(id)
      return { before: ids.slice(0, Math.max(0, position)), after: ids.slice(position + 1) }
    },
  }
}

const neighborCount = 3

/** A post and its neighbors as one list, since only lists are compared by their items. */
function withNeighbors(list: readonly string[], id: string): readonly string[] {
  const position = positionsIn(list).get(id)
  if (position === undefined) return none
  return list.slice(Math.max(0, position - neighborCount), position + 1 + neighborCount)
}

/** The ids whose neighbors may differ: all between the common start and the common end of the lists, and those near it. */
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

/** The index of each id in a list of a snapshot. */
function positionsIn(ids: readonly string[]): ReadonlyMap<string, number> {
  let positions = knownPositions.get(ids)
  if (!positions) {
    positions = new Map(ids.map((id, position) => [id, position]))
    knownPositions.set(ids, positions)
  }
  return positions
}
