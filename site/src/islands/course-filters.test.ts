import { readFileSync } from 'node:fs'
import { courseFamilies, deliveryModes } from 'shared-types'
import { describe, expect, test } from 'vitest'
import {
  noCourseFilters,
  findCourses,
  limitName,
  limitsMissed,
  priceLimits,
  readCourseFilters,
  startLimits,
  writeCourseFilters,
} from './course-filters'
import type { FinderCourse } from './course-filters'
import { meetingTimes } from '../formats/class-times'

const today = '2026-11-23'
const shown = { length: '', hours: '', delivery: '', times: '', total: '', start: '' }

const course = (title: string, fields: Partial<FinderCourse> = {}): FinderCourse => ({
  slug: title.toLowerCase(),
  path: `/courses/${title.toLowerCase()}/`,
  title,
  summary: '',
  themeColor: 'navy',
  family: 'pharmacy',
  delivery: 'onsite',
  times: ['evenings'],
  weeks: 10,
  totalCents: 100_000,
  nextStart: '2027-01-11',
  shown,
  ...fields,
})

const phlebotomy = course('Phlebotomy', {
  family: 'phlebotomy',
  times: ['evenings', 'weekends'],
  weeks: 14,
  totalCents: 222_000,
})
const cardiac = course('Cardiac', { delivery: 'online', totalCents: 148_000, nextStart: '2026-12-23' })
const billing = course('Billing', {
  delivery: 'online',
  times: [],
  weeks: 18,
  totalCents: undefined,
  nextStart: undefined,
})
const all = [phlebotomy, cardiac, billing]
const titles = (courses: FinderCourse[]) => courses.map(({ title }) => title)

describe('filters', () => {
  test('without filters every course stays, in the order of the editors', () => {
    expect(findCourses(all, noCourseFilters, today)).toEqual(all)
  })

  test('a course must match both delivery and family', () => {
    expect(titles(findCourses(all, { ...noCourseFilters, delivery: 'online' }, today))).toEqual([
      'Cardiac',
      'Billing',
    ])
    expect(findCourses(all, { ...noCourseFilters, delivery: 'online', family: 'phlebotomy' }, today)).toEqual(
      [],
    )
  })

  test('one class at the chosen time is enough, and a course without a class does not match', () => {
    expect(titles(findCourses(all, { ...noCourseFilters, time: 'evenings' }, today))).toEqual([
      'Phlebotomy',
      'Cardiac',
    ])
    expect(titles(findCourses(all, { ...noCourseFilters, time: 'weekends' }, today))).toEqual(['Phlebotomy'])
  })

  test('a start on the last day of the limit matches, and a course without a date does not', () => {
    expect(titles(findCourses(all, { ...noCourseFilters, within: 30 }, today))).toEqual(['Cardiac'])
    expect(findCourses(all, { ...noCourseFilters, within: 29 }, today)).toEqual([])
  })

  test('`only` keeps the picked courses, and has no effect without picks', () => {
    const only = { ...noCourseFilters, only: true }
    expect(findCourses(all, only, today)).toEqual(all)
    expect(titles(findCourses(all, { ...only, picks: ['billing'] }, today))).toEqual(['Billing'])
    expect(findCourses(all, { ...noCourseFilters, picks: ['billing'] }, today)).toEqual(all)
  })

  test('a price at the limit matches, and a course without a price does not', () => {
    expect(titles(findCourses(all, { ...noCourseFilters, max: 1480 }, today))).toEqual(['Cardiac'])
    expect(findCourses(all, { ...noCourseFilters, max: 1479 }, today)).toEqual([])
  })
})

describe('sorting', () => {
  test('by start and by price, courses without a value come last', () => {
    expect(titles(findCourses(all, { ...noCourseFilters, sort: 'start' }, today))).toEqual([
      'Cardiac',
      'Phlebotomy',
      'Billing',
    ])
    expect(titles(findCourses(all, { ...noCourseFilters, sort: 'price' }, today))).toEqual([
      'Cardiac',
      'Phlebotomy',
      'Billing',
    ])
  })

  test('by length, or by name', () => {
    expect(titles(findCourses(all, { ...noCourseFilters, sort: 'length' }, today))).toEqual([
      'Cardiac',
      'Phlebotomy',
      'Billing',
    ])
    expect(titles(findCourses(all, { ...noCourseFilters, sort: 'name' }, today))).toEqual([
      'Billing',
      'Cardiac',
      'Phlebotomy',
    ])
  })

  test('two courses that cost the same are in order of their names', () => {
    const twins = [course('Zeta'), course('Alpha')]
    expect(titles(findCourses(twins, { ...noCourseFilters, sort: 'price' }, today))).toEqual([
      'Alpha',
      'Zeta',
    ])
  })

  test('the list that was passed in is not reordered', () => {
    const before = [...all]
    findCourses(all, { ...noCourseFilters, sort: 'name' }, today)
    expect(all).toEqual(before)
  })
})

