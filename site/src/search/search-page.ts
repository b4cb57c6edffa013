import { type Kind, isKind, kindLabels } from './kinds'
import { type FoundPage, type PagefindResults, SearchIndex } from './pagefind'
import {
  type SearchState,
  countText,
  maxQueryLength,
  readSearchState,
  writeSearchState,
} from './search-state'

/** The search runs when no key was pressed for this long. */
const typingPauseMs = 200
const resultsPerStep = 10

function elementsOf(page: Document) {
  const find = <Found extends Element>(selector: string): Found => {
    const element = page.querySelector<Found>(selector)
    if (!element) throw new Error(`The search page has no ${selector}.`)
    return element
  }
  return {
    form: find<HTMLFormElement>('#search'),
    input: find<HTMLInputElement>('#words'),
    status: find<HTMLElement>('[role=status]'),
    results: find<HTMLElement>('[data-results]'),
    kinds: find<HTMLFieldSetElement>('[data-kinds]'),
    list: find<HTMLOListElement>('[data-list]'),
    more: find<HTMLElement>('[data-more]'),
    template: find<HTMLTemplateElement>('[data-results] template'),
  }
}

/** Makes the search page search while the visitor types. The index is loaded when the input gets the focus. */
export function startSearch(page: Document): void {
  const { form, input, status, results, kinds, list, more, template } = elementsOf(page)
  let index: Promise<SearchIndex> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The number of the newest search: an older one that ends later is not shown. */
  let newest = 0
  /** Results behind the “Show more” button. */
  let rest: PagefindResults['results'] = []

  const loadIndex = () => (index ??= SearchIndex.load())
  const dropIndex = () => (index = undefined)

  function stateNow(): SearchState {
    const kind = new FormData(form).get('kind')
    const words = input.value.trim().slice(0, maxQueryLength)
    return { words, ...(typeof kind === 'string' && isKind(kind) && { kind }) }
  }

  function fillForm({ words, kind = undefined }: SearchState): void {
    input.value = words
    for (const radio of kinds.querySelectorAll('input')) radio.checked = radio.value === (kind ?? '')
  }

  async function runSearch(isRetry = false): Promise<void> {
    clearTimeout(timer)
    const turn = ++newest
    const state = stateNow()
    history.replaceState(history.state, '', `${location.pathname}${writeSearchState(state)}${location.hash}`)
    if (state.words === '') {
      results.hidden = true
      status.textContent = ''
      return
    }
    results.setAttribute('aria-busy', 'true')
    try {
      const loaded = await loadIndex()
      const found = await loaded.search(state.words, state.kind)
      const items = await itemsOf(found.results.slice(0, resultsPerStep))
      if (turn !== newest) return
      show(state, found, items)
      if (!isRetry && (await loaded.isOld()) && turn === newest) await searchWithNewIndex()
    } catch (error) {
      if (turn !== newest) return
      // The index that was loaded may have been replaced by a newer one.
      if (!isRetry && index) return searchWithNewIndex()
      dropIndex()
      console.warn('The search failed.', error)
      showFailure()
    }
  }

  function searchWithNewIndex(): Promise<void> {
    dropIndex()
    return runSearch(true)
  }

  const itemsOf = (found: PagefindResults['results']) =>
    Promise.all(found.map(async (result) => resultItem(template, await result.data())))

  function show(state: SearchState, found: PagefindResults, items: DocumentFragment[]): void {
    rest = found.results.slice(items.length)
    list.replaceChildren(...items)
    more.hidden = rest.length === 0
    showCounts(found, state.kind)
    const count = found.results.length
    showResults(count === 0 ? 'empty' : undefined)
    kinds.hidden = found.unfilteredResultCount === 0
    status.textContent = countText(count, state.words)
  }

  function showCounts(
    { totalFilters, unfilteredResultCount }: PagefindResults,
    chosen: Kind | undefined,
  ): void {
    for (const label of kinds.querySelectorAll<HTMLElement>('[data-kind]')) {
      const kind = label.dataset.kind
      const count = isKind(kind) ? (totalFilters.kind?.[kind] ?? 0) : unfilteredResultCount
      label.hidden = count === 0 && kind !== (chosen ?? '')
      label.querySelector('[data-count]')?.replaceChildren(String(count))
    }
  }

  /** Shows the section of the results; `notice` is the reason when there are none. */
  function showResults(notice: 'empty' | 'failed' | undefined): void {
    for (const element of results.querySelectorAll<HTMLElement>('[data-notice]'))
      element.hidden = element.dataset.notice !== notice
    results.removeAttribute('aria-busy')
    results.hidden = false
  }

  function showFailure(): void {
    list.replaceChildren()
    rest = []
    more.hidden = true
    kinds.hidden = true
    showResults('failed')
    status.textContent = 'Search does not answer right now.'
  }

  async function showMore(): Promise<void> {
    const turn = newest
    try {
      const items = await itemsOf(rest.slice(0, resultsPerStep))
      if (turn !== newest) return
      rest = rest.slice(items.length)
      const before = list.children.length
      list.append(...items)
      more.hidden = rest.length === 0
      // The focus moves to the first new result, because the button may be hidden now.
      list.children[before]?.querySelector('a')?.focus()
    } catch {
      await searchWithNewIndex()
    }
  }

  // Choosing a kind needs this script, so the markup disables the choice.
  kinds.disabled = false
  input.addEventListener('focus', () => void loadIndex().catch(dropIndex), { once: true })
  input.addEventListener('input', () => {
    clearTimeout(timer)
    const { words } = stateNow()
    if (words !== '') void loadIndex().then((loaded) => loaded.preload(words), dropIndex)
    timer = setTimeout(() => void runSearch(), typingPauseMs)
  })
  kinds.addEventListener('change', () => void runSearch())
  more.querySelector('button')?.addEventListener('click', () => void showMore())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void runSearch()
  })
  const readUrl = () => {
    fillForm(readSearchState(new URLSearchParams(location.search)))
    void runSearch()
  }
  addEventListener('popstate', readUrl)
  const linked = readSearchState(new URLSearchParams(location.search))
  // Words that the visitor typed before the script was loaded win over those of the URL.
  const { words } = stateNow()
  if (linked.words !== '' && (words === '' || words === linked.words)) readUrl()
  else if (words !== '' || page.activeElement === input) void runSearch()
}

