import { expect, test } from 'vitest'
import {
  daysLeftText,
  noStartFilters,
  findStarts,
  isOpenOn,
  readStartFilters,
  writeStartFilters,
} from './start-filters'
import type { StartRow } from './start-filters'

const shown = { start: '', meets: '', place: '', total: '', seats: '', tone: 'open', applyBy: '' } as const

const row = (id: string, fields: Partial<StartRow> = {}): StartRow => ({
  id,
  path: '/courses/phlebotomy/',
  title: 'Phlebotomy',
  code: id.toUpperCase(),
  themeColor: 'wine',
  family: 'phlebotomy',
  mode: 'onsite',
  time: 'evenings',
  isOpen: true,
  shown,
  ...fields,
})

const evening = row('evening', { applyBy: '2027-01-04' })
const weekend = row('weekend', { time: 'weekends' })
const online = row('online', { mode: 'online', time: 'own', family: 'billing' })
const full = row('full', { time: 'days', isOpen: false })
const all = [evening, weekend, online, full]
const ids = (rows: StartRow[]) => rows.map(({ id }) => id)

test('without filters every class stays, in its order', () => {
  expect(findStarts(all, noStartFilters)).toEqual(all)
})

test('a class must match all filters', () => {
  expect(ids(findStarts(all, { ...noStartFilters, family: 'phlebotomy' }))).toEqual([
    'evening',
    'weekend',
    'full',
  ])
  expect(ids(findStarts(all, { ...noStartFilters, time: 'own' }))).toEqual(['online'])
  expect(ids(findStarts(all, { ...noStartFilters, delivery: 'onsite', time: 'weekends' }))).toEqual([
    'weekend',
  ])
  expect(findStarts(all, { ...noStartFilters, delivery: 'online', time: 'weekends' })).toEqual([])
})

test('a class is open through its last day to apply, on the visitor’s date', () => {
  const open = { ...noStartFilters, open: true }
  expect(ids(findStarts(all, open))).toEqual(['evening', 'weekend', 'online'])
  expect(ids(findStarts(all, open, '2027-01-04'))).toEqual(['evening', 'weekend', 'online'])
  expect(ids(findStarts(all, open, '2027-01-05'))).toEqual(['weekend', 'online'])
  expect(isOpenOn(full, '2026-01-01')).toBe(false)
})

test.each([
  ['2027-01-04', '2026-12-04', '31 days left'],
  ['2027-01-04', '2027-01-03', '1 day left'],
  ['2027-01-04', '2027-01-04', 'Today is the last day'],
  ['2027-01-04', '2027-01-05', 'Closed'],
  // Daylight saving time begins between the two days.
  ['2027-03-15', '2027-03-13', '2 days left'],
])('the last day to apply is %s, today is %s: %s', (applyBy, today, text) => {
  expect(daysLeftText(applyBy, today)).toBe(text)
})

test('filters survive the way through the URL, and values that the finder does not offer are ignored', () => {
  const known = { families: ['phlebotomy'], times: ['evenings'], deliveries: ['onsite'] }
  const state = { family: 'phlebotomy', time: 'evenings', delivery: 'onsite', open: true }
  expect(writeStartFilters(state)).toBe('?family=phlebotomy&time=evenings&delivery=onsite&open=yes')
  expect(readStartFilters(new URLSearchParams(writeStartFilters(state)), known)).toEqual(state)
  expect(writeStartFilters(noStartFilters)).toBe('')
  expect(readStartFilters(new URLSearchParams('?family=law&time=&open=1'), known)).toEqual(noStartFilters)
})
