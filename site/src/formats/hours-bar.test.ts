import { expect, test } from 'vitest'
import { hoursBar } from './hours-bar'

test('six hours in class and six in the lab are one line of twelve blocks', () => {
  const bar = hoursBar({ classHours: 6, labHours: 6, siteHours: 0 })
  expect(bar).toEqual({ width: 144, height: 14, blocks: 'M0 7h72', lab: 'M37 7h35', site: '' })
})

test('a long bar has several lines', () => {
  const bar = hoursBar({ classHours: 0, labHours: 0, siteHours: 140 })
  expect(bar?.height).toBe(104)
  expect(bar?.blocks).toBe('M0 7h144M0 25h144M0 43h144M0 61h144M0 79h144M0 97h120')
  expect(bar?.site).toBe('M1 5.5h143M1 23.5h143M1 41.5h143M1 59.5h143M1 77.5h143M1 95.5h119')
})

test('hours that cross the end of a line go on in the next', () => {
  expect(hoursBar({ classHours: 20, labHours: 10, siteHours: 0 })?.lab).toBe('M121 7h23M1 25h35')
})

test('half an hour is half a block', () => {
  expect(hoursBar({ classHours: 1.5, labHours: 0, siteHours: 0 })?.blocks).toBe('M0 7h9')
})

test('no bar is drawn for no hours, nor for more hours than fit', () => {
  expect(hoursBar({ classHours: 0, labHours: 0, siteHours: 0 })).toBeUndefined()
  expect(hoursBar({ classHours: 2000, labHours: 0, siteHours: 0 })).toBeUndefined()
})
