import type { ReactNode, RefObject } from 'react'
import { useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'

export interface Choice<T extends string = string> {
  value: T
  label: string
  /** The name of a limit, by which the style sheet hides what does not meet it. */
  limit?: string
}

/** How an address says what a visitor asked for. Make it once: it is compared by identity. */
export interface Wording<State> {
  read: (query: URLSearchParams) => State
  /** Empty, or with its question mark. */
  write: (state: State) => string
  /** The state in which nothing is left out. */
  everything: State
  /** The field of which one may choose several. */
  several?: string
}

export interface FinderControls<State> {
  /** The script is at work: before that, and on the server, the browser alone knows what is chosen. */
  isReady: boolean
  state: State
  show: (state: State) => void
  startOver: () => void
  form: RefObject<HTMLFormElement | null>
}

/** After a reload, or back from another page, a browser fills the fields itself, as they were with another list of rows. */
function isFilledByBrowser() {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return visit?.type !== 'navigate'
}

function subscribe(onChange: () => void) {
  addEventListener('popstate', onChange)
  return () => removeEventListener('popstate', onChange)
}

/** The address is the state: it can be sent to somebody, and the Back button works. */
export function useFinder<State>({
  read,
  write,
  everything,
  several,
}: Wording<State>): FinderControls<State> {
  const search = useSyncExternalStore(
    subscribe,
    () => location.search,
    () => undefined,
  )
  const state = useMemo(() => read(new URLSearchParams(search ?? '')), [search, read])
  const form = useRef<HTMLFormElement>(null)

  const show = (next: State) => {
    history.replaceState(history.state, '', `${location.pathname}${write(next)}${location.hash}`)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  }

  // The filters work before the script is there. What a visitor has chosen by then stays chosen, whatever the address asks for.
  useLayoutEffect(() => {
    const query = new URLSearchParams(location.search)
    const asked = write(read(query))
    const fields = new FormData(form.current ?? undefined)
    for (const name of new Set(fields.keys())) {
      const chosen = fields.getAll(name).filter((value) => value !== '')
      if (chosen.length === 0 || (query.has(name) && isFilledByBrowser())) continue
      const before = name === several ? query.getAll(name) : []
      query.set(name, [...before, ...chosen].join('.'))
    }
    const now = read(query)
    if (write(now) !== asked) show(now)
  }, [read, write, several])

  /** The button is away then: the focus must not go with it. */
  const startOver = () => {
    show(everything)
    form.current?.querySelector('select')?.focus()
  }
  return { isReady: search !== undefined, state, show, startOver, form }
}

interface SelectProps {
  name: string
  label: string
  /** The choice that leaves nothing out. */
  all: string
  choices: readonly Choice[]
  /** Nothing before the script is at work: the server marks no option as chosen, so the first one is. */
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
  controls: Pick<FinderControls<unknown>, 'isReady' | 'startOver' | 'form'>
  id?: string
  label: string
  /** One of what is listed, and several. */
  noun: readonly [one: string, several: string]
  all: number
  found: number
  tools: ReactNode
  /** The list. */
  children: ReactNode
}

/** A list with tools that leave out of it what a visitor does not look for, and the count of what is left. */
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
            controls.startOver()
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
      <p className="finder-nothing">{found === 0 && 'Nothing fits all of that. Undo one of your choices.'}</p>
    </div>
  )
}
