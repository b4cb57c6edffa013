import type { PayloadRequest } from 'payload'
import {
  addDays,
  checkAgainstOthers,
  checkLiveContent,
  type CheckRule,
  type ContentSlug,
  expirySoonDays,
  type Finding,
  findingOf,
  referencesOf,
  reviewDays,
  verifySoonDays,
} from 'shared-types'
import { lastComingStart, startEnteredOn, surroundingsOf } from '../checks/surroundings'
import type { AttentionGroup } from './attention'

type Row = Record<string, unknown>

/** Advice about words and pictures stays in the form. */
const groupOf: Partial<Record<CheckRule, AttentionGroup>> = {
  placeholder: 'checks',
  'incomplete-costs': 'checks',
  'payment-plan': 'checks',
  'partner-name': 'checks',
  leaving: 'checks',
  'expired-fact': 'facts',
  'expiring-fact': 'facts',
  'missing-review': 'reviews',
  'old-review': 'reviews',
  'expired-approval': 'approvals',
  'expiring-approval': 'approvals',
  'expiring-agreement': 'approvals',
  'missing-evidence': 'approvals',
  'missing-consent': 'testimonials',
  'expired-consent': 'testimonials',
  'expiring-consent': 'testimonials',
  'past-start': 'starts',
  'no-coming-start': 'courses',
  'missing-alt-text': 'pictures',
}

export interface AttentionFinding {
  group: AttentionGroup
  rule: string
  field: string
  message: string
  /** The day in its field, since or until which something is due; undefined for a finding without a day. */
  due?: string
}

export interface FoundAttention {
  findings: AttentionFinding[]
  /** The next day on which a date may make another finding; undefined without one. */
  nextCheck?: string
}

/** What needs attention in a document that visitors see, `row`, on the day `today`. `id` is empty for a global. */
export async function findAttention(
  req: PayloadRequest,
  self: { slug: ContentSlug; id: string },
  row: Row,
  today: string,
): Promise<FoundAttention> {
  const { slug, id } = self
  // Its pictures are checked where they are shown in a form.
  const references = referencesOf(slug, row).filter(({ kind }) => kind !== 'image')
  const lastStart = slug === 'courses' ? await lastComingStart(req, id) : undefined
  const around = {
    ...(await surroundingsOf(req, self, row, references, { withAdvice: false })),
    hasComingStart: slug !== 'courses' || lastStart !== undefined,
    startEnteredOn: slug === 'cohorts' ? await startEnteredOn(req, id, row.start) : undefined,
  }
  const findings = [
    ...checkLiveContent(slug, row, today),
    ...checkAgainstOthers(slug, row, references, around),
    ...(slug === 'media' ? checkPicture(row) : []),
  ].flatMap(({ rule, field, message }: Finding) => {
    const group = groupOf[rule as CheckRule]
    const day = dayIn(valueAt(row, field))
    return group
      ? [{ group, rule, field, message, due: day && rule === 'old-review' ? addDays(day, reviewDays) : day }]
      : []
  })
  const days = [...nextChecks(row, today), ...(lastStart ? [addDays(lastStart, 1)] : [])]
  return { findings, nextCheck: days.toSorted().at(0) }
}

function checkPicture({ alt, decorative, filename, mimeType }: Row): Finding[] {
  const isDescribed = Boolean(decorative) || (typeof alt === 'string' && alt.trim() !== '')
  if (isDescribed || !String(mimeType).startsWith('image/')) return []
  const message = `${String(filename)} has no alternative text. Say what it shows, or tick “Decorative”.`
  return [findingOf('missing-alt-text', 'alt', message)]
}

const isData = (value: unknown): value is Row => typeof value === 'object' && value !== null

const valueAt = (row: Row, path: string) =>
  path.split('.').reduce<unknown>((value, part) => (isData(value) ? value[part] : undefined), row)

const dayIn = (value: unknown): string | undefined => {
  const text = value instanceof Date ? value.toISOString() : value
  return typeof text === 'string' && /^\d{4}-\d\d-\d\dT/.test(text) ? text.slice(0, 10) : undefined
}

/** What visitors read of the day of publication, and what the CMS itself writes. */
const undated = new Set(['createdAt', 'updatedAt', 'deletedAt', 'publishedAt'])

/** The days after today on which a date of the document may make another finding. */
const nextChecks = (row: Row, today: string): string[] =>
  daysIn(row)
    .flatMap((day) =>
      [-expirySoonDays, -verifySoonDays, 1, reviewDays + 1].map((after) => addDays(day, after)),
    )
    .filter((day) => day > today)

function daysIn(value: unknown): string[] {
  if (!isData(value) || value instanceof Date) {
    const day = dayIn(value)
    return day ? [day] : []
  }
  return Object.entries(value).flatMap(([name, inner]) => (undated.has(name) ? [] : daysIn(inner)))
}
