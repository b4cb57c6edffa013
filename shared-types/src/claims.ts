import { z } from 'zod'
import { parseClaimPhrase, type WordLists } from './claim-phrases'
import { claimRules } from './claim-rules'
import { claimWordLists } from './claim-word-lists'
import {
  anyText,
  day,
  flag,
  instant,
  optional,
  optionalFormat,
  optionalText,
  text,
  webAddress,
} from './fields'

/** `blocks`: what says so cannot go live. `warns`: it can, and is reported. `advises`: better words exist. */
export const claimLevels = ['blocks', 'warns', 'advises'] as const
export type ClaimLevel = (typeof claimLevels)[number]

/** Each line is one item. */
const lines = anyText
  .nullish()
  .transform((value) => (value ?? '').split('\n').flatMap((line) => line.trim() || []))

/** What the site must not say. Findings name it by `name`. */
const ClaimRuleSchema = z.object({
  name: text,
  enabled: flag,
  level: z.enum(claimLevels),
  /** Phrases in the syntax of `claim-phrases.ts`; a sentence with one of them is a claim. */
  phrases: lines,
  /** Phrases and whole sentences: a sentence with one of them is none. */
  allowed: lines,
  /** Why it must not be said, and what may be said instead, for editors. */
  reason: text,
  instead: text,
  source: optionalText,
  url: optionalFormat(webAddress),
  /** The first day on which it holds; without it, always. */
  validFrom: optional(day),
})
export type ClaimRule = z.output<typeof ClaimRuleSchema>

const WordListSchema = z.object({ name: text, words: lines })

const listOr = <T extends z.ZodType>(item: T, seeded: readonly z.input<T>[]) =>
  z
    .array(item)
    .nullish()
    .transform((items): z.output<T>[] => items ?? seeded.map((one) => item.parse(one)))

/** The rules about claims. If the global was never stored, they are the seeded ones. Visitors never get it. */
export const ClaimsSchema = z.object({
  lists: listOr(WordListSchema, claimWordLists),
  rules: listOr(ClaimRuleSchema, claimRules),
  updatedAt: optional(instant),
})
export type Claims = z.output<typeof ClaimsSchema>

/** The word lists that phrases can name; `words` as one text or as lines. */
export const wordListsOf = (
  lists: readonly { name?: string | null; words?: string | readonly string[] | null }[],
): WordLists => new Map(lists.map(({ name, words }) => [name ?? '', linesOf(words)]))

const linesOf = (words: string | readonly string[] | null | undefined): readonly string[] =>
  typeof words === 'string' || !words ? lines.parse(words) : words

/** What is wrong with the first wrong line, for an editor; undefined when all lines are right. */
export function claimPhrasesProblem(
  phrases: string | readonly string[] | null | undefined,
  lists: WordLists,
): string | undefined {
  try {
    for (const line of linesOf(phrases)) parseClaimPhrase(line, lists)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
