import { expect, test } from 'vitest'
import { checked } from './checked'

const check = ({ end }: { end?: string }) => [{ field: 'end', message: `It ends on ${end}.` }]
const anything = (): Promise<string | true> => Promise.resolve(true)
const validate: (value: unknown, options: unknown) => Promise<string | true> = checked(anything, check)
const data = { end: '2030-02-04' }

test('a saved document shows a problem at the field that the check names, and at no other', async () => {
  expect(await validate('', { data, name: 'end', path: ['end'] })).toBe('It ends on 2030-02-04.')
  expect(await validate('', { data, name: 'start', path: ['start'] })).toBe(true)
})

test('a problem also shows while somebody types, when Payload names the field but gives no path', async () => {
  expect(await validate('', { data, name: 'end' })).toBe('It ends on 2030-02-04.')
  expect(await validate('', { data, name: 'start' })).toBe(true)
})
