import { paths } from 'shared-types'
import type { RichText } from 'shared-types'
import type { DocumentOf } from '../documents'
import { order } from '../snapshot'
import type { Snapshot } from '../snapshot'
import { courseLink } from './cohorts'
import type { CourseLink } from './cohorts'
import { live } from './links'
import { pageMeta } from './media'
import type { PageMeta } from './media'

/** A site that takes students; one that may not be named is described instead. */
export interface PartnerView {
  text: string
  website?: string
  isNamed: boolean
}

export interface ExternshipRow {
  path: string
  title: string
  summary: string
  partner?: PartnerView
  courses: CourseLink[]
  setting: string
  area?: string
  hours: number
  paid: boolean
  eligibility: string[]
  signedOffBy?: string
}

export interface ExternshipView extends ExternshipRow {
  dutiesAllowed: string[]
  dutiesNotAllowed: string[]
  studentCosts: { label: string; cents: number; note?: string }[]
  body?: RichText
  disclaimer?: string
  updatedAt: string
  meta: PageMeta
}

/** All externships by their title. */
export const externships = (snapshot: Snapshot): ExternshipRow[] =>
  snapshot.documents.collections.externships
    .toSorted((a, b) => order(a.title, b.title))
    .map((document) => externshipRow(snapshot, document))

export function externshipRow(snapshot: Snapshot, document: DocumentOf<'externships'>): ExternshipRow {
  const partner = document.partner && snapshot.byId.partners.get(document.partner)
  return {
    path: paths.externship(document.slug),
    title: document.title,
    summary: document.summary,
    partner: partner
      ? {
          text: partner.name ?? partner.description,
          website: partner.name ? partner.website : undefined,
          isNamed: partner.name !== undefined,
        }
      : undefined,
    courses: live(snapshot.byId.courses, document.courses).map(courseLink),
    setting: document.setting,
    area: document.area,
    hours: document.hours,
    paid: document.paid,
    eligibility: document.eligibility.map((item) => item.text),
    signedOffBy: document.signedOffBy,
  }
}

/** All that an externship's page shows; nothing when no live externship has the slug. */
export function externship(snapshot: Snapshot, slug: string): ExternshipView | undefined {
  const document = snapshot.bySlug.externships.get(slug)
  if (!document) return undefined
  const texts = (items: { text: string }[]) => items.map((item) => item.text)
  return {
    ...externshipRow(snapshot, document),
    dutiesAllowed: texts(document.dutiesAllowed),
    dutiesNotAllowed: texts(document.dutiesNotAllowed),
    studentCosts: document.studentCosts,
    body: document.body,
    disclaimer: document.disclaimer,
    updatedAt: document.updatedAt,
    meta: pageMeta(snapshot, document.meta, {
      title: document.title,
      description: document.summary,
      path: paths.externship(document.slug),
    }),
  }
}
