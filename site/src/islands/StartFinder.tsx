import { useMemo, useSyncExternalStore } from 'react'
import type { CourseFamily, DeliveryMode } from 'shared-types'
import type { MeetingTime } from '../formats/class-times'
import { dayIn } from '../formats/dates'
import { type Choice, FinderFrame, Select, useFinder } from './FinderFrame'
import styles from './StartFinder.module.css'
import {
  daysLeftText,
  findStarts,
  noStartFilters,
  readStartFilters,
  writeStartFilters,
} from './start-filters'
import type { StartRow } from './start-filters'

interface Props {
  starts: StartRow[]
  /** The school's time zone, such as `America/New_York`: the days left to apply are counted in it. */
  timeZone: string
  families: Choice<CourseFamily>[]
  times: Choice<MeetingTime>[]
  deliveries: Choice<DeliveryMode>[]
}

/** Checks the date each minute, because a page may stay open past midnight. */
function subscribeToClock(onChange: () => void) {
  const timer = setInterval(onChange, 60_000)
  return () => clearInterval(timer)
}

export function StartFinder({ starts, timeZone, families, times, deliveries }: Props) {
  const today = useSyncExternalStore(
    subscribeToClock,
    () => dayIn(timeZone, new Date()),
    () => undefined,
  )
  const format = useMemo(() => {
    const values = (choices: Choice[]) => choices.map(({ value }) => value)
    const known = { families: values(families), times: values(times), deliveries: values(deliveries) }
    const read = (query: URLSearchParams) => readStartFilters(query, known)
    return { read, write: writeStartFilters, empty: noStartFilters }
  }, [families, times, deliveries])
  const controls = useFinder(format)
  const { isReady, filters, changeFilters } = controls
  const found = useMemo(() => findStarts(starts, filters, today), [starts, filters, today])

  const select = (name: 'family' | 'time' | 'delivery', label: string, all: string, choices: Choice[]) => (
    <Select
      {...{ name, label, all, choices }}
      value={isReady ? filters[name] : undefined}
      onChoose={(value) => changeFilters((now) => ({ ...now, [name]: value }))}
    />
  )

  return (
    <FinderFrame
      controls={controls}
      label="Find a start date"
      noun={['class', 'classes']}
      all={starts.length}
      found={found.length}
      tools={
        <>
          {select('family', 'Field', 'All fields', families)}
          {select('time', 'When', 'Any time', times)}
          {select('delivery', 'Where', 'Anywhere', deliveries)}
          <label>
            <input
              type="checkbox"
              name="open"
              value="yes"
              checked={isReady ? filters.open : undefined}
              onChange={({ target }) => changeFilters((now) => ({ ...now, open: target.checked }))}
            />{' '}
            Only what I can still join
          </label>
        </>
      }
    >
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
    </FinderFrame>
  )
}

function Start({ row, today }: { row: StartRow; today: string | undefined }) {
  const { shown, applyBy } = row
  const left = applyBy && today && shown.applyBy ? daysLeftText(applyBy, today) : undefined
  return (
    <tr
      data-theme-color={row.themeColor}
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
        <a href={row.path}>{row.title}</a> <span className="theme-color-name">{row.themeColor}</span>
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
