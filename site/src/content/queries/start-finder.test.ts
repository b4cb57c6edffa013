import { expect, test } from 'vitest'
import { createContent } from '../content'
import { testSnapshot } from '../../../test/snapshot'

const { starts, choices } = createContent(testSnapshot()).startFinder()

test('a row describes its class in words, and a full class names no deadline', () => {
  expect(starts.map(({ code, isOpen }) => [code, isOpen])).toEqual([
    ['TODAY', false],
    ['DEADLINE-PASSED', false],
    ['CANCELLED', false],
    ['NO-SEATS', false],
    ['PHL', true],
    ['LATE', true],
  ])
  expect(starts[5]).toMatchObject({
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
  expect(starts[2]).toMatchObject({ shown: { seats: 'Cancelled', tone: 'cancelled', applyBy: '' } })
  expect(starts[1]?.shown).toMatchObject({ seats: 'Closed', applyBy: '' })
})

test('the finder offers only what some class has', () => {
  const { families, times, deliveries } = choices
  expect(families.map(({ value }) => value)).toEqual(['pharmacy', 'phlebotomy'])
  expect(times.map(({ value }) => value)).toEqual(['evenings', 'own'])
  expect(deliveries.map(({ value }) => value)).toEqual(['onsite', 'online'])
})
