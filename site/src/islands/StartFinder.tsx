import { useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { DeliveryMode } from 'shared-types'
import { dayIn } from '../dates'
import styles from './StartFinder.module.css'
import type { CourseFamily } from './finder'
import { daysLeftText, everyStart, findStarts, readStartState, writeStartState } from './starts'
import type { MeetingTime, StartRow, StartState } from './starts'

interface Choice<T extends string> {
  value: T
  label: string
}

interface Props {
  starts: StartRow[]
  /** The school's: the days that are left are counted there, wherever the reader is. */
  timeZone: string
  families: Choice<CourseFamily>[]
  times: Choice<MeetingTime>[]
  deliveries: Choice<DeliveryMode>[]
}

/** The address is the state: it can be sent to somebody, and the Back button works. */
function subscribeToAddress(onChange: () => void) {
  addEventListener('popstate', onChange)
  return () => removeEventListener('popstate', onChange)
}

function show(state: StartState) {
  history.replaceState(history.state, '', `${location.pathname}${writeStartState(state)}${location.hash}`)
  dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
}

/** A page may stay open over midnight. */
function subscribeToClock(onChange: () => void) {
  const timer = setInterval(onChange, 60_000)
  return () => clearInterval(timer)
}

const nothing = () => undefined

export function StartFinder({ starts, timeZone, families, times, deliveries }: Props) {
  const search = useSyncExternalStore(subscribeToAddress, () => location.search, nothing)
  const today = useSyncExternalStore(subscribeToClock, () => dayIn(timeZone, new Date()), nothing)
  const known = useMemo(() => {
    const values = (choices: Choice<string>[]) => choices.map(({ value }) => value)
    return { families: values(families), times: values(times), deliveries: values(deliveries) }
  }, [families, times, deliveries])
  const state = useMemo(() => readStartState(new URLSearchParams(search ?? ''), known), [search, known])

  const form = useRef<HTMLFormElement>(null)
  // The filters work before the script is there. What a visitor has chosen by then stays chosen.
  useLayoutEffect(() => {
    const asked = readStartState(new URLSearchParams(location.search), known)
    const chosen = { ...asked }
    for (const field of form.current?.querySelectorAll('select') ?? []) {
      const name = field.name as 'family' | 'time' | 'delivery'
      chosen[name] ||= field.value
    }
    chosen.open ||= form.current?.querySelector('input')?.checked ?? false
    if (writeStartState(chosen) !== writeStartState(asked)) show(chosen)
  }, [known])

  /** The button is away then: the focus must not go with it. */
  const startOver = () => {
    show(everyStart)
    form.current?.querySelector('select')?.focus()
  }

  const found = useMemo(() => findStarts(starts, state, today), [starts, state, today])
  const count = starts.length === 1 ? '1 class' : `${starts.length} classes`
  const message = found.length === starts.length ? count : `${found.length || 'None'} of ${count} match`

  const choice = (name: 'family' | 'time' | 'delivery', label: string, all: string, of: Choice<string>[]) => (
    <label>
      {label}{' '}
      <select
        name={name}
        // The server marks no option as chosen: the first one is.
        value={search === undefined ? undefined : state[name]}
        onChange={(event) => show({ ...state, [name]: event.target.value })}
      >
        <option value="">{all}</option>
        {of.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )

  return (
    <div className="finder" data-ready={search === undefined ? undefined : ''}>
      <search aria-label="Find a start date">
        <form
          ref={form}
          onReset={(event) => {
            event.preventDefault()
            startOver()
          }}
        >
          <div className="finder-tools">
            {choice('family', 'Field', 'All fields', families)}
            {choice('time', 'When', 'Any time', times)}
            {choice('delivery', 'Where', 'Anywhere', deliveries)}
            <label>
              <input
                type="checkbox"
                name="open"
                checked={search === undefined ? undefined : state.open}
                onChange={(event) => show({ ...state, open: event.target.checked })}
              />{' '}
              Only what I can still join
            </label>
          </div>
          <button type="reset">Show all {starts.length}</button>
        </form>
      </search>
      <table className={`sheet fold ${styles.table}`}>
        <caption className="hidden">Classes that have not started, by their first day</caption>
        <thead>
          <tr>
            <th scope="col">Starts</th>
            <th scope="col">Course and color</th>
            <th scope="col">Class meets</th>
            <th scope="col" className="num">
              All in
            </th>
            <th scope="col">Seats</th>
            <th scope="col">Apply by</th>
          </tr>
        </thead>
        <tbody>
          {found.map((row) => (
            <Start key={row.id} row={row} today={today} />
          ))}
        </tbody>
      </table>
      <p className="finder-count" role="status" data-all={count}>
        <span>{message}</span>
      </p>
      <p className="finder-nothing">
        {found.length === 0 && 'Nothing fits all of that. Undo one of your choices.'}
      </p>
    </div>
  )
}

function Start({ row, today }: { row: StartRow; today: string | undefined }) {
  const { shown, applyBy } = row
  const left = applyBy && today && shown.applyBy ? daysLeftText(applyBy, today) : undefined
  return (
    <tr
      data-cloth={row.cloth}
      data-family={row.family}
      data-times={row.time}
      data-delivery={row.mode}
      data-open={row.isOpen ? 'yes' : 'no'}
    >
      <td className={styles.start}>{shown.start}</td>
      <th scope="row">
        <svg className="scrub" viewBox="0 0 24 24" aria-hidden="true">
          <use href="#scrub" />
        </svg>
        <a href={row.path}>{row.title}</a> <span className="cloth-name">{row.cloth}</span>
        <span className={styles.code}>Ask for {row.code}</span>
      </th>
      <td className={styles.meets}>
        {shown.meets} <span>{shown.place}</span>
        {shown.note && <span>{shown.note}</span>}
      </td>
      <td className={`num ${styles.total}`}>{shown.total}</td>
      <td className={styles.seats} data-tone={shown.tone}>
        {shown.seats}
      </td>
      <td className={styles.apply}>
        {shown.applyBy}
        {left && <span>{left}</span>}
      </td>
    </tr>
  )
}
