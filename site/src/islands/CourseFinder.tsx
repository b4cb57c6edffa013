import { useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { DeliveryMode } from 'shared-types'
import styles from './CourseFinder.module.css'
import { everything, findCourses, priceLimits, readState, sorts, writeState } from './finder'
import type { CourseFamily, FinderCourse, FinderState, Sort } from './finder'

interface Choice<T extends string> {
  value: T
  label: string
}

interface Props {
  courses: FinderCourse[]
  /** The school's date, `2026-11-23`: the days until a start are counted from it. */
  today: string
  deliveries: Choice<DeliveryMode>[]
  families: Choice<CourseFamily>[]
}

const sortLabels: Record<Sort, string> = {
  start: 'Next start',
  price: 'Total price',
  length: 'Length',
  name: 'Name',
}

/** The address is the state: it can be sent to somebody, and the Back button works. */
function subscribe(onChange: () => void) {
  addEventListener('popstate', onChange)
  return () => removeEventListener('popstate', onChange)
}

function show(state: FinderState) {
  history.replaceState(history.state, '', `${location.pathname}${writeState(state)}${location.hash}`)
  dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
}

export function CourseFinder({ courses, today, deliveries, families }: Props) {
  const search = useSyncExternalStore(
    subscribe,
    () => location.search,
    () => undefined,
  )
  const known = useMemo(
    () => ({
      deliveries: deliveries.map(({ value }) => value),
      families: families.map(({ value }) => value),
    }),
    [deliveries, families],
  )
  const state = useMemo(() => readState(new URLSearchParams(search ?? ''), known), [search, known])

  const delivery = useRef<HTMLSelectElement>(null)
  const family = useRef<HTMLSelectElement>(null)
  // These two filter before the script is there. What a visitor has chosen by then stays chosen.
  useLayoutEffect(() => {
    const asked = readState(new URLSearchParams(location.search), known)
    const chosen = {
      ...asked,
      delivery: asked.delivery || (delivery.current?.value ?? ''),
      family: asked.family || (family.current?.value ?? ''),
    }
    if (chosen.delivery !== asked.delivery || chosen.family !== asked.family) show(chosen)
  }, [known])

  /** The button goes away with the message: the focus must not go with it. */
  const startOver = () => {
    show(everything)
    delivery.current?.focus()
  }

  /** The server marks no option as chosen: the first one is. */
  const shown = <Value,>(value: Value) => (search === undefined ? undefined : value)
  const found = useMemo(() => findCourses(courses, state, today), [courses, state, today])
  const count = courses.length === 1 ? '1 course' : `${courses.length} courses`
  const message = found.length === courses.length ? count : `${found.length} of ${count} match`

  return (
    <div className={styles.finder}>
      <search className={styles.tools} aria-label="Find a course">
        <label>
          Where{' '}
          <select
            ref={delivery}
            value={shown(state.delivery)}
            onChange={(event) => show({ ...state, delivery: event.target.value })}
          >
            <option value="">Anywhere</option>
            {deliveries.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Field{' '}
          <select
            ref={family}
            value={shown(state.family)}
            onChange={(event) => show({ ...state, family: event.target.value })}
          >
            <option value="">All fields</option>
            {families.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label data-needs="script">
          Starts{' '}
          <NumberSelect
            none="Any time"
            isReady={search !== undefined}
            value={state.within}
            choices={[30, 60, 90, 180]}
            label={(days) => `Within ${days} days`}
            onChange={(within) => show({ ...state, within })}
          />
        </label>
        <label data-needs="script">
          Costs{' '}
          <NumberSelect
            none="Any price"
            isReady={search !== undefined}
            value={state.max}
            choices={priceLimits(courses)}
            label={(dollars) => `Up to $${dollars.toLocaleString('en-US')}`}
            onChange={(max) => show({ ...state, max })}
          />
        </label>
        <label data-needs="script">
          In order of{' '}
          <select
            value={shown(state.sort ?? '')}
            onChange={(event) => show({ ...state, sort: sorts.find((sort) => sort === event.target.value) })}
          >
            <option value="">Our own order</option>
            {sorts.map((sort) => (
              <option key={sort} value={sort}>
                {sortLabels[sort]}
              </option>
            ))}
          </select>
        </label>
      </search>
      <p className={styles.count} role="status" data-needs="script">
        {message}
      </p>
      <table className={`sheet fold ${styles.courses}`}>
        <caption className="hidden">Courses with length, place, full cost and next start</caption>
        <thead>
          <tr>
            <th scope="col">Course and color</th>
            <th scope="col">Length</th>
            <th scope="col">Where</th>
            <th scope="col">Next start</th>
            <th scope="col" className="num">
              All in
            </th>
          </tr>
        </thead>
        <tbody>
          {found.map((course) => (
            <CourseRow key={course.path} course={course} />
          ))}
        </tbody>
      </table>
      {found.length === 0 && (
        <p className={styles.nothing}>
          No course fits all of that.{' '}
          <button type="button" onClick={startOver}>
            Show all {courses.length}
          </button>
        </p>
      )}
    </div>
  )
}

function NumberSelect(props: {
  none: string
  isReady: boolean
  value: number | undefined
  choices: number[]
  label: (choice: number) => string
  onChange: (choice: number | undefined) => void
}) {
  const { none, isReady, value, choices, label, onChange } = props
  // An address may carry a limit that the list does not offer; it is offered then, so that nothing is hidden in silence.
  const offered = value === undefined || choices.includes(value) ? choices : [...choices, value]
  return (
    <select
      value={isReady ? (value ?? '') : undefined}
      onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
    >
      <option value="">{none}</option>
      {offered.map((choice) => (
        <option key={choice} value={choice}>
          {label(choice)}
        </option>
      ))}
    </select>
  )
}

function CourseRow({ course }: { course: FinderCourse }) {
  const { shown } = course
  return (
    <tr data-cloth={course.cloth} data-delivery={course.delivery} data-family={course.family}>
      <th scope="row">
        <svg className="scrub" viewBox="0 0 24 24" aria-hidden="true">
          <use href="#scrub" />
        </svg>
        <a href={course.path}>{course.title}</a> <span className="cloth-name">{course.cloth}</span>
        <span className={styles.summary}>{course.summary}</span>
      </th>
      <td className={styles.length}>
        {shown.length} <span>{shown.hours}</span>
      </td>
      <td className={styles.where}>{shown.delivery}</td>
      <td className={styles.start} data-known={course.nextStart ? '' : undefined}>
        {shown.start}
      </td>
      <td className={`num ${styles.price}`}>{shown.total}</td>
    </tr>
  )
}
