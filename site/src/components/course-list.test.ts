import { expect, test } from 'vitest'
import { createContent } from '../content/content'
import type { RawSchool } from '../../test/school'
import { fixtureSnapshot } from '../../test/snapshot'
import { finderChoices, finderCourses } from './course-list'

function rowsOf(change?: (school: RawSchool) => void) {
  const content = createContent(fixtureSnapshot(change))
  return finderCourses(content.courses(), content.startDates())
}

/** Makes other classes of the one that is open late. */
const withClasses = (...fields: Record<string, unknown>[]) =>
  rowsOf((school) => {
    const late = school.collections.cohorts.find(({ id }) => id === 'late')
    school.collections.cohorts = fields.map((more, index) => ({ ...late, id: `class-${index}`, ...more }))
  })

const timesOf = ({ times, shown }: ReturnType<typeof rowsOf>[number]) => [times, shown.times]

test('a row says at which times of the week one could come', () => {
  const [first] = withClasses({ days: ['sat'] }, { startTime: '18:00' }, { startTime: '19:00' })
  expect(first && timesOf(first)).toEqual([['evenings', 'weekends'], 'evenings or weekends'])
})

test('a class that nobody can join any more counts only when there is no other', () => {
  const full = { days: ['sun'], status: 'full' }
  const [first] = withClasses(full, { startTime: '09:00' })
  expect(first && timesOf(first)).toEqual([['days'], 'by day'])
  const [alone] = withClasses(full)
  expect(alone && timesOf(alone)).toEqual([['weekends'], 'weekends'])
})

test('a course without a class names no time, and the finder offers only what some course has', () => {
  const rows = withClasses({ startTime: '18:00' })
  expect(rows.map(timesOf)).toEqual([
    [['evenings'], 'evenings'],
    [[], ''],
  ])
  const { deliveries, times, families } = finderChoices(rows)
  expect(times).toEqual([{ value: 'evenings', label: 'Evenings' }])
  expect(families.map(({ value }) => value)).toEqual(['pharmacy', 'phlebotomy'])
  expect(deliveries.length).toBeGreaterThan(0)
})
