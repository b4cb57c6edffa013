import type { ReactNode, RefObject } from 'react'
import { useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'

export interface Choice<T extends string = string> {
  value: T
  label: string
  /** The name of the limit: without the script, the style sheet hides rows that miss it. */
  limit?: string
}

/** How filters are read from the URL's query and written to it. Memoize it: `useFinder` compares it by identity. */
export interface UrlFormat<Filters> {
  read: (query: URLSearchParams) => Filters
  /** Empty, or with its question mark. */
  write: (filters: Filters) => string
  /** No filter set. */
  empty: Filters
  /** The name of the field that takes several values. */
  multiple?: string
}

export interface FinderControls<Filters> {
  /** False on the server and until hydration: until then the browser alone knows what is chosen. */
  isReady: boolean
  filters: Filters
  /** `change` gets the filters of the URL: those of the last rendering may be older, while the island hydrates. */
  changeFilters: (change: (filters: Filters) => Filters) => void
  clearFilters: () => void
  form: RefObject<HTMLFormElement | null>
}

/** Whether the browser restored the fields by itself, as after a reload or Back. Then the URL wins over the fields. */
function isFilledByBrowser() {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return visit?.type !== 'navigate'
}

function subscribe(onChange: () => void) {
  addEventListener('popstate', onChange)
  return () => removeEventListener('popstate', onChange)
}

/** Keeps the filters in the URL, so that a visitor can share them and the Back button restores them. */
export function useFinder<Filters>({
  read,
  write,
  empty,
  multiple,
}: UrlFormat<Filters>): FinderControls<Filters> {
  const search = useSyncExternalStore(
    subscribe,
    () => location.search,
    () => undefined,
  )
  const filters = useMemo(() => read(new URLSearchParams(search ?? '')), [search, read])
  const form = useRef<HTMLFormElement>(null)

  const setFilters = (next: Filters) => {
    history.replaceState(history.state, '', `${location.pathname}${write(next)}${location.hash}`)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  }

  const changeFilters = (change: (filters: Filters) => Filters) =>
    setFilters(change(read(new URLSearchParams(location.search))))

  // The filters work without the script, so choices that were made before hydration are written into the URL.
  useLayoutEffect(() => {
    const query = new URLSearchParams(location.search)
    const before = write(read(query))
    const fields = new FormData(form.current ?? undefined)
    for (const name of new Set(fields.keys())) {
      const chosen = fields.getAll(name).filter((value) => value !== '')
      if (chosen.length === 0 || (query.has(name) && isFilledByBrowser())) continue
      const known = name === multiple ? query.getAll(name) : []
      query.set(name, [...known, ...chosen].join('.'))
    }
    const next = read(query)
    if (write(next) !== before) setFilters(next)
  }, [read, write, multiple])

  /** Also moves the focus, because the button disappears. */
  const clearFilters = () => {
    setFilters(empty)
    form.current?.querySelector('select')?.focus()
  }
  return { isReady: search !== undefined, filters, changeFilters, clearFilters, form }
}

interface SelectProps {
  name: string
  label: string
  /** The label of the option that sets no filter. */
  all: string
  choices: readonly Choice[]
  /** undefined until hydration: the server marks no option, so the browser selects the first. */
  value: string | undefined
  onChoose: (value: string) => void
}

export function Select({ name, label, all, choices, value, onChoose }: SelectProps) {
  return (
    <label>
      {label}{' '}
      <select name={name} value={value} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{all}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} data-limit={choice.limit}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  )
}

interface FrameProps {
  controls: Pick<FinderControls<unknown>, 'isReady' | 'clearFilters' | 'form'>
  id?: string
  label: string
  /** What a row is called in the count. */
  noun: readonly [one: string, several: string]
  /** The number of rows without filters. */
  all: number
  /** The number of rows that match. */
  found: number
  tools: ReactNode
  /** The table. */
  children: ReactNode
}

/** A table with its filter controls and the count of matching rows. */
export function FinderFrame({ controls, id, label, noun, all, found, tools, children }: FrameProps) {
  const count = `${all} ${noun[all === 1 ? 0 : 1]}`
  return (
    <div className="finder" data-ready={controls.isReady ? '' : undefined}>
      <search aria-label={label}>
        <form
          id={id}
          ref={controls.form}
          onReset={(event) => {
            event.preventDefault()
            controls.clearFilters()
          }}
        >
          <div className="finder-tools">{tools}</div>
          <button type="reset">Show all {all}</button>
        </form>
      </search>
      {children}
      <p className="finder-count" role="status" data-all={count}>
        <span>{found === all ? count : `${found || 'None'} of ${count} match`}</span>
      </p>
      <p className="finder-empty">{found === 0 && 'Nothing fits all of that. Undo one of your choices.'}</p>
    </div>
  )
}
