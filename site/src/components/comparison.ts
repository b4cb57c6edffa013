import type { ComparedCourse } from '../content/queries/comparison'
import { formatDay, formatShortDay } from '../formats/dates'
import { formatCents } from '../formats/money'
import { deliveryText, formatMeetings, formatPlace, seatsOf, tieTimes } from './class-times'

/** What one course says to one question. */
export interface ComparedValue {
  text: string
  /** What the text does not say by itself. */
  note?: string
  /** Instead of the text, where there is a page about it. */
  links?: { label: string; href: string }[]
}

/** One row of the comparison: a question, and the answer of each course. */
export interface ComparedFact {
  label: string
  values: ComparedValue[]
}

type Answer = (course: ComparedCourse) => ComparedValue

/** As many as can stand side by side, and as the rules of the comparison can hide. */
export const mostCompared = 12

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`
const askUs: ComparedValue = { text: 'Ask us' }

/** In the order in which people ask. */
const questions: readonly (readonly [label: string, answer: Answer])[] = [
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
        text: seatsOf(nextStart).text,
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

/** A course in a few words, for a screen that has room for no more: `10 weeks, from Jan 4`. */
export const glanceOf = ({ weeks, nextStart }: ComparedCourse): string =>
  `${counted(weeks, 'week')}, ${nextStart ? `from ${formatShortDay(nextStart.start)}` : 'no date yet'}`

/** Every question with the answers of all courses, in the courses' order. */
export const comparedFacts = (courses: readonly ComparedCourse[]): ComparedFact[] =>
  questions.map(([label, answer]) => ({ label, values: courses.map(answer) }))

function planOf({ deposit, installments, installment, fee }: ComparedCourse['paymentPlan']): ComparedValue {
  if (!installments || !installment) {
    return deposit ? { text: `${formatCents(deposit)} holds your seat` } : askUs
  }
  const parts = `${installments}\u00a0×\u00a0${formatCents(installment)}`
  return {
    text: deposit ? `${formatCents(deposit)}, then ${parts}` : parts,
    note: fee ? `${formatCents(fee)} more in all` : fee === 0 ? 'costs nothing more' : undefined,
  }
}
