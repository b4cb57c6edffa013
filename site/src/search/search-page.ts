import { type Kind, isKind } from './kinds'
import { type Findings, SearchIndex } from './pagefind'
import { resultItem } from './results'
import { type SearchState, countText, longestWords, readState, writeState } from './search-state'

/** Milliseconds without a key before words are looked for. */
const pause = 200
const shownAtOnce = 10

function partsOf(page: Document) {
  const find = <Part extends Element>(selector: string): Part => {
    const part = page.querySelector<Part>(selector)
    if (!part) throw new Error(`The search page has no ${selector}.`)
    return part
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

/** Makes the search page look for words as they are typed. Its index is loaded when somebody is about to. */
export function startSearch(page: Document): void {
  const parts = partsOf(page)
  const { form, input, status, results, kinds, list, more, template } = parts
  let index: Promise<SearchIndex> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Only what came of the newest search is shown. */
  let newest = 0
  let rest: Findings['results'] = []

  const ready = () => (index ??= SearchIndex.load())
  const forget = () => (index = undefined)

  function stateNow(): SearchState {
    const kind = new FormData(form).get('kind')
    const words = input.value.trim().slice(0, longestWords)
    return { words, ...(typeof kind === 'string' && isKind(kind) && { kind }) }
  }

  function put({ words, kind = undefined }: SearchState): void {
    input.value = words
    for (const radio of kinds.querySelectorAll('input')) radio.checked = radio.value === (kind ?? '')
  }

  async function look(isAgain = false): Promise<void> {
    clearTimeout(timer)
    const turn = ++newest
    const state = stateNow()
    history.replaceState(history.state, '', `${location.pathname}${writeState(state)}${location.hash}`)
    if (state.words === '') {
      results.hidden = true
      status.textContent = ''
      return
    }
    results.setAttribute('aria-busy', 'true')
    try {
      const loaded = await ready()
      const found = await loaded.search(state.words, state.kind)
      const items = await itemsOf(found.results.slice(0, shownAtOnce))
      if (turn !== newest) return
      show(state, found, items)
      if (!isAgain && (await loaded.isOld()) && turn === newest) await lookAfresh()
    } catch (error) {
      if (turn !== newest) return
      // A newer index may have taken the place of the one that was loaded.
      if (!isAgain && index) return lookAfresh()
      forget()
      console.warn('The search failed.', error)
      fail()
    }
  }

  function lookAfresh(): Promise<void> {
    forget()
    return look(true)
  }

  const itemsOf = (found: Findings['results']) =>
    Promise.all(found.map(async (result) => resultItem(template, await result.data())))

  function show(state: SearchState, found: Findings, items: DocumentFragment[]): void {
    rest = found.results.slice(items.length)
    list.replaceChildren(...items)
    more.hidden = rest.length === 0
    showCounts(found, state.kind)
    const count = found.results.length
    say(count === 0 ? 'nothing' : undefined)
    kinds.hidden = found.unfilteredResultCount === 0
    status.textContent = countText(count, state.words)
  }

  function showCounts({ totalFilters, unfilteredResultCount }: Findings, chosen: Kind | undefined): void {
    for (const label of kinds.querySelectorAll<HTMLElement>('[data-kind]')) {
      const kind = label.dataset.kind
      const count = isKind(kind) ? (totalFilters.kind?.[kind] ?? 0) : unfilteredResultCount
      label.hidden = count === 0 && kind !== (chosen ?? '')
      label.querySelector('[data-count]')?.replaceChildren(String(count))
    }
  }

  /** Shows the results, with a word on why there are none. */
  function say(what: 'nothing' | 'failed' | undefined): void {
    for (const said of results.querySelectorAll<HTMLElement>('[data-say]'))
      said.hidden = said.dataset.say !== what
    results.removeAttribute('aria-busy')
    results.hidden = false
  }

  function fail(): void {
    list.replaceChildren()
    rest = []
    more.hidden = true
    kinds.hidden = true
    say('failed')
    status.textContent = 'Search does not answer right now.'
  }

  async function showMore(): Promise<void> {
    const turn = newest
    try {
      const items = await itemsOf(rest.slice(0, shownAtOnce))
      if (turn !== newest) return
      rest = rest.slice(items.length)
      const before = list.children.length
      list.append(...items)
      more.hidden = rest.length === 0
      // The button may be gone, and a keyboard goes on where the list was.
      list.children[before]?.querySelector('a')?.focus()
    } catch {
      await lookAfresh()
    }
  }

  // Without this script a choice would change nothing, and so it is no part of the form.
  kinds.disabled = false
  input.addEventListener('focus', () => void ready().catch(forget), { once: true })
  input.addEventListener('input', () => {
    clearTimeout(timer)
    const { words } = stateNow()
    if (words !== '') void ready().then((loaded) => loaded.preload(words), forget)
    timer = setTimeout(() => void look(), pause)
  })
  kinds.addEventListener('change', () => void look())
  more.querySelector('button')?.addEventListener('click', () => void showMore())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void look()
  })
  const readAddress = () => {
    put(readState(new URLSearchParams(location.search)))
    void look()
  }
  addEventListener('popstate', readAddress)
  const asked = readState(new URLSearchParams(location.search))
  // Somebody may have typed before the script was there.
  const { words } = stateNow()
  if (asked.words !== '' && (words === '' || words === asked.words)) readAddress()
  else if (words !== '' || page.activeElement === input) void look()
}
