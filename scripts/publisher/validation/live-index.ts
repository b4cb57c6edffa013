import {
  type CollectionSlug,
  type RedirectPlan,
  paths,
  redirectStart,
  referencesOf,
  typedAddressesOf,
  documentKey,
} from 'shared-types'
import { type DocumentVersion, pagePath } from '../content/document-version'
import { Registry } from './registry'

/** The documents whose findings may differ after a change. */
export interface Affected {
  keys: readonly string[]
  /** Every redirect: whether one works depends on every page, and on every other redirect on its way. */
  redirects: boolean
}

/** What a document leads to. */
export interface DocumentLinks {
  /** Keys of the documents that it refers to. */
  targets: readonly string[]
  /** Paths of this site that its editor typed into it. */
  typed: readonly string[]
}

interface Entry extends DocumentLinks {
  version: DocumentVersion
  page?: string
  redirectFrom?: string
  /** Paths of its files. */
  files: readonly string[]
}

export const linksOf = ({ slug, value }: DocumentVersion, siteUrl: string): DocumentLinks => ({
  targets: unique(referencesOf(slug, value).map(documentKey)),
  typed: unique(typedAddressesOf(value, siteUrl).map(({ path }) => path)),
})

/**
 * Which documents are live, and which of them depend on each other: with it, a change costs a check of what depends on it,
 * not of the whole site.
 *
 * An overlay of it shows the index with changes that nothing else sees until they are committed. It keeps only what differs, so
 * it costs what its changes cost; there may be several at once.
 */
export class LiveIndex {
  readonly #base?: LiveIndex
  /** In an overlay: only what was changed there; undefined for a document that was removed. */
  readonly #entries = new Map<string, Entry | undefined>()
  readonly #sources: Registry
  readonly #typed: Registry
  readonly #pages: Registry
  readonly #redirects: Registry
  readonly #files: Registry
  /** Each key once in memory, however many documents refer to it. */
  readonly #keys: Map<string, string>

  constructor(
    readonly siteUrl: string,
    base?: LiveIndex,
  ) {
    this.#base = base
    this.#sources = new Registry(base && base.#sources)
    this.#typed = new Registry(base && base.#typed)
    this.#pages = new Registry(base && base.#pages)
    this.#redirects = new Registry(base && base.#redirects)
    this.#files = new Registry(base && base.#files)
    this.#keys = base ? base.#keys : new Map()
  }

  overlay(): LiveIndex {
    return new LiveIndex(this.siteUrl, this)
  }

  get(key: string): DocumentVersion | undefined {
    return this.#entry(key)?.version
  }

  has(slug: CollectionSlug, id: string): boolean {
    return this.#entry(documentKey({ slug, id })) !== undefined
  }

  /** Whether an index that is no overlay has no documents. */
  get isEmpty(): boolean {
    return this.#entries.size === 0
  }

  /** The versions of an index that is no overlay. */
  *versions(): Generator<DocumentVersion> {
    for (const entry of this.#entries.values()) if (entry) yield entry.version
  }

  /** The path of the page of a live document. */
  pageOf(key: string): string | undefined {
    return this.#entry(key)?.page
  }

  /** The path that a live document serves: of its page, or at which it redirects. */
  addressOf(key: string): string | undefined {
    const entry = this.#entry(key)
    return entry?.page ?? entry?.redirectFrom
  }

  isFile(path: string): boolean {
    return this.#files.has(path)
  }

  /** Documents that claim a page. */
  claimants(path: string): readonly string[] {
    return this.#pages.at(path)
  }

  /** Redirects that start at a path. */
  redirectsFrom(path: string): readonly string[] {
    return this.#redirects.at(path)
  }

  /** Whether an editor typed this path instead of choosing the document. */
  isTyped(path: string): boolean {
    return this.#typed.has(path)
  }

  /** Documents that refer to this one. */
  sourcesOf(key: string): readonly string[] {
    return this.#sources.at(key)
  }

  redirects(): Iterable<string> {
    return this.#redirects.all()
  }

  /** Puts a version in the place of the one before, or removes the document. `links`: those of the version, where they are known. */
  set(key: string, version: DocumentVersion | undefined, links?: DocumentLinks): Affected {
    return this.#put(key, version && this.#entryOf(version, links ?? linksOf(version, this.siteUrl)))
  }

  /** In an overlay: makes a document what it is in the base. */
  restore(key: string): Affected {
    return this.#put(key, this.#inBase(key))
  }

  /** In an overlay: the documents that differ from the base, by key. */
  *changes(): Generator<[string, { before?: DocumentVersion; after?: DocumentVersion }]> {
    for (const [key, entry] of this.#entries) {
      const before = this.#inBase(key)
      if (before?.version !== entry?.version) yield [key, { before: before?.version, after: entry?.version }]
    }
  }

  /** Makes the changes of an overlay of this index its own. The overlay must not be used afterwards. */
  commit(overlay: LiveIndex): void {
    for (const [key, entry] of overlay.#entries) if (entry !== this.#entry(key)) this.#put(key, entry)
  }

  #entry(key: string): Entry | undefined {
    return this.#entries.has(key) ? this.#entries.get(key) : this.#inBase(key)
  }

  #inBase(key: string): Entry | undefined {
    return this.#base && this.#base.#entry(key)
  }

  #put(key: string, after: Entry | undefined): Affected {
    const before = this.#entry(key)
    if (before) {
      for (const [registry, places] of this.#places(before))
        for (const place of places) registry.remove(place, key)
    }
    if (after || this.#base) this.#entries.set(key, after)
    else this.#entries.delete(key)
    if (after) {
      for (const [registry, places] of this.#places(after))
        for (const place of places) registry.add(place, key)
    }
    return this.#affected(key, before, after)
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

  #entryOf(version: DocumentVersion, { targets, typed }: DocumentLinks): Entry {
    const { slug, value } = version
    return {
      version,
      targets: targets.map((key) => this.#shared(key)),
      typed,
      page: pagePath(version),
      redirectFrom: slug === 'redirects' ? redirectStart(value as RedirectPlan, this.siteUrl) : undefined,
      files: slug === 'media' ? filesOf(value as MediaFiles) : [],
    }
  }

  #shared(key: string): string {
    const known = this.#keys.get(key)
    if (known === undefined) this.#keys.set(key, key)
    return known ?? key
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
