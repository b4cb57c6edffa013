import { expect, test } from 'vitest'
import { benchOptions } from './options'

test('without options everything is measured, with fifty edits, from the smallest stack to the largest', () => {
  expect(benchOptions([])).toEqual({
    sizes: [0, 1000, 10_000],
    only: ['publish', 'preview', 'hugo', 'memory', 'burst', 'saves', 'typing', 'generated'],
    edits: 50,
  })
})

test('sizes come in their order, whatever order they are named in', () => {
  expect(benchOptions(['--sizes', '500,sample,20', '--only', 'burst', '--edits', '3'])).toEqual({
    sizes: [0, 20, 500],
    only: ['burst'],
    edits: 3,
  })
})

test.each([
  [['--sizes', 'many'], '--sizes is "many"'],
  [['--edits', '0'], '--edits is "0"'],
  [['--only', 'publish,lighthouse'], '--only names "lighthouse"'],
  [['--database', 'file:./cms.db'], '--database is "file:./cms.db"'],
])('%j is refused, with what can be said instead', (args, message) => {
  expect(() => benchOptions(args)).toThrow(message)
  expect(() => benchOptions(args)).toThrow('npm run bench -- --')
})
