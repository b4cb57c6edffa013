import { paths } from 'shared-types'
import type { RichText } from 'shared-types'
import type { DocumentOf } from '../snapshot/documents'
import { order } from '../snapshot/snapshot'
import type { Day } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
import { courseLink } from './course-links'
import type { CourseLink } from './course-links'
import { coursesInOrder } from './course-links'
import { pageMeta } from './media'
import type { PageMeta } from './media'

/** Facts about the exam, as the certifier published them on `checkedOn`. */
export interface ExamFacts {
  questions?: number
  scoredQuestions?: number
  minutes?: number
  passingScore?: string
  requirements?: string
  feeNote?: string
  checkedOn: Day
}

export interface CertificationRow {
  path: string
  title: string
  abbreviation: string
  summary: string
  certifier: string
  /** The certifier's official page. */
  certifierUrl: string
  /** Left out after `verifyBy`, when the facts may be outdated. */
  facts?: ExamFacts
}

export interface CertificationView extends CertificationRow {
  body?: RichText
  courses: CourseLink[]
  meta: PageMeta
}

/** All certifications by their title. */
export const certifications = (source: Source): CertificationRow[] =>
  source.all.certifications
    .toSorted((a, b) => order(a.title, b.title))
    .map((document) => certificationRow(source, document))

export function certificationRow(source: Source, document: DocumentOf<'certifications'>): CertificationRow {
  const { questions, scoredQuestions, minutes, passingScore, requirements, feeNote, checkedOn } = document
  return {
    path: paths.certification(document.slug),
    title: document.title,
    abbreviation: document.abbreviation,
    summary: document.summary,
    certifier: document.certifier,
    certifierUrl: document.certifierUrl,
    facts:
      document.verifyBy >= source.today
        ? { questions, scoredQuestions, minutes, passingScore, requirements, feeNote, checkedOn }
        : undefined,
  }
}

/** The data of a certification's page; undefined when no live certification has the slug. */
export function certification(source: Source, slug: string): CertificationView | undefined {
  const document = source.bySlug.certifications.get(slug)
  if (!document) return undefined
  return {
    ...certificationRow(source, document),
    body: document.body,
    courses: coursesInOrder(source)
      .filter((course) => course.certifications.includes(document.id))
      .map(courseLink),
    meta: pageMeta(source, document.meta, {
      title: document.title,
      description: document.summary,
      path: paths.certification(document.slug),
      card: { page: paths.certification(document.slug), title: document.title },
    }),
  }
}
