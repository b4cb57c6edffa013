import { describe, expect, test } from 'vitest'
import { everything, findCourses, priceLimits, readState, writeState } from './finder'
import type { FinderCourse } from './finder'

const today = '2026-11-23'
const shown = { length: '', hours: '', delivery: '', total: '', start: '' }

const course = (title: string, fields: Partial<FinderCourse> = {}): FinderCourse => ({
  path: `/courses/${title.toLowerCase()}/`,
  title,
  summary: '',
  cloth: 'navy',
  family: 'pharmacy',
  delivery: 'onsite',
  weeks: 10,
  totalCents: 100_000,
  nextStart: '2027-01-11',
  shown,
  ...fields,
})

const phlebotomy = course('Phlebotomy', { family: 'phlebotomy', weeks: 14, totalCents: 222_000 })
const cardiac = course('Cardiac', { delivery: 'online', totalCents: 148_000, nextStart: '2026-12-23' })
const billing = course('Billing', {
  delivery: 'online',
  weeks: 18,
  totalCents: undefined,
  nextStart: undefined,
})
const all = [phlebotomy, cardiac, billing]
const titles = (courses: FinderCourse[]) => courses.map(({ title }) => title)

describe('filters', () => {
  test('without a wish the school’s own list stays as it is', () => {
    expect(findCourses(all, everything, today)).toEqual(all)
  })

  test('delivery and family must both fit', () => {
    expect(titles(findCourses(all, { delivery: 'online', family: '' }, today))).toEqual([
      'Cardiac',
      'Billing',
    ])
    expect(findCourses(all, { delivery: 'online', family: 'phlebotomy' }, today)).toEqual([])
  })

  test('a start on the last day of the limit still fits, and a course without a date does not', () => {
    expect(titles(findCourses(all, { ...everything, within: 30 }, today))).toEqual(['Cardiac'])
    expect(findCourses(all, { ...everything, within: 29 }, today)).toEqual([])
  })

  test('a price at the limit still fits, and a course without a price does not', () => {
    expect(titles(findCourses(all, { ...everything, max: 1480 }, today))).toEqual(['Cardiac'])
    expect(findCourses(all, { ...everything, max: 1479 }, today)).toEqual([])
  })
})

describe('sorting', () => {
  test('by start and by price, what is not known comes last', () => {
    expect(titles(findCourses(all, { ...everything, sort: 'start' }, today))).toEqual([
      'Cardiac',
      'Phlebotomy',
      'Billing',
    ])
    expect(titles(findCourses(all, { ...everything, sort: 'price' }, today))).toEqual([
      'Cardiac',
      'Phlebotomy',
      'Billing',
    ])
  })

  test('by length and by name', () => {
    expect(titles(findCourses(all, { ...everything, sort: 'length' }, today))).toEqual([
      'Cardiac',
      'Phlebotomy',
      'Billing',
    ])
    expect(titles(findCourses(all, { ...everything, sort: 'name' }, today))).toEqual([
      'Billing',
      'Cardiac',
      'Phlebotomy',
    ])
  })

  test('two courses that cost the same are in order of their names', () => {
    const twins = [course('Zeta'), course('Alpha')]
    expect(titles(findCourses(twins, { ...everything, sort: 'price' }, today))).toEqual(['Alpha', 'Zeta'])
  })

  test('the list that came in is not reordered', () => {
    const before = [...all]
    findCourses(all, { ...everything, sort: 'name' }, today)
    expect(all).toEqual(before)
  })
})

describe('the address', () => {
  const known = { deliveries: ['online', 'onsite'], families: ['pharmacy'] }

  test('a state survives the way through the address', () => {
    const state = { delivery: 'online', family: 'pharmacy', within: 30, max: 2000, sort: 'price' as const }
    expect(writeState(state)).toBe('?delivery=online&family=pharmacy&within=30&max=2000&sort=price')
    expect(readState(new URLSearchParams(writeState(state)), known)).toEqual(state)
  })

  test('no wish leaves the address alone', () => {
    expect(writeState(everything)).toBe('')
  })

  test('words and numbers that nobody offers are ignored', () => {
    const query = new URLSearchParams('delivery=%3Cscript%3E&family=law&within=-1&max=1e9&sort=color')
    expect(readState(query, known)).toEqual({
      delivery: '',
      family: '',
      within: undefined,
      max: undefined,
      sort: undefined,
    })
  })
})

describe('price limits', () => {
  test('they go in steps of $500 from the first that a course meets to the last that leaves one out', () => {
    expect(priceLimits([cardiac, phlebotomy])).toEqual([1500, 2000])
  })

  test('there are none when no course has a price', () => {
    expect(priceLimits([billing])).toEqual([])
  })
})