describe('the URL', () => {
  const known = {
    deliveries: ['online', 'onsite'],
    times: ['evenings'],
    families: ['pharmacy'],
    slugs: ['cardiac', 'billing'],
  }

  test('all filters survive the way through the URL', () => {
    const state = {
      delivery: 'online',
      time: 'evenings',
      family: 'pharmacy',
      within: 30,
      max: 2000,
      sort: 'price' as const,
      picks: ['cardiac', 'billing'],
      only: true,
    }
    expect(writeCourseFilters(state)).toBe(
      '?delivery=online&time=evenings&family=pharmacy&within=30&max=2000&sort=price&pick=cardiac.billing&only=yes',
    )
    expect(readCourseFilters(new URLSearchParams(writeCourseFilters(state)), known)).toEqual(state)
  })

  test('without filters the URL has no query', () => {
    expect(writeCourseFilters(noCourseFilters)).toBe('')
  })

  test('values that the finder does not offer are ignored', () => {
    const query = new URLSearchParams(
      'delivery=%3Cscript%3E&time=noon&family=law&within=-1&max=1e9&sort=color&pick=law.cardiac&only=1',
    )
    expect(readCourseFilters(query, known)).toEqual({
      delivery: '',
      time: '',
      family: '',
      within: undefined,
      max: undefined,
      sort: undefined,
      picks: ['cardiac'],
      only: false,
    })
  })
})

describe('filtering without the script', () => {
  const prices = priceLimits(all)

  test.each(all.map((one) => [one.title, one] as const))(
    '%s misses exactly the limits for which the script would leave it out',
    (_, one) => {
      const missed = [
        ...[30, 60, 90, 180].filter(
          (within) => findCourses([one], { ...noCourseFilters, within }, today).length === 0,
        ),
        ...prices.filter((max) => findCourses([one], { ...noCourseFilters, max }, today).length === 0),
      ]
      const names = ['start-1', 'start-2', 'start-3', 'start-4', 'price-1', 'price-2']
      const limits = [30, 60, 90, 180, ...prices]
      expect(limitsMissed(one, prices, today)).toEqual(
        names.filter((_name, place) => missed.includes(limits[place] ?? 0)),
      )
    },
  )

  test('the style sheet has a rule for every value that the finder can offer', () => {
    const rules = ['CourseFinder.module.css', '../styles/finder.css']
      .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
      .join('')
    const dear = Array.from({ length: 300 }, (_, index) =>
      course(`Course ${index}`, { totalCents: index * 12_345 }),
    )
    const limits = [
      ...startLimits.map((_, place) => limitName('start', place)),
      ...priceLimits(dear).map((_, place) => limitName('price', place)),
    ]
    for (const name of limits)
      expect(rules).toContain(`[data-limit='${name}']:checked) tr[data-misses~='${name}']`)
    for (const [attribute, values] of [
      ['delivery]:not([data-delivery=', deliveryModes],
      ['times]:not([data-times~=', meetingTimes],
      ['family]:not([data-family=', courseFamilies],
    ] as const)
      for (const value of values)
        expect(rules).toContain(`option[value='${value}']:checked) tr[data-${attribute}'${value}'])`)
  })
})

describe('price limits', () => {
  test('they are steps of $500, from the first that a course meets to the last that leaves a course out', () => {
    expect(priceLimits([cardiac, phlebotomy])).toEqual([1500, 2000])
  })

  test('there are at most eight, with longer steps where prices differ more', () => {
    const far = [course('Cheap', { totalCents: 90_000 }), course('Dear', { totalCents: 1_480_000 })]
    expect(priceLimits(far)).toEqual([2500, 5000, 7500, 10_000, 12_500])
  })

  test('there are none without prices', () => {
    expect(priceLimits([billing])).toEqual([])
  })

  test('an absurdly high price yields no limits, and returns at once', () => {
    const wrong = course('Typing error', { totalCents: Number.MAX_SAFE_INTEGER })
    expect(priceLimits([cardiac, wrong])).toEqual([])
  })
})
