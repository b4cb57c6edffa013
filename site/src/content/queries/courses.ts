import { moduleHours, paths } from 'shared-types'
import type { CitedFact, CourseCost, CourseModule, DeliveryMode, RichText } from 'shared-types'
import type { DocumentOf } from '../snapshot/documents'
import type { Day } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
import { certificationRow } from './certifications'
import type { CertificationRow } from './certifications'
import { nextStart, upcomingOf } from './cohorts'
import type { CohortView } from './cohorts'
import { courseLink, coursesInOrder } from './course-links'
import type { CourseLink } from './course-links'
import { externshipRow } from './externships'
import type { ExternshipRow } from './externships'
import { faqs } from './faqs'
import type { FaqView } from './faqs'
import { live } from './links'
import { image, pageMeta } from './media'
import type { Image, PageMeta } from './media'

/** An exam that a course prepares for. */
export interface ExamLink {
  path: string
  title: string
  abbreviation: string
}

/** One line of the course list. Money is in cents; costs that the course price includes are not added. */
export interface CourseRow extends CourseLink {
  id: string
  slug: string
  family: DocumentOf<'courses'>['family']
  summary: string
  delivery: DeliveryMode
  weeks: number
  hoursPerWeek: number
  clockHours: number
  schoolCents: number
  otherCents: number
  totalCents: number
  nextStart?: CohortView
  exams: ExamLink[]
}

/** A course as a rich text shows it. */
export interface CourseCard extends CourseLink {
  summary: string
  weeks: number
  clockHours: number
  delivery: DeliveryMode
  totalCents: number
  nextStart?: Day
}

export interface CourseView extends CourseRow {
  picture?: Image
  audience: string
  hardPart?: string
  overview?: RichText
  outcomes: string[]
  hoursNote?: string
  modules: CourseModule[]
  /** Hours of all modules together. */
  moduleHours: { class: number; lab: number; site: number; total: number }
  prerequisites: { minimumAge?: number; education?: string; others: string[] }
  certifications: CertificationRow[]
  externship?: ExternshipRow
  costs: CourseCost[]
  paymentPlan: DocumentOf<'courses'>['paymentPlan']
  refundPolicy?: string
  occupationCode?: string
  /** Only facts whose `verifyBy` is not past. */
  careerFacts: CitedFact[]
  /** Only approvals that are applied for or given, and not expired. */
  approvals: { body: string; status: 'applied' | 'approved'; reference?: string; expires?: Day }[]
  stateNotes: { state: string; note: string }[]
  faqs: FaqView[]
  cohorts: CohortView[]
  meta: PageMeta
}

/** All courses, in the order that editors gave them. */
export const courses = (source: Source): CourseRow[] =>
  coursesInOrder(source).map((course) => courseRow(source, course))

export function courseRow(source: Source, course: DocumentOf<'courses'>): CourseRow {
  const priced = course.costs.filter((cost) => !cost.included)
  const sum = (costs: CourseCost[]) => costs.reduce((cents, cost) => cents + cost.cents, 0)
  return {
    ...courseLink(course),
    id: course.id,
    slug: course.slug,
    family: course.family,
    summary: course.summary,
    delivery: course.delivery,
    weeks: course.durationWeeks,
    hoursPerWeek: course.hoursPerWeek,
    clockHours: course.clockHours,
    schoolCents: sum(priced.filter((cost) => cost.paidTo === 'school')),
    otherCents: sum(priced.filter((cost) => cost.paidTo !== 'school')),
    totalCents: sum(priced),
    nextStart: nextStart(upcomingOf(source, course)),
    exams: live(source.byId.certifications, course.certifications).map((exam) => ({
      path: paths.certification(exam.slug),
      title: exam.title,
      abbreviation: exam.abbreviation,
    })),
  }
}

/** A course as a text shows it, by its id; undefined when the course is not live. */
export function courseCard(source: Source, id: string): CourseCard | undefined {
  const course = source.byId.courses.get(id)
  if (!course) return undefined
  const row = courseRow(source, course)
  return {
    ...courseLink(course),
    summary: row.summary,
    weeks: row.weeks,
    clockHours: row.clockHours,
    delivery: row.delivery,
    totalCents: row.totalCents,
    nextStart: row.nextStart?.start,
  }
}

export const approvalsOf = (source: Source, course: DocumentOf<'courses'>): CourseView['approvals'] =>
  course.approvals.flatMap(({ status, expires, ...approval }) =>
    status === 'none' || (expires !== undefined && expires < source.today)
      ? []
      : [{ ...approval, status, expires }],
  )

/** The data of a course's page; undefined when no live course has the slug. */
export function course(source: Source, slug: string): CourseView | undefined {
  const document = source.bySlug.courses.get(slug)
  if (!document) return undefined
  const { modules, prerequisites } = document
  const externship = document.externship && source.byId.externships.get(document.externship)
  const hours = (of: 'classHours' | 'labHours' | 'siteHours') =>
    modules.reduce((sum, module) => sum + module[of], 0)
  return {
    ...courseRow(source, document),
    picture: image(source, document.picture),
    audience: document.audience,
    hardPart: document.hardPart,
    overview: document.overview,
    outcomes: document.outcomes.map((outcome) => outcome.text),
    hoursNote: document.hoursNote,
    modules,
    moduleHours: {
      class: hours('classHours'),
      lab: hours('labHours'),
      site: hours('siteHours'),
      total: moduleHours(modules),
    },
    prerequisites: { ...prerequisites, others: prerequisites.others.map((other) => other.text) },
    certifications: live(source.byId.certifications, document.certifications).map((exam) =>
      certificationRow(source, exam),
    ),
    externship: externship ? externshipRow(source, externship) : undefined,
    costs: document.costs,
    paymentPlan: document.paymentPlan,
    refundPolicy: document.refundPolicy,
    occupationCode: document.occupationCode,
    careerFacts: document.careerFacts.filter((fact) => fact.verifyBy >= source.today),
    approvals: approvalsOf(source, document),
    stateNotes: document.stateNotes,
    faqs: faqs(source, document.faqs),
    cohorts: upcomingOf(source, document),
    meta: pageMeta(source, document.meta, {
      title: document.title,
      description: document.summary,
      path: paths.course(document.slug),
      card: { page: paths.course(document.slug), title: document.title },
    }),
  }
}
