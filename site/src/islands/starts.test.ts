import { expect, test } from 'vitest'
import { daysLeftText, everyStart, findStarts, isOpenOn, readStartState, writeStartState } from './starts'
import type { StartRow } from './starts'

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

test('without a wish every class stays, in its order', () => {
  expect(findStarts(all, everyStart)).toEqual(all)
})

test('all wishes must fit', () => {
  expect(ids(findStarts(all, { ...everyStart, family: 'phlebotomy' }))).toEqual([
    'evening',
    'weekend',
    'full',
  ])
  expect(ids(findStarts(all, { ...everyStart, time: 'own' }))).toEqual(['online'])
  expect(ids(findStarts(all, { ...everyStart, delivery: 'onsite', time: 'weekends' }))).toEqual(['weekend'])
  expect(findStarts(all, { ...everyStart, delivery: 'online', time: 'weekends' })).toEqual([])
})

test('a class is open through its last day to apply, by the day of whoever reads', () => {
  const open = { ...everyStart, open: true }
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
  // A change of clocks lies between.
  ['2027-03-15', '2027-03-13', '2 days left'],
])('until %s there is, on %s: %s', (applyBy, today, text) => {
  expect(daysLeftText(applyBy, today)).toBe(text)
})

test('an address leads back to what was asked for, and to nothing that is not offered', () => {
  const known = { families: ['phlebotomy'], times: ['evenings'], deliveries: ['onsite'] }
  const state = { family: 'phlebotomy', time: 'evenings', delivery: 'onsite', open: true }
  expect(writeStartState(state)).toBe('?family=phlebotomy&time=evenings&delivery=onsite&open=yes')
  expect(readStartState(new URLSearchParams(writeStartState(state)), known)).toEqual(state)
  expect(writeStartState(everyStart)).toBe('')
  expect(readStartState(new URLSearchParams('?family=law&time=&open=1'), known)).toEqual(everyStart)
})
