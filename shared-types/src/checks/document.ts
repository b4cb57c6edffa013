import { isLinkable } from '../link'
import { documentPath, pageBeside } from '../paths'
import { isOwnPage, textsOf, typedAddressesOf } from './addresses'
import { type CohortFacts, checkCohort } from './cohort'
import { type CourseHours, checkCourseHours } from './course'
import { checkFactDates } from './fact'
import { type CheckRule, type Finding, findingOf } from './finding'
import type { LinkedContent, LiveContent, NamedDocument } from './live-content'
import { type PostFacts, checkPost } from './post'
import type { Problem } from './problem'
import { type RedirectPlan, checkRedirectPlan } from './redirect-plan'
import { referenceMessage } from './reference-message'
import { type ContentSlug, referencesOf } from './references'
import { checkSlug } from './slug'

interface CheckedDocument {
  slug: ContentSlug
  /** Empty for a global. */
  id: string
  /** The output of the document's schema. */
  document: unknown
}

/** Everything that an editor must know about a document: before it goes live, and when the content around it changes. */
export function checkDocument(checked: CheckedDocument, live: LiveContent): Finding[] {
  return [...checkLinks(checked, live), ...checkAddress(checked, live), ...checkFacts(checked)]
}

/** The places that lead to, or show, what is not there, and what visitors must not see. Takes the values of a form, too. */
export const checkLinks = (checked: CheckedDocument, live: LinkedContent): Finding[] => [
  ...checkReferences(checked, live),
  ...checkTyped(checked, live),
  ...checkLeaks(checked, live),
]

function checkReferences({ slug, document }: CheckedDocument, live: LinkedContent): Finding[] {
  return referencesOf(slug, document)
    .filter((reference) => !live.isLive(reference.slug, reference.id))
    .map((reference) => {
      const state = live.whyNotLive?.(reference.slug, reference.id)
      const message = referenceMessage(reference, state, slug === 'redirects')
      return findingOf(reference.kind, reference.field, message)
    })
}

function checkTyped({ document }: CheckedDocument, live: LinkedContent): Finding[] {
  return typedAddressesOf(document, live.siteUrl)
    .filter(({ path }) => !isThere(path, live))
    .map(({ field, path, words, isInText }) =>
      findingOf(
        'address',
        field,
        `${isInText ? 'This text' : 'This field'} leads to ${path}${words ? ` (“${words}”)` : ''}, but the site has nothing at that address. Correct the address, or choose the document instead of typing.`,
      ),
    )
}

const isThere = (path: string, live: LinkedContent): boolean =>
  isOwnPage(path) ||
  live.isFile(path) ||
  live.pageAt(pageBeside(path) ?? path) !== undefined ||
  live.redirectAt(path) !== undefined

function checkLeaks({ document }: CheckedDocument, { findLeak }: LinkedContent): Finding[] {
  if (!findLeak) return []
  return textsOf(document, (text) => findLeak(text) !== undefined).map(({ field, text, isInText }) =>
    findingOf(
      'leak',
      field,
      `${isInText ? 'This text' : 'This field'} holds ${findLeak(text)}, which is not for visitors. Remove it.`,
    ),
  )
}

function checkAddress({ slug, id, document }: CheckedDocument, live: LiveContent): Finding[] {
  if (slug === 'redirects') {
    return checkRedirectPlan(id, document as RedirectPlan, live).map(asFinding('redirect'))
  }
  if (!isLinkable(slug)) return []
  const { slug: last } = document as { slug: string }
  const path = documentPath(slug, last)
  const holder = live.pageAt(path)
  const isTaken = holder !== undefined && (holder.slug !== slug || holder.id !== id)
  return [
    ...checkSlug(slug, last).map(asFinding('slug')),
    ...(isTaken ? [findingOf('taken', 'slug', takenMessage(path, holder))] : []),
  ]
}

const takenMessage = (path: string, { title, slug }: NamedDocument): string =>
  `${path} is the address of another page that is live${title ? `: “${title}”` : ''} (${slug}). Choose another address, or see first why that page keeps it.`

type Fact = { asOf: string; verifyBy: string }

function checkFacts({ slug, document }: CheckedDocument): Finding[] {
  return factProblems(slug, document).map(asFinding('facts'))
}

const asFinding =
  (rule: CheckRule) =>
  ({ field, message }: Problem): Finding =>
    findingOf(rule, field, message)

function factProblems(slug: ContentSlug, document: unknown): Problem[] {
  if (slug === 'posts') return checkPost(document as PostFacts)
  if (slug === 'cohorts') return checkCohort(document as CohortFacts)
  if (slug === 'certifications') {
    const { checkedOn, verifyBy } = document as { checkedOn: string; verifyBy: string }
    return checkFactDates({ from: checkedOn, until: verifyBy, field: 'verifyBy' })
  }
  if (slug !== 'courses') return []
  const { careerFacts } = document as { careerFacts: Fact[] }
  const facts = careerFacts.flatMap(({ asOf, verifyBy }, index) =>
    checkFactDates({ from: asOf, until: verifyBy, field: `careerFacts.${index}.verifyBy` }),
  )
  return [...checkCourseHours(document as CourseHours), ...facts]
}
