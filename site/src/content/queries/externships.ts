import { paths } from 'shared-types'
import type { RichText } from 'shared-types'
import type { DocumentOf } from '../snapshot/documents'
import { order } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
import { courseLink } from './course-links'
import type { CourseLink } from './course-links'
import { live } from './links'
import { pageMeta } from './media'
import type { PageMeta } from './media'

/** A site that takes students. A site that must not be named is described instead. */
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
  meta: PageMeta
}

/** All externships by their title. */
export const externships = (source: Source): ExternshipRow[] =>
  source.all.externships
    .toSorted((a, b) => order(a.title, b.title))
    .map((document) => externshipRow(source, document))

export function externshipRow(source: Source, document: DocumentOf<'externships'>): ExternshipRow {
  const partner = document.partner && source.byId.partners.get(document.partner)
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
    courses: live(source.byId.courses, document.courses).map(courseLink),
    setting: document.setting,
    area: document.area,
    hours: document.hours,
    paid: document.paid,
    eligibility: document.eligibility.map((item) => item.text),
    signedOffBy: document.signedOffBy,
  }
}

/** The data of an externship's page; undefined when no live externship has the slug. */
export function externship(source: Source, slug: string): ExternshipView | undefined {
  const document = source.bySlug.externships.get(slug)
  if (!document) return undefined
  const texts = (items: { text: string }[]) => items.map((item) => item.text)
  return {
    ...externshipRow(source, document),
    dutiesAllowed: texts(document.dutiesAllowed),
    dutiesNotAllowed: texts(document.dutiesNotAllowed),
    studentCosts: document.studentCosts,
    body: document.body,
    disclaimer: document.disclaimer,
    meta: pageMeta(source, document.meta, {
      title: document.title,
      description: document.summary,
      path: paths.externship(document.slug),
      card: { page: paths.externship(document.slug), title: document.title },
    }),
  }
}
