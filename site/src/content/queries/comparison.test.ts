import { expect, test } from 'vitest'
import { createContent } from '../content'
import { testSnapshot } from '../../../test/snapshot'
import type { RawSchool } from '../../../test/school'

/** The values of the first course by their labels. */
function valuesOf(change?: (school: RawSchool) => void) {
  const { facts } = createContent(testSnapshot(change)).comparison()
  return Object.fromEntries(facts.map(({ label, values }) => [label, values[0]]))
}

const pharmacy = (school: RawSchool, fields: Record<string, unknown>) => {
  school.collections.courses = school.collections.courses.map((course) =>
    course.id === 'course-pht' ? { ...course, ...fields } : course,
  )
}

test('every course has a value for every row', () => {
  const { courses, facts } = createContent(testSnapshot()).comparison()
  expect(courses).toHaveLength(2)
  expect(facts.map(({ values }) => values.length)).toEqual(facts.map(() => 2))
  expect(valuesOf()).toMatchObject({
    'All in': { text: '$2,129', note: '$129 of it to others' },
    'Pay in parts': { text: '$500, then 3\u00a0×\u00a0$500', note: 'costs nothing more' },
    'Next start': { text: 'March 1, 2027', note: 'Mon and Wed, 5:30\u00a0to\u00a08:30\u00a0p.m.' },
    Length: { text: '12 weeks', note: '120 hours in all' },
    Exam: { links: [{ label: 'PTCE' }, { label: 'OLD' }] },
    Externship: { note: 'no pay', links: [{ label: '130 hours', href: '/externships/retail-pharmacy/' }] },
    'To start': { text: 'High school or GED', note: '18 or older' },
  })
})

test('costs that are not entered are shown as a request to ask, never as free', () => {
  const bare = valuesOf((school) => {
    school.collections.cohorts = []
    pharmacy(school, {
      costs: [],
      paymentPlan: {},
      certifications: [],
      externship: 'gone',
      prerequisites: { minimumAge: null, education: null, others: [] },
    })
  })
  expect(bare).toMatchObject({
    'All in': { text: 'Ask us' },
    'Pay in parts': { text: 'Ask us' },
    'Next start': { text: 'No date yet' },
    Seats: { text: '–' },
    Exam: { text: 'None', links: [] },
    Externship: { text: 'None' },
    'To start': { text: 'Nothing' },
  })
})

test('the payment plan names a deposit without installments, and what installments cost more', () => {
  const plan = (paymentPlan: Record<string, unknown>) =>
    valuesOf((school) => pharmacy(school, { paymentPlan }))['Pay in parts']
  expect(plan({ deposit: 25000 })).toEqual({ text: '$250 holds your seat' })
  expect(plan({ installments: 4, installment: 60000, fee: 5000 })).toEqual({
    text: '4\u00a0×\u00a0$600',
    note: '$50 more in all',
  })
})

test('a glance has the length and the next start', () => {
  const glances = (change?: (school: RawSchool) => void) =>
    createContent(testSnapshot(change))
      .comparison()
      .courses.map(({ glance }) => glance)
  expect(glances()[0]).toBe('12 weeks, from Mar 1')
  const bare = glances((school) => {
    school.collections.cohorts = []
    pharmacy(school, { durationWeeks: 1 })
  })
  expect(bare[0]).toBe('1 week, no date yet')
})
