import { expect, test } from 'vitest'
import { createContent } from '../content'
import type { RawSchool } from '../../../test/school'
import { testSnapshot } from '../../../test/snapshot'

const finderOf = (change?: (school: RawSchool) => void) => createContent(testSnapshot(change)).courseFinder()
type Row = ReturnType<typeof finderOf>['courses'][number]

/** Makes other classes of the one that is open late. */
const withClasses = (...fields: Record<string, unknown>[]) =>
  finderOf((school) => {
    const late = school.collections.cohorts.find(({ id }) => id === 'late')
    school.collections.cohorts = fields.map((more, index) => ({ ...late, id: `class-${index}`, ...more }))
  })

const timesOf = ({ times, shown }: Row) => [times, shown.times]

test('a row lists the times of the week when its classes meet', () => {
  const [first] = withClasses({ days: ['sat'] }, { startTime: '18:00' }, { startTime: '19:00' }).courses
  expect(first && timesOf(first)).toEqual([['evenings', 'weekends'], 'evenings or weekends'])
})

test('a class that takes no applications counts only when there is no other', () => {
  const full = { days: ['sun'], status: 'full' }
  const [first] = withClasses(full, { startTime: '09:00' }).courses
  expect(first && timesOf(first)).toEqual([['days'], 'by day'])
  const [alone] = withClasses(full).courses
  expect(alone && timesOf(alone)).toEqual([['weekends'], 'weekends'])
})

test('a course without a class names no time, and the finder offers only what some course has', () => {
  const { courses, choices } = withClasses({ startTime: '18:00' })
  expect(courses.map(timesOf)).toEqual([
    [['evenings'], 'evenings'],
    [[], ''],
  ])
  const { deliveries, times, families } = choices
  expect(times).toEqual([{ value: 'evenings', label: 'Evenings' }])
  expect(families.map(({ value }) => value)).toEqual(['pharmacy', 'phlebotomy'])
  expect(deliveries.length).toBeGreaterThan(0)
})
