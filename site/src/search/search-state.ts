import { type Kind, isKind } from './kinds'

/** What a visitor searches for. It is kept in the page's URL, so that it can be shared and survives a reload. */
export interface SearchState {
  words: string
  /** Only pages of this kind are shown; absent means all. */
  kind?: Kind
}

/** In characters. */
export const maxQueryLength = 100

export function readSearchState(params: URLSearchParams): SearchState {
  const kind = params.get('kind')
  return {
    words: (params.get('q') ?? '').trim().slice(0, maxQueryLength),
    ...(isKind(kind) && { kind }),
  }
}

/** The URL's query string with its question mark; empty when there are no words. */
export function writeSearchState({ words, kind }: SearchState): string {
  if (words === '') return ''
  const params = new URLSearchParams({ q: words, ...(kind && { kind }) })
  return `?${params.toString()}`
}

/**
 * The words as Pagefind has to be asked. Its index takes signs out of words (`$2,880` is `2880`), but its search keeps those of
 * ASCII and then finds nothing. One letter with signs, such as `C#`, is searched for exactly, because Pagefind would find
 * each page with any word that begins with the letter.
 */
export function pagefindQuery(words: string): string {
  const [letter = '', ...others] = words.replace(/[^\p{L}\p{M}\p{N}]/gu, '')
  if (letter !== '' && others.length === 0 && words !== letter) return `"${letter}"`
  return words
    .replace(sign, '')
    .replace(/[\s_]+/g, ' ')
    .trim()
}

/** Signs of currency and mathematics, and accents that stand alone. Emoji are words of the index, and stay. */
const sign = /[\p{Sc}\p{Sm}\p{Sk}]/gu

/** The number of results as a sentence. The page shows it in a live region, so a screen reader reads it out. */
export function countText(count: number, words: string): string {
  const shown = `“${words}”`
  if (count === 0) return `Nothing found for ${shown}`
  return count === 1 ? `1 result for ${shown}` : `${count} results for ${shown}`
}
