import { expect, test } from 'vitest'
import { checkPartnerNames } from './partner-names'

test.each([
  ['We care for patients. Take care!', []],
  ['You train at Care in Norfolk.', ['partner-name']],
  ['Care is what we teach. “Care matters.”', ['possible-partner-name']],
  ['Our course Patient Care Technician', ['possible-partner-name']],
  ['Care begins here, and at Care’s pharmacy.', ['partner-name']],
  ['CARE, Careful, Medicare', []],
])('“%s” with a partner “Care” that allows no name', (text, expected) => {
  const found = checkPartnerNames([{ field: 'body', text, kind: 'paragraph' }], ['Care'])
  expect(found.map(({ rule }) => rule)).toEqual(expected)
})

test('a name that is no plain word is found in any form', () => {
  const passage = (text: string) => [{ field: 'body', text, kind: 'paragraph' as const }]
  for (const name of ['CVS', 'McKesson', 'Hidden Pharmacy'])
    for (const text of [name, name.toLowerCase(), `At ${name.toUpperCase()}.`])
      expect(checkPartnerNames(passage(text), [name])).toMatchObject([{ rule: 'partner-name' }])
})
