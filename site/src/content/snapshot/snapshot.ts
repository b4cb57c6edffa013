import { isDeepStrictEqual } from 'node:util'
import { collectionSchemas, globalSchemas, linkableCollections } from 'shared-types'
import type { CollectionSlug, GlobalSlug, LinkableCollection } from 'shared-types'
import { toPlain } from './documents'
import type { DocumentOf, Documents } from './documents'
import { emptyGlobal } from './group-documents'
import { type Edit, listWith, mapWith, regrouped } from './ordered'

/** A whole day without a time zone: `2027-01-11`. Days compare as text. */
export type Day = string

type Post = DocumentOf<'posts'>
type Cohort = DocumentOf<'cohorts'>

/**
 * The content of the CMS at one moment, and the current day in the school's time zone. Immutable: a change gives a new
 * snapshot, which shares every unchanged object with the old one.
 */
export interface Snapshot {
  /** Each collection in order of id, whatever the order in which the documents arrived. */
  readonly documents: Documents
  readonly today: Day
  readonly byId: { readonly [C in CollectionSlug]: ReadonlyMap<string, DocumentOf<C>> }
  readonly idOfSlug: { readonly [C in LinkableCollection]: ReadonlyMap<string, string> }
  /** In order of their code points. */
  readonly slugs: { readonly [C in LinkableCollection]: readonly string[] }
  /** Ids, oldest first; posts with the same `publishedAt` are in order of id. */
  readonly posts: readonly string[]
  readonly postsOfCategory: ReadonlyMap<string, readonly string[]>
  readonly postsOfPerson: ReadonlyMap<string, readonly string[]>
  /** In order of their start. */
  readonly cohortsOfCourse: ReadonlyMap<string, readonly Cohort[]>
}

/** The new value of a document or a global; without a value it is removed. A global has an empty id. */
export interface DocumentChange {
  slug: string
  id: string
  value?: unknown
}

/** Indexes documents; `today` is a day in the school's time zone. */
export function createSnapshot({ collections, globals }: Documents, today: Day): Snapshot {
  const changes = collectionSlugs.flatMap((slug) =>
    collections[slug].map((value): DocumentChange => ({ slug, id: value.id, value })),
  )
  return changeSnapshot(
    { ...empty, documents: { ...empty.documents, globals: toPlain(globals) } },
    changes,
    today,
  )
}

/**
 * The snapshot after the changes, on a day. It equals the snapshot that `createSnapshot` makes of the same documents, but
 * takes time in proportion to the changes.
 */
export function changeSnapshot(
  before: Snapshot,
  changes: Iterable<DocumentChange>,
  today: Day = before.today,
): Snapshot {
  const values = new Map<string, Map<string, unknown>>()
  for (const { slug, id, value } of changes) {
    values.set(slug, (values.get(slug) ?? new Map<string, unknown>()).set(id, toPlain(value)))
  }
  const edits = forEach<Edits>(collectionSlugs, (slug) =>
    [...(values.get(slug) ?? [])].flatMap(([id, after]) => {
      const old = before.byId[slug].get(id)
      return old === after ? [] : [{ before: old, after }]
    }),
  )
  const collections = forEach<Documents['collections']>(collectionSlugs, (slug) =>
    listWith<WithId>(before.documents.collections[slug], edits[slug], byItsId),
  )
  const byId = forEach<Snapshot['byId']>(collectionSlugs, (slug) =>
    mapWith(
      before.byId[slug] as ReadonlyMap<string, WithId>,
      edits[slug].map(({ before, after }) => [(after ?? before)?.id ?? '', after]),
    ),
  )
  const idOfSlug = forEach<Snapshot['idOfSlug']>(linkableCollections, (slug) =>
    idsWith(before.idOfSlug[slug], collections[slug], edits[slug]),
  )
  const slugs = forEach<Snapshot['slugs']>(linkableCollections, (slug) =>
    slugsWith(before, slug, edits[slug], idOfSlug[slug]),
  )

  const byTime = (a: string, b: string) => {
    const [one, other] = [byId.posts.get(a), byId.posts.get(b)]
    return order(one?.publishedAt ?? '', other?.publishedAt ?? '') || order(a, b)
  }
  const timed = edits.posts.map(({ before, after }): Edit<Post> & { isMoved: boolean } => ({
    before,
    after,
    isMoved: before?.publishedAt !== after?.publishedAt,
  }))
  const moved = timed.filter(({ isMoved }) => isMoved)
  const postsBy = (groups: Groups<string>, keysOf: (post: Post) => readonly string[]) =>
    regrouped(groups, timed, { keysOf, valueOf: ({ id }) => id, compare: byTime })

  return Object.freeze({
    documents: Object.freeze({ collections, globals: globalsWith(before.documents.globals, values) }),
    today,
    byId,
    idOfSlug,
    slugs,
    posts: listWith(
      before.posts,
      moved.map(({ before, after }) => ({ before: before?.id, after: after?.id })),
      byTime,
    ),
    postsOfCategory: postsBy(before.postsOfCategory, (post) => post.categories),
    postsOfPerson: postsBy(before.postsOfPerson, (post) => post.authors),
    cohortsOfCourse: regrouped(
      before.cohortsOfCourse,
      edits.cohorts.map((edit) => ({ ...edit, isMoved: true })),
      {
        keysOf: ({ course }) => [course],
        valueOf: (cohort) => cohort,
        compare: (a, b) => order(a.start, b.start) || order(a.id, b.id),
      },
    ),
  })
}

