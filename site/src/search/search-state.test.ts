import { expect, test } from 'vitest'
import { countText, pagefindQuery, readSearchState, writeSearchState } from './search-state'

const read = (query: string) => readSearchState(new URLSearchParams(query))

test('the words and the kind survive the way through the URL', () => {
  for (const state of [{ words: 'blood' }, { words: 'order of draw & “tubes”', kind: 'post' }] as const) {
    expect(read(writeSearchState(state))).toEqual(state)
  }
})

test('without words the URL has no query', () => {
  expect(writeSearchState({ words: '', kind: 'course' })).toBe('')
  expect(read('')).toEqual({ words: '' })
})

test('a query that this site did not write is trimmed and its unknown kind ignored', () => {
  expect(read('?q=%20%20blood%20&kind=nonsense')).toEqual({ words: 'blood' })
  expect(read(`?q=${'x'.repeat(5000)}`).words).toHaveLength(100)
})

test.each([
  ['$2,880', '2,880'],
  ['$2880', '2880'],
  ['€50 ~ £40', '50 40'],
  ['CO2+O2', 'CO2O2'],
  ['AT&T', 'AT&T'],
  ['snake_case', 'snake case'],
  ['C#', '"C"'],
  ['c++', '"c"'],
  ['#1', '"1"'],
  ['C', 'C'],
  ['C.', '"C"'],
  ['$', ''],
  ['order of draw', 'order of draw'],
  ['"order of draw"', '"order of draw"'],
  ['isn’t 804.555.0142', 'isn’t 804.555.0142'],
  ['🩸 blood', '🩸 blood'],
])('a search for %s asks Pagefind for %s', (words, query) => {
  expect(pagefindQuery(words)).toBe(query)
})

test('the count is a sentence', () => {
  expect([0, 1, 12].map((count) => countText(count, 'blood'))).toEqual([
    'Nothing found for “blood”',
    '1 result for “blood”',
    '12 results for “blood”',
  ])
})
