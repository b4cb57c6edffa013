import { useMemo } from 'react'
import type { CourseFamily, DeliveryMode } from 'shared-types'
import type { MeetingTime } from '../formats/class-times'
import styles from './CourseFinder.module.css'
import { CourseFinderRow } from './CourseFinderRow'
import { type Choice, FinderFrame, Select, useFinder } from './FinderFrame'
import {
  courseSorts,
  findCourses,
  limitName,
  limitsMissed,
  noCourseFilters,
  priceLimits,
  readCourseFilters,
  startLimits,
  writeCourseFilters,
} from './course-filters'
import type { CourseFilters, CourseSort, FinderCourse } from './course-filters'

type ChoiceName = Exclude<keyof CourseFilters, 'picks' | 'only'>

interface Props {
  courses: FinderCourse[]
  /** The date at the school, `2026-11-23`: `within` counts days from it. */
  today: string
  deliveries: Choice<DeliveryMode>[]
  times: Choice<MeetingTime>[]
  families: Choice<CourseFamily>[]
}

const sortLabels: Record<CourseSort, string> = {
  start: 'Next start',
  price: 'Total price',
  length: 'Length',
  name: 'Name',
}

export function CourseFinder({ courses, today, deliveries, times, families }: Props) {
  const format = useMemo(() => {
    const values = (choices: Choice[]) => choices.map(({ value }) => value)
    const slugs = courses.map(({ slug }) => slug)
    const known = {
      deliveries: values(deliveries),
      times: values(times),
      families: values(families),
      slugs,
    }
    const read = (query: URLSearchParams) => readCourseFilters(query, known)
    return { read, write: writeCourseFilters, empty: noCourseFilters, multiple: 'pick' }
  }, [courses, deliveries, times, families])
  const controls = useFinder(format)
  const { isReady, filters, changeFilters } = controls
  const prices = useMemo(() => priceLimits(courses), [courses])
  const found = useMemo(() => findCourses(courses, filters, today), [courses, filters, today])

  const select = (name: ChoiceName, label: string, all: string, choices: Choice[]) => (
    <Select
      {...{ name, label, all, choices }}
      value={isReady ? String(filters[name] ?? '') : undefined}
      onChoose={(value) =>
        changeFilters((now) => {
          const query = new URLSearchParams(writeCourseFilters(now))
          query.set(name, value)
          return format.read(query)
        })
      }
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
          {select('within', 'Starts within', 'Any time', limits('start', startLimits, filters.within))}
          {select('max', 'Costs at most', 'Any price', limits('price', prices, filters.max))}
          <div data-needs="script">
            {select(
              'sort',
              'In order of',
              'Our order',
              courseSorts.map((value) => ({ value, label: sortLabels[value] })),
            )}
          </div>
          <label className={styles.only}>
            <input
              type="checkbox"
              name="only"
              value="yes"
              checked={isReady ? filters.only : undefined}
              onChange={({ target }) => changeFilters((now) => ({ ...now, only: target.checked }))}
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
            <CourseFinderRow
              key={course.path}
              course={course}
              missed={limitsMissed(course, prices, today)}
              isPicked={isReady ? filters.picks.includes(course.slug) : undefined}
              onPick={(isPicked) => {
                changeFilters((now) => {
                  const others = now.picks.filter((slug) => slug !== course.slug)
                  return { ...now, picks: isPicked ? [...others, course.slug] : others }
                })
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

/**
 * The choices of a limit. A value from the URL that the list does not offer is added, so that the select shows every filter
 * that is set.
 */
function limits(kind: 'start' | 'price', known: number[], chosen: number | undefined): Choice<string>[] {
  const label = limitLabels[kind]
  const offered = known.map((limit, place) => ({
    value: String(limit),
    label: label(limit),
    limit: limitName(kind, place),
  }))
  const isOffered = chosen === undefined || known.includes(chosen)
  return isOffered ? offered : [...offered, { value: String(chosen), label: label(chosen) }]
}
