import { useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { DeliveryMode } from 'shared-types'
import styles from './CourseFinder.module.css'
import { CourseRow } from './CourseRow'
import {
  everything,
  findCourses,
  limitName,
  limitsMissed,
  priceLimits,
  readState,
  sorts,
  startLimits,
  writeState,
} from './finder'
import type { CourseFamily, FinderCourse, FinderState, Sort } from './finder'
import type { MeetingTime } from './starts'

interface Choice<T extends string> {
  value: T
  label: string
  /** The name of a limit, by which the style sheet hides what does not meet it. */
  limit?: string
}

type ChoiceName = Exclude<keyof FinderState, 'picks' | 'only'>

interface Props {
  courses: FinderCourse[]
  /** The school's date, `2026-11-23`: the days until a start are counted from it. */
  today: string
  deliveries: Choice<DeliveryMode>[]
  times: Choice<MeetingTime>[]
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

export function CourseFinder({ courses, today, deliveries, times, families }: Props) {
  const search = useSyncExternalStore(
    subscribe,
    () => location.search,
    () => undefined,
  )
  const isReady = search !== undefined
  const known = useMemo(() => {
    const values = (choices: Choice<string>[]) => choices.map(({ value }) => value)
    const slugs = courses.map(({ slug }) => slug)
    return { deliveries: values(deliveries), times: values(times), families: values(families), slugs }
  }, [courses, deliveries, times, families])
  const state = useMemo(() => readState(new URLSearchParams(search ?? ''), known), [search, known])

  const form = useRef<HTMLFormElement>(null)
  // The filters work before the script is there. What a visitor has chosen by then stays chosen.
  useLayoutEffect(() => {
    const query = new URLSearchParams(location.search)
    const asked = writeState(readState(query, known))
    const fields = new FormData(form.current ?? undefined)
    const picks = fields.getAll('pick').join('.')
    if (picks) fields.set('pick', picks)
    for (const [name, value] of fields) {
      if (typeof value === 'string' && value !== '' && !query.has(name)) query.set(name, value)
    }
    const chosen = readState(query, known)
    if (writeState(chosen) !== asked) show(chosen)
  }, [known])

  /** The button is away then: the focus must not go with it. */
  const startOver = () => {
    show(everything)
    form.current?.querySelector('select')?.focus()
  }

  const prices = useMemo(() => priceLimits(courses), [courses])
  const found = useMemo(() => findCourses(courses, state, today), [courses, state, today])
  const count = courses.length === 1 ? '1 course' : `${courses.length} courses`
  const message = found.length === courses.length ? count : `${found.length || 'None'} of ${count} match`

  const choice = (name: ChoiceName, label: string, all: string, of: Choice<string>[]) => (
    <label>
      {label}{' '}
      <select
        name={name}
        // The server marks no option as chosen: the first one is.
        value={isReady ? (state[name] ?? '') : undefined}
        onChange={(event) => {
          const query = new URLSearchParams(writeState(state))
          query.set(name, event.target.value)
          show(readState(query, known))
        }}
      >
        <option value="">{all}</option>
        {of.map(({ value, label: text, limit }) => (
          <option key={value} value={value} data-limit={limit}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )

  return (
    <div className="finder" data-ready={isReady ? '' : undefined}>
      <search aria-label="Find a course">
        <form
          id="finder"
          ref={form}
          onReset={(event) => {
            event.preventDefault()
            startOver()
          }}
        >
          <div className="finder-tools">
            {choice('delivery', 'Where', 'Anywhere', deliveries)}
            {choice('time', 'When', 'Any time', times)}
            {choice('family', 'Field', 'All fields', families)}
            {choice('within', 'Starts within', 'Any time', limits('start', startLimits, state.within))}
            {choice('max', 'Costs at most', 'Any price', limits('price', prices, state.max))}
            <div data-needs="script">
              {choice(
                'sort',
                'In order of',
                'Our order',
                sorts.map((value) => ({ value, label: sortLabels[value] })),
              )}
            </div>
            <label className={styles.only}>
              <input
                type="checkbox"
                name="only"
                value="yes"
                checked={isReady ? state.only : undefined}
                onChange={(event) => show({ ...state, only: event.target.checked })}
              />{' '}
              Only those to compare
            </label>
          </div>
          <button type="reset">Show all {courses.length}</button>
        </form>
      </search>
      <table className={`sheet fold ${styles.courses}`}>
        <caption className="hidden">Courses with length, place, full cost and next start</caption>
        <thead>
          <tr>
            <th scope="col">Course and color</th>
            <th scope="col">Length</th>
            <th scope="col">Where and when</th>
            <th scope="col">Next start</th>
            <th scope="col" className="num">
              All in
            </th>
            <th scope="col" className={styles.pick}>
              Compare
            </th>
          </tr>
        </thead>
        <tbody>
          {found.map((course) => (
            <CourseRow
              key={course.path}
              course={course}
              missed={limitsMissed(course, prices, today)}
              isPicked={isReady ? state.picks.includes(course.slug) : undefined}
              onPick={(isPicked) => {
                const others = state.picks.filter((slug) => slug !== course.slug)
                show({ ...state, picks: isPicked ? [...others, course.slug] : others })
              }}
            />
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

const limitLabels = {
  start: (days: number) => `${days} days`,
  price: (dollars: number) => `$${dollars.toLocaleString('en-US')}`,
}

/** An address may carry a limit that the list does not offer; it is offered then, so that nothing is hidden in silence. */
function limits(kind: 'start' | 'price', known: number[], asked: number | undefined): Choice<string>[] {
  const label = limitLabels[kind]
  const offered = known.map((limit, place) => ({
    value: String(limit),
    label: label(limit),
    limit: limitName(kind, place),
  }))
  const isOffered = asked === undefined || known.includes(asked)
  return isOffered ? offered : [...offered, { value: String(asked), label: label(asked) }]
}
