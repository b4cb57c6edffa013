import { expect, test } from 'vitest'
import type { RawSchool } from '../../../test/school'
import { testSnapshot } from '../../../test/snapshot'
import { createContent } from '../content'

const groupsOf = (change?: (school: RawSchool) => void) => createContent(testSnapshot(change)).aToZ()

/** A school whose only documents with names are pages with these titles. */
const groupsOfTitles = (...titles: string[]) =>
  groupsOf((school) => {
    const [sample] = school.collections.pages
    for (const list of Object.values(school.collections)) list.length = 0
    school.collections.pages = titles.map((title, index) => ({
      ...sample,
      ...{ id: `page-${index}`, slug: `page-${index}`, title, layout: [] },
    }))
  })
const titlesUnder = (letter: string, ...titles: string[]) =>
  groupsOfTitles(...titles)
    .find((group) => group.letter === letter)
    ?.entries.map(({ title }) => title)

test('letters are in order, and titles that begin with none come last', () => {
  const groups = groupsOfTitles('Zoe Hart', 'Ana Reyes', '12 weeks', 'مرحبا')
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
  const titles = groupsOfTitles().flatMap(({ entries }) => entries.map(({ title }) => title))
  expect(titles).toContain('Start dates')
  expect(titles).toHaveLength(10)
})

test('every document with a name is listed, but posts and documents that search engines leave out', () => {
  const entries = groupsOf().flatMap((group) => group.entries)
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(
    new Set(['course', 'exam', 'externship', 'page', 'person', 'question', 'subject']),
  )
  expect(entries).toContainEqual({ title: 'Phlebotomy', path: '/courses/phlebotomy/', kind: 'course' })
  expect(entries.filter(({ path }) => path.startsWith('/questions/#question-')).length).toBeGreaterThan(0)
  expect(entries.some(({ path }) => /^\/blog\/(?!$|category\/)/.test(path))).toBe(false)
  const hidden = groupsOf((school) => {
    for (const course of school.collections.courses) course.meta = { noindex: true }
  })
  expect(hidden.flatMap((group) => group.entries).some(({ kind }) => kind === 'course')).toBe(false)
})
