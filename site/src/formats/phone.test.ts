import { expect, test } from 'vitest'
import { phoneLabel, phoneText } from './phone'

test('a number is written in three groups', () => {
  expect(phoneText('+18045550142')).toBe('804.555.0142')
})

test('an editor’s label keeps its words, and has no place for a line break', () => {
  for (const number of ['804-555-0142', '(804) 555-0142', '+1 804 555 0142', '804.555.0142'])
    expect(phoneLabel(`Call ${number}`)).toBe('Call\u00a0804.555.0142')
  expect(phoneLabel('Call the school')).toBe('Call\u00a0the\u00a0school')
})
