import { paths } from 'shared-types'
import type { RichText } from 'shared-types'
import type { DocumentOf } from '../documents'
import { order } from '../snapshot'
import type { Day, Snapshot } from '../snapshot'
import { courseLink } from './cohorts'
import type { CourseLink } from './cohorts'
import { coursesInOrder } from './courses'
import { pageMeta } from './media'
import type { PageMeta } from './media'

/** What the certifier said about the exam on `checkedOn`. */
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
  /** Left out once `verifyBy` is past: then only the certifier knows. */
  facts?: ExamFacts
}

export interface CertificationView extends CertificationRow {
  body?: RichText
  courses: CourseLink[]
  updatedAt: string
  meta: PageMeta
}

/** All certifications by their title. */
export const certifications = (snapshot: Snapshot): CertificationRow[] =>
  snapshot.documents.collections.certifications
    .toSorted((a, b) => order(a.title, b.title))
    .map((document) => certificationRow(snapshot, document))

export function certificationRow(
  snapshot: Snapshot,
  document: DocumentOf<'certifications'>,
): CertificationRow {
  const { questions, scoredQuestions, minutes, passingScore, requirements, feeNote, checkedOn } = document
  return {
    path: paths.certification(document.slug),
    title: document.title,
    abbreviation: document.abbreviation,
    summary: document.summary,
    certifier: document.certifier,
    certifierUrl: document.certifierUrl,
    facts:
      document.verifyBy >= snapshot.today
        ? { questions, scoredQuestions, minutes, passingScore, requirements, feeNote, checkedOn }
        : undefined,
  }
}

/** All that a certification's page shows; nothing when no live certification has the slug. */
export function certification(snapshot: Snapshot, slug: string): CertificationView | undefined {
  const document = snapshot.bySlug.certifications.get(slug)
  if (!document) return undefined
  return {
    ...certificationRow(snapshot, document),
    body: document.body,
    courses: coursesInOrder(snapshot)
      .filter((course) => course.certifications.includes(document.id))
      .map(courseLink),
    updatedAt: document.updatedAt,
    meta: pageMeta(snapshot, document.meta, {
      title: document.title,
      description: document.summary,
      path: paths.certification(document.slug),
    }),
  }
}
