import { expect, test } from 'vitest'
import { code39 } from './code39'

test('a code of a class has the width of Code 39', () => {
  // Nine characters with the two stars: 12 units wide each with their three wide elements, and a gap between two.
  expect(code39('PHL-27A')?.width).toBe(9 * 15 + 8)
})

test('the bars start and end with the star that a scanner looks for', () => {
  const star = 'M0 0h1v20h-1zM4 0h1v20h-1zM6 0h3v20h-3zM10 0h3v20h-3zM14 0h1v20h-1z'
  expect(code39('A')?.path.startsWith(star)).toBe(true)
  expect(code39('A')?.path.endsWith('M42 0h3v20h-3zM46 0h1v20h-1z')).toBe(true)
})

test('small letters stand for capitals', () => {
  expect(code39('phl-27a')).toEqual(code39('PHL-27A'))
})

test('a text with a character that Code 39 lacks has no bars', () => {
  expect(code39('Été 27')).toBeUndefined()
  expect(code39('A*B')).toBeUndefined()
  expect(code39('')).toBeUndefined()
})
