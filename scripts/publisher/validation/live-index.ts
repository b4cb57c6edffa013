import {
  type CollectionSlug,
  type RedirectPlan,
  paths,
  redirectStart,
  referencesOf,
  typedAddressesOf,
} from 'shared-types'
import { keyOf } from '../content/cms-content'
import { type DocumentVersion, pagePath } from '../content/document-version'

/** Whose findings may be others after a change. */
export interface Affected {
  keys: readonly string[]
  /** Every redirect: whether one works depends on every page, and on every other redirect on its way. */
  redirects: boolean
}

interface Entry {
  version: DocumentVersion
  /** Keys of the documents that it names. */
  targets: readonly string[]
  /** Paths of this site that somebody typed into it. */
  typed: readonly string[]
  page?: string
  redirectFrom?: string
  /** Paths of its files. */
  files: readonly string[]
}

/**
 * Which documents are live, and who depends on whom: so that a change costs a look at what depends on it, not at
 * everything.
 */
export class LiveIndex {
  readonly #entries = new Map<string, Entry>()
  readonly #sources = new Registry()
  readonly #typed = new Registry()
  readonly #pages = new Registry()
  readonly #redirects = new Registry()
  readonly #files = new Registry()
  /** Each key once in memory, however many documents name it. */
  readonly #names = new Map<string, string>()

  constructor(readonly siteUrl: string) {}

  get(key: string): DocumentVersion | undefined {
    return this.#entries.get(key)?.version
  }

  has(slug: CollectionSlug, id: string): boolean {
    return this.#entries.has(keyOf({ slug, id }))
  }

  keys(): Iterable<string> {
    return this.#entries.keys()
  }

  *versions(): Iterable<DocumentVersion> {
    for (const { version } of this.#entries.values()) yield version
  }

  get size(): number {
    return this.#entries.size
  }

  /** Where the page of a live document is. */
  pageOf(key: string): string | undefined {
    return this.#entries.get(key)?.page
  }

  isFile(path: string): boolean {
    return this.#files.has(path)
  }

  /** Documents that claim a page, and redirects that start there. */
  claimants(path: string): Iterable<string> {
    return this.#pages.at(path)
  }

  redirectsFrom(path: string): Iterable<string> {
    return this.#redirects.at(path)
  }

  /** Every path that somebody typed instead of choosing the document. */
  typedPaths(): Set<string> {
    return new Set(this.#typed.keys())
  }

  /** Documents that name this one. */
  sourcesOf(key: string): Iterable<string> {
    return this.#sources.at(key)
  }

  redirects(): Iterable<string> {
    return this.#redirects.all()
  }

  /** Puts a version in the place of the one before, or takes the document out. */
  set(key: string, version: DocumentVersion | undefined): Affected {
    const before = this.#entries.get(key)
    if (before) this.#remove(key, before)
    if (version) this.#add(key, this.#read(version))
    else this.#entries.delete(key)
    return this.#affected(key, before, this.#entries.get(key))
  }

  #affected(key: string, before: Entry | undefined, after: Entry | undefined): Affected {
    const keys = before && after ? [key] : [key, ...this.#sources.at(key)]
    const old = new Set(pathsOf(before))
    const now = new Set(pathsOf(after))
    const changed = [...old, ...now].filter((path) => !old.has(path) || !now.has(path))
    for (const path of changed) keys.push(...this.#typed.at(path), ...this.#pages.at(path))
    const isRedirect = (before ?? after)?.redirectFrom !== undefined
    return { keys, redirects: isRedirect || changed.some((path) => !path.startsWith(mediaFolder)) }
  }

  #read(version: DocumentVersion): Entry {
    const { slug, value } = version
    const targets = referencesOf(slug, value).map((reference) => this.#name(keyOf(reference)))
    const typed = typedAddressesOf(value, this.siteUrl).map(({ path }) => path)
    return {
      version,
      targets: unique(targets),
      typed: unique(typed),
      page: pagePath(version),
      redirectFrom: slug === 'redirects' ? redirectStart(value as RedirectPlan, this.siteUrl) : undefined,
      files: slug === 'media' ? filesOf(value as MediaFiles) : [],
    }
  }

  #name(key: string): string {
    const known = this.#names.get(key)
    if (known === undefined) this.#names.set(key, key)
    return known ?? key
  }

  #add(key: string, entry: Entry): void {
    this.#entries.set(key, entry)
    for (const [registry, places] of this.#places(entry)) for (const place of places) registry.add(place, key)
  }

  #remove(key: string, entry: Entry): void {
    for (const [registry, places] of this.#places(entry))
      for (const place of places) registry.remove(place, key)
  }

  #places({ targets, typed, page, redirectFrom, files }: Entry): [Registry, readonly string[]][] {
    return [
      [this.#sources, targets],
      [this.#typed, typed],
      [this.#pages, page === undefined ? [] : [page]],
      [this.#redirects, redirectFrom === undefined ? [] : [redirectFrom]],
      [this.#files, files],
    ]
  }
}

interface MediaFiles {
  filename: string
  sizes: readonly { filename: string }[]
}

const mediaFolder = paths.media('')

const filesOf = ({ filename, sizes }: MediaFiles): string[] =>
  [filename, ...sizes.map((size) => size.filename)].map((name) => paths.media(name))

const pathsOf = (entry: Entry | undefined): string[] =>
  entry ? [entry.page, entry.redirectFrom, ...entry.files].filter((path) => path !== undefined) : []

const unique = (items: readonly string[]): readonly string[] =>
  items.length < 2 ? items : [...new Set(items)]

/** The keys of the documents at each place. */
class Registry {
  readonly #keys = new Map<string, Set<string>>()

  add(place: string, key: string): void {
    const keys = this.#keys.get(place)
    if (keys) keys.add(key)
    else this.#keys.set(place, new Set([key]))
  }

  remove(place: string, key: string): void {
    const keys = this.#keys.get(place)
    if (keys?.delete(key) && keys.size === 0) this.#keys.delete(place)
  }

  has(place: string): boolean {
    return this.#keys.has(place)
  }

  at(place: string): Iterable<string> {
    return this.#keys.get(place) ?? []
  }

  keys(): Iterable<string> {
    return this.#keys.keys()
  }

  *all(): Iterable<string> {
    for (const keys of this.#keys.values()) yield* keys
  }
}
