import { type Kind, isKind } from './kinds'

/** What a visitor looks for. The address holds it: it can be sent to somebody, and it is there again after a reload. */
export interface SearchState {
  words: string
  /** Only pages of this kind. */
  kind?: Kind
}

/** As many characters as the field takes. */
export const longestWords = 100

export function readState(params: URLSearchParams): SearchState {
  const kind = params.get('kind')
  return {
    words: (params.get('q') ?? '').trim().slice(0, longestWords),
    ...(isKind(kind) && { kind }),
  }
}

/** The address's query: nothing where nothing is looked for. */
export function writeState({ words, kind }: SearchState): string {
  if (words === '') return ''
  const params = new URLSearchParams({ q: words, ...(kind && { kind }) })
  return `?${params.toString()}`
}

/** How many pages were found, for eyes and for a screen reader. */
export function countText(count: number, words: string): string {
  const shown = `“${words}”`
  if (count === 0) return `Nothing found for ${shown}`
  return count === 1 ? `1 result for ${shown}` : `${count} results for ${shown}`
}
