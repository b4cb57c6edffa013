import { existsSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { indexFolder, pooledFolders } from '../releases/file-names'
import { type InlineHashes, readRecord } from '../releases/release-record'
import {
  type HeaderFacts,
  fileHeaders,
  hashedFileHeaders,
  pageHeaders,
  searchIndexHeaders,
  searchPage,
} from '../releases/headers'
import { redirectsOf } from '../releases/redirect-map'

/** One complete site, as it is at one moment. A release never changes; what is served comes from one of them. */
export interface LiveSite {
  /** Tells one site from the next. */
  key: string
  root: string
  /** Where the files of `_astro` and `media` are, when not in the root. */
  pool?: string
  /** What leads to the index of the search, when that is not in the root. */
  search?: string
  redirects: ReadonlyMap<string, string>
  hashedFileHeaders: Record<string, string>
  searchIndexHeaders: Record<string, string>
  fileHeaders: Record<string, string>
  /** Of a page; its own inline scripts and styles are asked for only where nobody has listed them for the whole site. */
  pageHeaders: (path: string, ownHashes: () => InlineHashes) => Record<string, string>
}

export type Lookup = LiveSite | 'not yet'

/** Looks up what is live: the release that `current` leads to, or a built folder itself. */
export class LiveSites {
  readonly #folder: string
  readonly #options: Pick<HeaderFacts, 'siteUrl' | 'frameAncestors'>
  #last: LiveSite | undefined

  constructor(folder: string, options: Pick<HeaderFacts, 'siteUrl' | 'frameAncestors'>) {
    this.#folder = resolve(folder)
    this.#options = options
  }

  now(): Lookup {
    // Between two looks the publisher may have taken the oldest release away.
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        const target = linkTarget(join(this.#folder, 'current'))
        if (target === undefined) return this.#isSiteFolder() ? 'not yet' : this.#built()
        return this.#release(target)
      } catch (error) {
        if (!isMissing(error)) throw error
      }
    }
    return 'not yet'
  }

  #release(target: string): LiveSite {
    if (!/^releases\/\d{6,}$/.test(target)) {
      throw new Error(
        `${this.#folder}/current leads to ${target}, which is no release. npm run rollback sets it right.`,
      )
    }
    const folder = join(this.#folder, target)
    const { ino, mtimeNs } = statSync(folder, { bigint: true })
    const key = `${target} ${ino} ${mtimeNs}`
    if (this.#last?.key === key) return this.#last
    const { csp, siteUrl } = readRecord(folder)
    const facts = { ...this.#options, siteUrl, csp }
    const headers = pageHeaders(facts)
    const headersOfSearch = pageHeaders({ ...facts, runsWebAssembly: true })
    const root = realpathSync(join(folder, 'site'))
    this.#last = {
      key,
      root,
      pool: realpathSync(join(this.#folder, 'pool')),
      // A static build brings its own.
      search: existsSync(join(root, indexFolder)) ? undefined : join(this.#folder, 'search/current'),
      redirects: redirectsOf(join(folder, 'site')),
      hashedFileHeaders: hashedFileHeaders(facts),
      searchIndexHeaders: searchIndexHeaders(facts),
      fileHeaders: fileHeaders(facts),
      pageHeaders: (path) => (path === searchPage ? headersOfSearch : headers),
    }
    return this.#last
  }

  #built(): LiveSite {
    const stats = statSync(join(this.#folder, 'redirects.json'), { bigint: true, throwIfNoEntry: false })
    const key = `built ${stats?.ino} ${stats?.mtimeNs}`
    if (this.#last?.key === key) return this.#last
    const facts = { ...this.#options, csp: { scripts: [], styles: [] } }
    this.#last = {
      key,
      root: realpathSync(this.#folder),
      redirects: redirectsOf(this.#folder),
      hashedFileHeaders: hashedFileHeaders(facts),
      searchIndexHeaders: searchIndexHeaders(facts),
      fileHeaders: fileHeaders(facts),
      pageHeaders: (path, ownHashes) =>
        pageHeaders({ ...this.#options, csp: ownHashes(), runsWebAssembly: path === searchPage }),
    }
    return this.#last
  }

  /** Whether a publisher is about to put releases here. */
  #isSiteFolder(): boolean {
    return statSync(join(this.#folder, 'releases'), { throwIfNoEntry: false })?.isDirectory() ?? false
  }
}

/** Where a file of a site is on disk, and the folder that it must be in. The address is decoded and checked. */
export function placeOf(site: LiveSite, path: string): { root: string; path: string } {
  const [, first = '', ...rest] = path.split('/')
  if (site.pool && (pooledFolders as readonly string[]).includes(first)) {
    const root = join(site.pool, first)
    return { root, path: join(root, ...rest) }
  }
  if (site.search && first === indexFolder) {
    // Looked up once for each request, as the release is.
    const root = realPathOf(site.search)
    if (root !== undefined) return { root, path: join(root, path) }
  }
  return { root: site.root, path: join(site.root, path) }
}

function realPathOf(link: string): string | undefined {
  try {
    return realpathSync(link)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function linkTarget(link: string): string | undefined {
  try {
    return readlinkSync(link)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
