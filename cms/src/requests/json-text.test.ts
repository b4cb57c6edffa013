import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BadRequest } from './bad-request'
import { checkJsonText } from './json-text'
import { checkLimits, type Limits } from './limits'

const few: Limits = { keys: 2, entries: 3, values: 12, depth: 3 }

function refusalOf(check: () => void): string | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof BadRequest) return error.message
    throw error
  }
}
const refusal = (text: string) => refusalOf(() => checkJsonText(text, few))

test.each([
  '{"a": 1, "b": 2}',
  '[1, 2, 3]',
  '{"a": {"b": {"c": 1}}}',
  '[[[[[1]]]]]',
  '{"a": "{\\"b\\": [1, 2, 3, 4], \\"c\\": {}, \\"d\\": :::,,,"}',
  '{"a": "[[[[[[[[[[[[[[{{{{{{{{{{{{"}',
  '{"a": "\\\\", "b": "\\\\\\"::::"}',
  '{"a": "\\\\\\\\"}',
  '{"::,,{{[[": "]]}}", "\\"": ""}',
  '{"a": "\\u0022:,:,:,\\u005c"}',
  '{"a": "\u2028:,:,:,\ud800"}',
  '{"a": -1.5e+10, "b": [true, false, null]}',
  '\r\n\t {\r\n\t "a" \r\n\t : \r\n\t [ \r\n\t ] \r\n\t }\r\n\t ',
  '"a:b,c:d,e:f"',
  '{}',
  '[]',
  '""',
  '1',
  'null',
  ...[
    '',
    '{',
    '}',
    ']',
    '"',
    '{"a',
    '{"a\\"',
    '{"a\\',
    ':',
    ',',
    ':::::',
    '}}}}',
    '{]',
    '{"a":1}}}}}',
    '\0',
    'a',
  ],
])('a text within the limits is left to the parser: %j', (text) => {
  expect(refusal(text)).toBeUndefined()
})

test.each([
  ['{"a": 1, "b": 2, "c": 3}', /its body has more than 2 fields/],
  ['{"a": {"b\\"": [{"x": 1, "y": 2, "z": 3}]}}', /“a.b\\".0” has more than 2 fields/],
  ['{"a": "\\\\", "b": "\\"", "c": 1}', /its body has more than 2 fields/],
  ['{"a": 1, "a": 2, "a": 3}', /its body has more than 2 fields/],
  ['{"a": [1, 2, 3, 4]}', /“a” is a list of more than 3/],
  ['[[], [], [1, "x,y", {}, null]]', /“2” is a list of more than 3/],
  ['[[1, 2, 3], [4, 5, 6], [7, 8, 9]]', /its body holds more than 12 values/],
  ['{"a": {"b": {"c": {}}}}', /“a” is nested more than/],
  ['{"a": [[[[[[[[[[[', /“a” is nested more than/],
  ['[[[[[[[[[[[[', /“0” is nested more than/],
])('a text that exceeds a limit is refused, also where it is not finished: %s', (text, message) => {
  expect(refusal(text)).toMatch(message)
})

test('texts are refused exactly when what they hold exceeds a limit', () => {
  const spaces = fc.constantFrom(undefined, 1, '\t')
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), spaces, (value, space) => {
      const parsed = JSON.parse(JSON.stringify(value)) as unknown
      const isRefused = refusalOf(() => checkLimits(parsed, few))?.replace(/.*__proto__.*/, '')
      expect(Boolean(refusal(JSON.stringify(value, null, space)))).toBe(Boolean(isRefused))
    }),
    { numRuns: 2_000, seed: 7 },
  )
})
