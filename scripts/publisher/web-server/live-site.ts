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

/** One complete site at one moment. A release never changes, and each request is answered from one release. */
export interface LiveSite {
  /** Differs between any two sites. */
  key: string
  root: string
  /** The folder of `_astro` and `media`, when they are not in the root. */
  pool?: string
  /** The link to the search index, when that is not in the root. */
  search?: string
  redirects: ReadonlyMap<string, string>
  hashedFileHeaders: Record<string, string>
  searchIndexHeaders: Record<string, string>
  fileHeaders: Record<string, string>
  /** Of a page. `ownHashes` is called only where there is no record of all inline scripts and styles of the site. */
  pageHeaders: (path: string, ownHashes: () => InlineHashes) => Record<string, string>
}

export type Lookup = LiveSite | 'not yet'

/** Finds the site that is live: the release that `current` leads to, or a built folder itself. */
export class LiveSites {
  readonly #folder: string
  readonly #options: Pick<HeaderFacts, 'siteUrl' | 'frameAncestors'>
  #last: LiveSite | undefined

  constructor(folder: string, options: Pick<HeaderFacts, 'siteUrl' | 'frameAncestors'>) {
    this.#folder = resolve(folder)
    this.#options = options
  }

  now(): Lookup {
    // The publisher may remove the oldest release while this reads it.
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
        `${this.#folder}/current leads to ${target}, which is no release. Go back to one with npm run rollback.`,
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
      // A static build brings its own index.
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

  /** Whether the folder is a publisher's, without a release yet. */
  #isSiteFolder(): boolean {
    return statSync(join(this.#folder, 'releases'), { throwIfNoEntry: false })?.isDirectory() ?? false
  }
}

/** Where a file of a site is on disk, and the folder that it must be in. `path` is decoded and checked. */
export function placeOf(site: LiveSite, path: string): { root: string; path: string } {
  const [, first = '', ...rest] = path.split('/')
  if (site.pool && (pooledFolders as readonly string[]).includes(first)) {
    const root = join(site.pool, first)
    return { root, path: join(root, ...rest) }
  }
  if (site.search && first === indexFolder) {
    // Resolved once for each request, as the release is.
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
