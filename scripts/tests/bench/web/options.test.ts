import { expect, test } from 'vitest'
import { partNames, webOptions } from './options'
import { measuredPages } from './pages'

test('without options every page is measured in every way, Lighthouse three times', () => {
  expect(webOptions([])).toEqual({ url: undefined, pages: measuredPages, only: partNames, runs: 3 })
})

test('pages and parts are chosen by their names', () => {
  const { pages, only, runs } = webOptions([
    ...['--pages', 'older posts, home'],
    ...['--only', 'lighthouse', '--runs', '1'],
  ])
  expect(pages.map(({ name }) => name)).toEqual(['older posts', 'home'])
  expect({ only, runs }).toEqual({ only: ['lighthouse'], runs: 1 })
})

test.each([
  [['--pages', 'hone'], '--pages names "hone".'],
  [['--only', 'bites'], '--only names "bites".'],
  [['--runs', '0'], '--runs is "0".'],
])('%j is refused, with what there is', (args, message) => {
  expect(() => webOptions(args)).toThrow(message)
})
