import { formatDay } from 'shared-types'
import type { DocumentOf } from '../snapshot/documents'
import type { Source } from '../snapshot/source'
import { deliveryText, formatMeetings, formatPlace, formatSeats, tieTimes } from '../../formats/class-times'
import { formatShortDay } from '../../formats/dates'
import { formatCents } from '../../formats/money'
import { coursesInOrder } from './course-links'
import { courseRow } from './courses'
import type { CourseRow } from './courses'
import { externshipRow } from './externships'
import type { ExternshipRow } from './externships'

/** Courses side by side, in the order that editors gave them; at most `mostCompared`. */
export interface Comparison {
  courses: ComparedCourse[]
  facts: ComparedFact[]
  /** How many courses there are, compared or not. */
  courseCount: number
}

export interface ComparedCourse extends CourseRow {
  /** The course in a few words, for a narrow screen: `10 weeks, from Jan 4`. */
  glance: string
}

/** One row of the comparison: what it compares, and one value for each course. */
export interface ComparedFact {
  label: string
  values: ComparedValue[]
}

export interface ComparedValue {
  text: string
  /** An addition in small print. */
  note?: string
  /** Shown instead of the text, where pages exist about it. */
  links?: { label: string; href: string }[]
}

/** All that is compared of a course. */
interface CourseFacts extends CourseRow {
  paymentPlan: DocumentOf<'courses'>['paymentPlan']
  prerequisites: Pick<DocumentOf<'courses'>['prerequisites'], 'minimumAge' | 'education'>
  externship?: Pick<ExternshipRow, 'path' | 'hours' | 'paid'>
}

/** As many as fit side by side, and as many as the style sheet of the comparison can hide. */
const mostCompared = 12

export function comparison(source: Source): Comparison {
  const all = coursesInOrder(source)
  const compared = all.slice(0, mostCompared).map((course) => ({
    row: courseRow(source, course),
    document: course,
  }))
  const facts = compared.map(({ row, document }) => factsOf(source, row, document))
  return {
    courses: compared.map(({ row }) => ({ ...row, glance: glanceOf(row) })),
    facts: comparedFacts.map(([label, valueOf]) => ({ label, values: facts.map(valueOf) })),
    courseCount: all.length,
  }
}

function factsOf(source: Source, row: CourseRow, course: DocumentOf<'courses'>): CourseFacts {
  const { minimumAge, education } = course.prerequisites
  const document =
    course.externship === undefined ? undefined : source.byId.externships.get(course.externship)
  const externship = document && externshipRow(source, document)
  return {
    ...row,
    paymentPlan: course.paymentPlan,
    prerequisites: { minimumAge, education },
    externship: externship && { path: externship.path, hours: externship.hours, paid: externship.paid },
  }
}

const glanceOf = ({ weeks, nextStart }: CourseRow): string =>
  `${counted(weeks, 'week')}, ${nextStart ? `from ${formatShortDay(nextStart.start)}` : 'no date yet'}`

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`
const askUs: ComparedValue = { text: 'Ask us' }

/** In the order in which visitors ask. */
const comparedFacts: readonly (readonly [label: string, valueOf: (course: CourseFacts) => ComparedValue])[] =
  [
    [
      'All in',
      ({ totalCents, otherCents }) =>
        totalCents > 0
          ? {
              text: formatCents(totalCents),
              note: otherCents > 0 ? `${formatCents(otherCents)} of it to others` : 'all of it to us',
            }
          : askUs,
    ],
    ['Pay in parts', ({ paymentPlan }) => planOf(paymentPlan)],
    [
      'Next start',
      ({ nextStart }) =>
        nextStart
          ? { text: formatDay(nextStart.start), note: tieTimes(formatMeetings(nextStart)) }
          : { text: 'No date yet' },
    ],
    [
      'Seats',
      ({ nextStart }) => {
        if (!nextStart) return { text: '–' }
        const { applyBy, isDeadlinePassed } = nextStart
        return {
          text: formatSeats(nextStart).text,
          note: applyBy && !isDeadlinePassed ? `Apply by ${formatShortDay(applyBy)}` : undefined,
        }
      },
    ],
    [
      'Length',
      ({ weeks, clockHours }) => ({
        text: counted(weeks, 'week'),
        note: `${counted(clockHours, 'hour')} in all`,
      }),
    ],
    ['Each week', ({ hoursPerWeek }) => ({ text: counted(hoursPerWeek, 'hour') })],
    [
      'Where',
      ({ delivery, nextStart }) => {
        const place = nextStart && formatPlace(nextStart)
        const text = deliveryText[delivery]
        return { text, note: place === text ? undefined : place }
      },
    ],
    [
      'Exam',
      ({ exams }) => ({
        text: 'None',
        links: exams.map(({ abbreviation, path }) => ({ label: abbreviation, href: path })),
      }),
    ],
    [
      'Externship',
      ({ externship }) =>
        externship
          ? {
              text: counted(externship.hours, 'hour'),
              note: externship.paid ? 'paid' : 'no pay',
              links: [{ label: counted(externship.hours, 'hour'), href: externship.path }],
            }
          : { text: 'None' },
    ],
    [
      'To start',
      ({ prerequisites: { minimumAge, education } }) => {
        const age = minimumAge === undefined ? undefined : `${minimumAge} or older`
        return education ? { text: education, note: age } : { text: age ?? 'Nothing' }
      },
    ],
    ['You wear', ({ scrubColor }) => ({ text: scrubColor })],
  ]

function planOf({ deposit, installments, installment, fee }: CourseFacts['paymentPlan']): ComparedValue {
  if (!installments || !installment) {
    return deposit ? { text: `${formatCents(deposit)} holds your seat` } : askUs
  }
  const parts = `${installments}\u00a0×\u00a0${formatCents(installment)}`
  return {
    text: deposit ? `${formatCents(deposit)}, then ${parts}` : parts,
    note: fee ? `${formatCents(fee)} more in all` : fee === 0 ? 'costs nothing more' : undefined,
  }
}
