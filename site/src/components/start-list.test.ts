import { expect, test } from 'vitest'
import { createContent } from '../content/content'
import { fixtureSnapshot } from '../../test/snapshot'
import { finderStarts, startChoices } from './start-list'

const starts = createContent(fixtureSnapshot()).startDates()

test('a row says in words what its class is, and a full one names no deadline', () => {
  const rows = finderStarts(starts)
  expect(rows.map(({ code, isOpen }) => [code, isOpen])).toEqual([
    ['TODAY', false],
    ['DEADLINE-PASSED', false],
    ['NO-SEATS', false],
    ['PHL', true],
    ['LATE', true],
  ])
  expect(rows[4]).toMatchObject({
    path: '/courses/pharmacy-technician/',
    time: 'evenings',
    shown: {
      start: 'Mon, Mar 1, 2027',
      meets: 'Mon and Wed, 5:30 to 8:30 p.m.',
      place: 'Henrico',
      total: '$2,129',
      seats: 'Open',
    },
  })
  expect(rows[1]?.shown).toMatchObject({ seats: 'Closed', applyBy: '' })
})

test('the finder offers only what some class has', () => {
  const { families, times, deliveries } = startChoices(starts)
  expect(families.map(({ value }) => value)).toEqual(['pharmacy', 'phlebotomy'])
  expect(times.map(({ value }) => value)).toEqual(['evenings', 'own'])
  expect(deliveries.map(({ value }) => value)).toEqual(['onsite', 'online'])
})
