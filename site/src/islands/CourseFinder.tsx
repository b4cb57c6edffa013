import { useMemo } from 'react'
import type { CourseFamily, DeliveryMode } from 'shared-types'
import type { MeetingTime } from '../formats/class-times'
import styles from './CourseFinder.module.css'
import { CourseRow } from './CourseRow'
import { type Choice, FinderFrame, Select, useFinder } from './FinderFrame'
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
import type { FinderCourse, FinderState, Sort } from './finder'

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

export function CourseFinder({ courses, today, deliveries, times, families }: Props) {
  const wording = useMemo(() => {
    const values = (choices: Choice[]) => choices.map(({ value }) => value)
    const slugs = courses.map(({ slug }) => slug)
    const known = {
      deliveries: values(deliveries),
      times: values(times),
      families: values(families),
      slugs,
    }
    const read = (query: URLSearchParams) => readState(query, known)
    return { read, write: writeState, everything, several: 'pick' }
  }, [courses, deliveries, times, families])
  const controls = useFinder(wording)
  const { isReady, state, show } = controls
  const prices = useMemo(() => priceLimits(courses), [courses])
  const found = useMemo(() => findCourses(courses, state, today), [courses, state, today])

  const select = (name: ChoiceName, label: string, all: string, choices: Choice[]) => (
    <Select
      {...{ name, label, all, choices }}
      value={isReady ? String(state[name] ?? '') : undefined}
      onChoose={(value) => {
        const query = new URLSearchParams(writeState(state))
        query.set(name, value)
        show(wording.read(query))
      }}
    />
  )

  return (
    <FinderFrame
      controls={controls}
      id="finder"
      label="Find a course"
      noun={['course', 'courses']}
      all={courses.length}
      found={found.length}
      tools={
        <>
          {select('delivery', 'Where', 'Anywhere', deliveries)}
          {select('time', 'When', 'Any time', times)}
          {select('family', 'Field', 'All fields', families)}
          {select('within', 'Starts within', 'Any time', limits('start', startLimits, state.within))}
          {select('max', 'Costs at most', 'Any price', limits('price', prices, state.max))}
          <div data-needs="script">
            {select(
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
        </>
      }
    >
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
    </FinderFrame>
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
