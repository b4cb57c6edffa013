import { checkPastStart } from './cohort'
import { checkCosts } from './course'
import { checkAgreement, checkApprovals, checkConsent } from './expiry'
import { checkFactAge } from './fact'
import { type Finding, findingOf } from './finding'
import { dayOf, type FormValues, idsIn, rowsIn, textIn } from './form-values'
import { passagesOf } from './passages'
import { checkPartnerNames } from './partner-names'
import { checkPictures } from './pictures'
import { checkReviewAge, checkReviewer, type PostFacts } from './post'
import type { ContentSlug, Reference } from './references'
import { checkSameResult, checkSearchResult, type SameResult } from './search-result'
import { checkHeadings, checkPlaceholders, checkReadingGrade, checkSentences } from './wording'

/**
 * What an editor should know of a document before it goes live, as far as the document itself says it: of its words, days and costs.
 * The document may be unfinished. `today` is a day in the school's time zone. `withAdvice: false` leaves out what advises only.
 */
export function checkContent(
  slug: ContentSlug,
  document: FormValues,
  today: string,
  { withAdvice = true } = {},
): Finding[] {
  const passages = passagesOf(document)
  const found = checkLiveContent(slug, document, today, passages)
  if (!withAdvice) return found.filter(({ level }) => level !== 'advises')
  // A law prescribes the sentences of disclosures.
  const isPrescribed = slug === 'disclosures'
  return [
    ...found,
    ...checkSearchResult(slug, document),
    ...checkHeadings(slug, passages),
    ...(isPrescribed ? [] : checkSentences(passages)),
    ...(isPrescribed ? [] : checkReadingGrade(passages)),
  ]
}

/** The part that may become wrong while a document is live, and must not: what was left in it, its days, costs and consents. */
export const checkLiveContent = (
  slug: ContentSlug,
  document: FormValues,
  today: string,
  passages = passagesOf(document),
): Finding[] => [...checkPlaceholders(passages), ...checkNoun(slug, document, today)]

function checkNoun(slug: ContentSlug, document: FormValues, today: string): Finding[] {
  switch (slug) {
    case 'posts':
      return checkReviewAge({ reviewedOn: dayOf(document.reviewedOn) }, today)
    case 'certifications':
      return checkFactAge(
        { name: 'What this page says of the exam', until: dayOf(document.verifyBy), field: 'verifyBy' },
        today,
      )
    case 'courses':
      return [
        ...checkCosts(document),
        ...checkApprovals(document.approvals, today),
        ...rowsIn(document.careerFacts).flatMap(({ label, verifyBy }, index) => {
          const name = `The fact “${textIn(label) ?? index + 1}”`
          return checkFactAge({ name, until: dayOf(verifyBy), field: `careerFacts.${index}.verifyBy` }, today)
        }),
      ]
    case 'testimonials':
      return checkConsent(document, today)
    case 'partners':
      return checkAgreement(document, today)
    case 'disclosures':
      return checkApprovals(document.approvals, today)
    default:
      return []
  }
}

interface Leaving {
  title?: string
  /** When it goes, in words. */
  at: string
}

/** What the checks of a document know of the documents around it. */
export interface Surroundings {
  /** A picture as a row of media. */
  pictureOf: (id: string) => FormValues | undefined
  /** The title of a category whose posts need a clinical reviewer; undefined for another one. */
  reviewedCategory: (id: string) => string | undefined
  /** The names of partners that visitors may not read. */
  hiddenPartners: readonly string[]
  /** Whether a course has a live class that starts today or later and is not cancelled. */
  hasComingStart: boolean
  /** The day on which the first day of a class was entered, as `2027-01-11`; undefined for other documents. */
  startEnteredOn?: string
  /** When a live document is scheduled to go, in words. */
  leavesAt: (reference: Reference) => Leaving | undefined
  /** Typed addresses of pages that are scheduled to go. */
  typedLeaving: readonly (Leaving & { field: string; words?: string })[]
  same: SameResult
}

/** The same, as far as the documents around it say it. `references`: the places where it refers to them. */
export function checkAgainstOthers(
  slug: ContentSlug,
  document: FormValues,
  references: readonly Reference[],
  around: Surroundings,
): Finding[] {
  const titleOf = (id: string) => around.reviewedCategory(id) ?? []
  return [
    ...checkPictures(references, around.pictureOf),
    ...checkPartnerNames(readablePassages(slug, document), around.hiddenPartners),
    ...(slug === 'posts'
      ? checkReviewer(document as PostFacts, idsIn(document.categories).flatMap(titleOf))
      : []),
    ...(slug === 'courses' && !around.hasComingStart ? [noComingStart] : []),
    ...(around.startEnteredOn ? checkPastStart(document, around.startEnteredOn) : []),
    ...references.flatMap((reference) => {
      const leaving = reference.kind === 'link' ? around.leavesAt(reference) : undefined
      return leaving ? [leavingFinding({ ...reference, ...leaving })] : []
    }),
    ...around.typedLeaving.map(leavingFinding),
    ...checkSameResult(around.same),
  ]
}

/** Of a partner itself, its form is the place of the name. */
const readablePassages = (slug: ContentSlug, document: FormValues) =>
  passagesOf(slug === 'partners' ? { description: document.description } : document)

const noComingStart = findingOf(
  'no-coming-start',
  'title',
  'This course has no start date that is still to come, so its page invites nobody to a class. Add one under Start dates.',
)

function leavingFinding({ field, words, title, at }: Leaving & { field: string; words?: string }): Finding {
  const target = title ? `“${title}”` : 'a page'
  const message = `${words ? `The link “${words}”` : 'This'} leads to ${target}, which is scheduled to leave the site on ${at}. Link to another page, or change that schedule.`
  return findingOf('leaving', field, message)
}
