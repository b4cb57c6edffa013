import { expect, test } from 'vitest'
import { type PageFigures, budgetMisses, transferOf } from './budgets'

const figures: PageFigures = {
  html: 14_000,
  css: 14_000,
  js: 0,
  fonts: 75_000,
  images: 100_000,
  other: 1000,
  requests: 9,
  elsewhere: 0,
}
const page = { name: 'a page', path: '/' }

test('a page at its budgets misses none', () => {
  expect(budgetMisses({ ...page, transfer: 204 }, figures)).toEqual([])
  expect(transferOf(figures)).toBe(204_000)
})

test('everything over its budget is named with it', () => {
  const heavy = { ...figures, html: 14_060, css: 20_000, fonts: 90_000, js: 500, elsewhere: 2 }
  expect(budgetMisses({ ...page, transfer: 200 }, heavy)).toEqual([
    'HTML 14.1 of 14',
    'CSS 20.0 of 14',
    'fonts 90.0 of 75',
    'script 0.5 of 0',
    '2 requests elsewhere of 0',
    'transfer 225.6 of 200',
  ])
})

test('a page may have a budget for its own script', () => {
  expect(budgetMisses({ ...page, script: 4 }, { ...figures, js: 4000 })).toEqual([])
  expect(budgetMisses({ ...page, script: 4 }, { ...figures, js: 5000 })).toEqual(['script 5.0 of 4'])
})

test('the script of an island is no miss', () => {
  expect(budgetMisses({ ...page, hasIsland: true }, { ...figures, js: 70_000 })).toEqual([])
})
