import type { Kind } from './kinds'

/** The part of Pagefind's script that this site uses; https://pagefind.app/docs/api/ has all of it. */
interface Pagefind {
  options: (options: { excerptLength: number; excerptEllipsis: string }) => Promise<void>
  init: () => Promise<void>
  destroy: () => Promise<void>
  preload: (words: string) => Promise<void>
  filters: () => Promise<unknown>
  search: (words: string, options: { filters: { kind?: Kind } }) => Promise<Findings>
}

/** Pages that have the words, the best first. */
export interface Findings {
  results: { data: () => Promise<FoundPage> }[]
  /** How many there are of each kind, whichever was asked for. */
  totalFilters: { kind?: Partial<Record<Kind, number>> }
  unfilteredResultCount: number
}

export interface FoundPage {
  url: string
  /** Text in which `<` and `>` are written as entities, with the words that were found in `<mark>`. */
  excerpt: string
  meta: { title?: string; themeColor?: string }
  filters: { kind?: Kind[] }
}

const folder = '/pagefind/'

/**
 * The index of the search as it is now. Pagefind holds on to the index that it has loaded, whose files go when a newer one
 * takes its place, and it would tell of missing files as of words that no page has: `isOld` asks.
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
      // In a variable, because it is no module of this build.
      import(/* @vite-ignore */ `${folder}pagefind.js`) as Promise<Pagefind>,
    ])
    await pagefind.destroy()
    await pagefind.options({ excerptLength: 28, excerptEllipsis: '…' })
    await pagefind.init()
    // Only then are there counts beside the kinds.
    await pagefind.filters()
    return new SearchIndex(pagefind, entry)
  }

  async isOld(): Promise<boolean> {
    return (await readEntry()) !== this.#entry
  }

  /** Loads what a search for these words will need. What fails fails again when they are searched for, and is told then. */
  preload(words: string): void {
    this.#pagefind.preload(words).catch(() => undefined)
  }

  search(words: string, kind: Kind | undefined): Promise<Findings> {
    return this.#pagefind.search(words, { filters: kind ? { kind } : {} })
  }
}

async function readEntry(): Promise<string> {
  const response = await fetch(`${folder}pagefind-entry.json`, { cache: 'no-cache' })
  if (!response.ok) throw new Error(`There is no index of the search: ${response.status}.`)
  return response.text()
}
