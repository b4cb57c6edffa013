/* Parts of the rules about claims that a new school starts with. Phrases are in the syntax of `claim-phrases.ts`. */

export const phrases = (...lines: string[]) => lines.join('\n')

export const guide = 'State Council of Higher Education for Virginia: Private postsecondary education'
export const guideUrl = 'https://www.schev.edu/'
const ftc = 'Federal Trade Commission: guides for private vocational schools, 16 CFR part 254'
const ftcUrl = 'https://www.ecfr.gov/current/title-16/chapter-I/subchapter-B/part-254'
const no = '{not} !{harmless}'
export const denied = [
  no,
  '^ no !{harmless}',
  '? no !{harmless}',
  'no school|university|college|promise*|agreement|need|academic|credit*|guarantee*|claim*|pass|placement|such|accreditation|rate*|aid|financial|federal|licen*|employer|salary|wage*|figure*|degree*|state',
]
/** A question for itself claims nothing. */
export const question = '^ is|are|am|do|does|did|can|could|will|would|should|has|have ... ... ? !*'
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
