import { expect, test } from 'vitest'
import { percentile, spread, tableOf } from './table'

test('of a hundred values the 95th is the one that five are above', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(percentile(values, 0.95)).toBe(95)
  expect(spread(values)).toEqual(['50', '95', '100'])
  expect(percentile([7], 0.95)).toBe(7)
})

test('titles stand to the left, figures to the right, and a heading begins a new part', () => {
  const rows = [['Edits'], ['  small', '5', 'under 10'], ['  large', '12', '']] as const
  expect(
    tableOf(
      ['', 'p50', 'aim'],
      rows.map((row) => [...row] as [string, ...string[]]),
    ),
  ).toBe(['         p50  aim', '', 'Edits', '  small    5  under 10', '  large   12'].join('\n'))
})
