import { expect, test } from 'vitest'
import { type WebPart, reportOf } from './part'

const part: WebPart = {
  title: 'kB',
  columns: ['HTML', 'CSS'],
  aim: 'at most 14 each.',
  measure: async () => ({ cells: [], misses: [] }),
}

test('figures that miss their aim are counted in the row of their page and listed below the table', () => {
  const measured = [
    { name: 'home', cells: ['9.0', '11.0'], misses: [] },
    { name: 'course', cells: ['15.0', '14.1'], misses: ['HTML 15.0 of 14', 'CSS 14.1 of 14'] },
  ]
  expect(reportOf(part, measured)).toBe(
    [
      'kB      HTML   CSS',
      'home     9.0  11.0',
      'course  15.0  14.1  misses 2',
      '',
      'Aim: at most 14 each. What misses it:',
      '- course: HTML 15.0 of 14',
      '- course: CSS 14.1 of 14',
    ].join('\n'),
  )
})

test('a table without a miss says so', () => {
  const measured = [{ name: 'home', cells: ['9.0', '11.0'], misses: [] }]
  expect(reportOf(part, measured)).toMatch(/Nothing misses it\.$/)
})
