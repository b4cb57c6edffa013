/* Parts of the rules about claims that a new school starts with. Phrases are in the syntax of `claim-phrases.ts`. */

export const phrases = (...lines: string[]) => lines.join('\n')

export const guide = 'State Council of Higher Education for Virginia: Private postsecondary education'
export const guideUrl = 'https://www.schev.edu/'
const ftc = 'Federal Trade Commission: guides for private vocational schools, 16 CFR part 254'
const ftcUrl = 'https://www.ecfr.gov/current/title-16/chapter-I/subchapter-B/part-254'
const no = '{not}|no !{harmless} !..{bad}'
/** What tells readers of others, or of what they should beware of. */
export const warned = [
  'if somebody|someone|anyone|anybody|a-caller|an-ad|a-recruiter ... offer*|promis*|says|say|tells|tell|claim*|call*|guarant*',
  'ask|asks each|any|every|the|a|your|another|other .. who|whether|if|which|how|what|why',
  'hang|walk|run up|away',
  'red-flag*|warning-sign*|warning-signs|red-flags',
  'lie|lying|lies|untrue|wrong|against-the-law|breaking-the|break-the|illegal',
  'whoever|anyone-who|anybody-who|those-who promise*|guarantee*|sell*|offer*',
  'ask to see|for-proof|for-evidence',
  'scam*|fraud*|fake|phony|bogus|fool|cheat*|crook*|dishonest|mislead*',
  'if a|an|another|any|some school|schools|ad|site|website|caller|company|recruiter',
  'school|schools|site|ad|company|anyone|anybody|somebody|someone that|who|which guarantee*|promise*|sells|sell|says|claims|offers|offer',
  'is|are a|an sign|warning|red-flag',
]
export const denied = [...warned, no]
/** A question for itself claims nothing. */
export const question = phrases(
  '^ what !if ... ? !*',
  '^ who|which|whose|where|is|are|am|do|does|did|can|could|will|would|should|has|have ... ... ? !*',
)
export const cited = '{year} & {number} & {counted}'

export const rule = (
  name: string,
  fields: {
    phrases: string
    allowed: string
    reason: string
    instead: string
    source?: string
    url?: string
  },
) => ({
  name,
  enabled: true,
  level: 'blocks' as const,
  source: ftc,
  url: ftcUrl,
  ...fields,
})
