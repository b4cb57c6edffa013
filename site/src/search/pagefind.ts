import type { Kind } from './kinds'
import { pagefindQuery } from './search-state'

/** The methods of Pagefind's script that this site uses; all of them: https://pagefind.app/docs/api/ */
interface Pagefind {
  options: (options: { excerptLength: number; excerptEllipsis: string }) => Promise<void>
  init: () => Promise<void>
  destroy: () => Promise<void>
  preload: (words: string) => Promise<void>
  filters: () => Promise<unknown>
  search: (words: string, options: { filters: { kind?: Kind } }) => Promise<PagefindResults>
}

/** The pages that match, best match first. */
export interface PagefindResults {
  results: { data: () => Promise<FoundPage> }[]
  /** Matches of each kind, also of kinds that the search leaves out. */
  totalFilters: { kind?: Partial<Record<Kind, number>> }
  unfilteredResultCount: number
}

export interface FoundPage {
  url: string
  /** HTML: text with `<` and `>` escaped, and the matching words in `<mark>`. */
  excerpt: string
  meta: { title?: string; themeColor?: string }
  filters: { kind?: Kind[] }
}

const folder = '/pagefind/'

/**
 * The search index, loaded once. When a newer index is released, the files of the loaded one disappear, and Pagefind then
 * returns no matches instead of an error. So the caller checks `isOld` after a search, and loads the index again.
 */
export class SearchIndex {
  readonly #pagefind: Pagefind
  readonly #entry: string

  private constructor(pagefind: Pagefind, entry: string) {
    this.#pagefind = pagefind
    this.#entry = entry
  }

  /** Throws when there is no index, or when it cannot be loaded. */
  static async load(): Promise<SearchIndex> {
    const [entry, pagefind] = await Promise.all([
      readEntry(),
      // A computed path, because the file is not a module of this build: the publisher adds it.
      import(/* @vite-ignore */ `${folder}pagefind.js`) as Promise<Pagefind>,
    ])
    await pagefind.destroy()
    await pagefind.options({ excerptLength: 28, excerptEllipsis: '…' })
    await pagefind.init()
    // Pagefind counts the matches of each kind only after it has loaded the filters.
    await pagefind.filters()
    return new SearchIndex(pagefind, entry)
  }

  async isOld(): Promise<boolean> {
    return (await readEntry()) !== this.#entry
  }

  /** Loads the files that a search for these words needs. An error is ignored here: `search` meets and reports it again. */
  preload(words: string): void {
    this.#pagefind.preload(pagefindQuery(words)).catch(() => undefined)
  }

  search(words: string, kind: Kind | undefined): Promise<PagefindResults> {
    return this.#pagefind.search(pagefindQuery(words), { filters: kind ? { kind } : {} })
  }
}

async function readEntry(): Promise<string> {
  const response = await fetch(`${folder}pagefind-entry.json`, { cache: 'no-cache' })
  if (!response.ok) throw new Error(`There is no search index: HTTP ${response.status}.`)
  return response.text()
}
