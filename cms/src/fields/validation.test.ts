import { expect, test } from 'vitest'
import { withDocumentCheck } from './validation'

const check = ({ end }: { end?: string }) => [{ field: 'end', message: `It ends on ${end}.` }]
const anything = (): Promise<string | true> => Promise.resolve(true)
const validate: (value: unknown, options: unknown) => Promise<string | true> = withDocumentCheck(
  anything,
  check,
)
const data = { end: '2030-02-04' }

test('on save, a problem shows at the field that the check names and at no other', async () => {
  expect(await validate('', { data, name: 'end', path: ['end'] })).toBe('It ends on 2030-02-04.')
  expect(await validate('', { data, name: 'start', path: ['start'] })).toBe(true)
})

test('while an editor types, when Payload passes a name but no path, the problem shows too', async () => {
  expect(await validate('', { data, name: 'end' })).toBe('It ends on 2030-02-04.')
  expect(await validate('', { data, name: 'start' })).toBe(true)
})
