import { expect, test } from 'vitest'
import { countText, readState, writeState } from './search-state'

const read = (query: string) => readState(new URLSearchParams(query))

test('an address brings back what was looked for, and what it was narrowed to', () => {
  for (const state of [{ words: 'blood' }, { words: 'order of draw & “tubes”', kind: 'post' }] as const) {
    expect(read(writeState(state))).toEqual(state)
  }
})

test('without words there is nothing to keep in the address', () => {
  expect(writeState({ words: '', kind: 'course' })).toBe('')
  expect(read('')).toEqual({ words: '' })
})

test('an address that nobody made here does no harm', () => {
  expect(read('?q=%20%20blood%20&kind=nonsense')).toEqual({ words: 'blood' })
  expect(read(`?q=${'x'.repeat(5000)}`).words).toHaveLength(100)
})

test('the count is a sentence', () => {
  expect([0, 1, 12].map((count) => countText(count, 'blood'))).toEqual([
    'Nothing found for “blood”',
    '1 result for “blood”',
    '12 results for “blood”',
  ])
})