/** Fills a copy of `template`, the empty list item of the markup, with one result. */
function resultItem(template: HTMLTemplateElement, page: FoundPage): DocumentFragment {
  const item = template.content.cloneNode(true) as DocumentFragment
  const [kind] = page.filters.kind ?? []
  const { title = page.url, themeColor } = page.meta
  const row = item.querySelector('li')
  if (row && themeColor) row.dataset.themeColor = themeColor
  const link = item.querySelector<HTMLAnchorElement>('[data-title]')
  link?.setAttribute('href', page.url)
  link?.replaceChildren(withoutAliases(title))
  const shown = kind ? kindLabels[kind].one : ''
  item
    .querySelector('[data-kind-name]')
    ?.append(kind === 'course' && themeColor ? `${shown}, ${themeColor}` : shown)
  item.querySelector('[data-excerpt]')?.append(...markedText(withoutAliases(page.excerpt)))
  return item
}

/** The text without the plain spellings that the publisher's index adds to words such as `Łukasz`. */
const withoutAliases = (text: string): string => text.replace(/\uE000[^\uE001]*\uE001/g, '')

/** The excerpt as text and `<mark>` elements. Every other element that it may hold is reduced to its text. */
function markedText(excerpt: string): (string | HTMLElement)[] {
  const parsed = document.createElement('template')
  parsed.innerHTML = excerpt
  return [...parsed.content.childNodes].map((node) => {
    const text = node.textContent ?? ''
    if (node.nodeName !== 'MARK') return text
    const mark = document.createElement('mark')
    mark.append(text)
    return mark
  })
}
