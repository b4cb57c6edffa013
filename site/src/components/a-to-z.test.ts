import { expect, test } from 'vitest'
import type { NamedEntry } from '../content/queries/a-to-z'
import { letterGroups } from './a-to-z'

const entry = (title: string): NamedEntry => ({ title, path: `/${title}/`, kind: 'page' })
const titlesUnder = (letter: string, ...titles: string[]) =>
  letterGroups(titles.map(entry))
    .find((group) => group.letter === letter)
    ?.entries.map(({ title }) => title)

test('letters are in order, and what begins with none comes last', () => {
  const groups = letterGroups(['Zoe Hart', 'Ana Reyes', '12 weeks', 'مرحبا'].map(entry))
  expect(groups.map(({ letter }) => letter)).toEqual(['A', 'B', 'C', 'D', 'E', 'P', 'Q', 'S', 'Z', '#'])
  expect(groups.at(-1)?.id).toBe('letter-other')
  expect(groups.at(-1)?.entries).toHaveLength(2)
})

test('an accent, a quotation mark and small letters do not change where a title stands', () => {
  expect(titlesUnder('E', 'Émile Durand', '“Early” start', 'ehr basics')).toEqual([
    '“Early” start',
    'ehr basics',
    'Émile Durand',
    'Exams',
    'Externships',
  ])
})

test('a school without any content still lists its own pages', () => {
  const titles = letterGroups([]).flatMap(({ entries }) => entries.map(({ title }) => title))
  expect(titles).toContain('Start dates')
  expect(titles).toHaveLength(10)
})