type Edits = { readonly [C in CollectionSlug]: readonly Edit<DocumentOf<C>>[] }
/** By collection or global, then by id. */
type Values = ReadonlyMap<string, ReadonlyMap<string, unknown>>

interface WithId {
  id: string
}
interface WithSlug extends WithId {
  slug: string
}
type Groups<T> = ReadonlyMap<string, readonly T[]>

const collectionSlugs = Object.keys(collectionSchemas) as CollectionSlug[]

/** Compares text by UTF-16 code units, so the order does not depend on the language of the machine. */
export const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byItsId = (a: WithId, b: WithId): number => order(a.id, b.id)

/** An object with one value for each key. The types of the values are not checked. */
const forEach = <Of extends object>(
  keys: readonly (keyof Of & string)[],
  make: (key: keyof Of & string) => unknown,
): Of => Object.freeze(Object.fromEntries(keys.map((key) => [key, make(key)]))) as Of

function globalsWith(globals: Documents['globals'], values: Values): Documents['globals'] {
  const changed = (Object.keys(globalSchemas) as GlobalSlug[])
    .filter((slug) => values.has(slug))
    .map((slug) => [slug, withFieldsOf(globals[slug], values.get(slug)?.get('') ?? emptyGlobal(slug))])
  return changed.length === 0 ? globals : Object.freeze({ ...globals, ...Object.fromEntries(changed) })
}

/** Fields with an equal value stay the same objects, so that only what reads another field is stale. */
function withFieldsOf(before: object, after: object): object {
  const known = before as Record<string, unknown>
  const fields = Object.entries(after).map(([field, value]) => [
    field,
    isDeepStrictEqual(value, known[field]) ? known[field] : (value as unknown),
  ])
  return Object.freeze(Object.fromEntries(fields))
}

/** When two documents have the same slug, the last one gets it. */
function idsWith(
  ids: ReadonlyMap<string, string>,
  documents: readonly WithSlug[],
  edits: readonly Edit<WithSlug>[],
): ReadonlyMap<string, string> {
  const moved = edits.filter(({ before, after }) => before?.slug !== after?.slug)
  const gone = moved.flatMap(({ before }) => (before ? [[before.slug, undefined] as const] : []))
  const added = moved.flatMap(({ after }) => (after ? [[after.slug, after.id] as const] : []))
  const result = mapWith(ids, [...gone, ...added])
  return result.size === documents.length ? result : new Map(documents.map(({ slug, id }) => [slug, id]))
}

/** A slug stays in the list while another document has it. */
function slugsWith(
  { slugs, idOfSlug }: Snapshot,
  collection: LinkableCollection,
  edits: readonly Edit<WithSlug>[],
  now: ReadonlyMap<string, unknown>,
): readonly string[] {
  const touched = new Set(edits.flatMap(({ before, after }) => [before?.slug, after?.slug]))
  const changes = [...touched].flatMap((slug = ''): Edit<string>[] => {
    const [was, is] = [idOfSlug[collection].has(slug), now.has(slug)]
    if (was === is) return []
    return [is ? { after: slug } : { before: slug }]
  })
  return listWith(slugs[collection], changes, order)
}

const empty: Snapshot = {
  documents: {
    collections: forEach(collectionSlugs, () => Object.freeze([])),
    globals: {} as Documents['globals'],
  },
  today: '',
  byId: forEach(collectionSlugs, () => new Map()),
  idOfSlug: forEach(linkableCollections, () => new Map()),
  slugs: forEach(linkableCollections, () => Object.freeze([])),
  posts: Object.freeze([]),
  postsOfCategory: new Map(),
  postsOfPerson: new Map(),
  cohortsOfCourse: new Map(),
}
