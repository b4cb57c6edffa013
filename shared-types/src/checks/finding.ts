import type { Problem } from './problem'

/**
 * - `blocks`: the document cannot go live like this.
 * - `warns`: it can, if a person who publishes says why.
 * - `advises`: better words or a better picture; nothing waits for it.
 */
export const findingLevels = ['blocks', 'warns', 'advises'] as const
export type FindingLevel = (typeof findingLevels)[number]

/**
 * The level of each rule of the checks.
 *
 * - `invalid`: a value that its field does not take.
 * - `link`, `image`: a reference whose target is not live. `other`: one that the page can be shown without.
 * - `address`: a typed address of this site that has no page and no file.
 * - `facts`: dates, hours or numbers that contradict each other.
 * - `slug`, `taken`: an address that the document cannot have.
 * - `redirect`: a redirect that cannot work.
 * - `leak`: an address or a secret that visitors must not see.
 * - `leaving`: a link to what is scheduled to go.
 * - `missing-consent`, `expired-consent`, `partner-name`: words that a person or a partner does not allow. `possible-partner-name`: an
 *   ordinary word that is also such a name.
 * - `wide-rule`, `untried-rule`: a rule about claims that finds much in what is live, or may.
 * - `expired-approval`: of a course or the school, with its date in the past; `missing-evidence`: without a letter or number.
 */
export const ruleLevels = {
  invalid: 'blocks',
  link: 'blocks',
  image: 'blocks',
  address: 'blocks',
  facts: 'blocks',
  slug: 'blocks',
  taken: 'blocks',
  redirect: 'blocks',
  leak: 'blocks',
  'missing-consent': 'blocks',
  'expired-consent': 'blocks',
  'partner-name': 'blocks',
  placeholder: 'warns',
  'incomplete-costs': 'warns',
  'missing-review': 'warns',
  'missing-alt-text': 'warns',
  leaving: 'warns',
  'possible-partner-name': 'warns',
  'wide-rule': 'warns',
  'untried-rule': 'warns',
  'expired-approval': 'warns',
  'expiring-approval': 'warns',
  'expiring-agreement': 'warns',
  other: 'advises',
  'past-start': 'advises',
  'expired-fact': 'advises',
  'expiring-fact': 'advises',
  'old-review': 'advises',
  'expiring-consent': 'advises',
  'missing-evidence': 'advises',
  'payment-plan': 'advises',
  'no-coming-start': 'advises',
  'search-title': 'advises',
  'search-description': 'advises',
  'same-title': 'advises',
  'same-description': 'advises',
  'heading-order': 'advises',
  'long-sentence': 'advises',
  'reading-grade': 'advises',
  'small-picture': 'advises',
  'picture-shape': 'advises',
} as const satisfies Record<string, FindingLevel>
export type CheckRule = keyof typeof ruleLevels

/** What a check found in a document. Its message says what is wrong and what may be done. */
export interface Finding extends Problem {
  /** The id of the rule: a `CheckRule`, or one that is stored as data. */
  rule: string
  level: FindingLevel
  /** Of a claim, the sentence of the page. */
  sentence?: string
}

export const findingOf = (rule: CheckRule, field: string, message: string): Finding => ({
  rule,
  level: ruleLevels[rule],
  field,
  message,
})
