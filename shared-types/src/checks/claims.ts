import { parseClaimPhrase } from '../claim-phrases'
import { type ClaimSentence, claimSentences, claimWords } from '../claim-words'
import {
  type ClaimLevel,
  type ClaimRule,
  type Claims,
  claimLevels,
  claimPhrasesProblem,
  wordListsOf,
} from '../claims'
import { nameOfPlace } from '../page-claim'
import type { PreviewedClaim } from '../preview'
import type { Finding } from './finding'

/** A sentence that a rule is about. */
export interface FoundClaim {
  /** The name of the rule. */
  rule: string
  level: ClaimLevel
  /** The whole sentence, and of its words those that the rule names. */
  sentence: string
  words: string
}

/** Finds the claims in the text of a paragraph, a heading or an attribute. */
export type FindClaims = (text: string) => readonly FoundClaim[]

/** Pages share most of their texts: menus, cards, footers. */
const maxKnownTexts = 20_000

/**
 * Finds claims by the rules that hold on a day, as `2027-01-11`. Of the rules that a sentence breaks it gives the first one of the
 * strictest level, so that an editor reads one reason; with `all`, each of them.
 */
export function claimFinder(
  claims: Pick<Claims, 'lists' | 'rules'>,
  today: string,
  { all = false } = {},
): FindClaims {
  const lists = wordListsOf(claims.lists)
  const findAll = sentenceFinder(
    claims.rules.filter(({ enabled, validFrom }) => enabled && !(validFrom && validFrom > today)),
    lists,
  )
  const find = (sentence: ClaimSentence) => (all ? findAll(sentence) : strictest(findAll(sentence)))
  const known = new Map<string, readonly FoundClaim[]>()
  return (text) => {
    const before = known.get(text)
    if (before) return before
    const found = claimSentences(text).flatMap(find)
    if (known.size >= maxKnownTexts) known.clear()
    known.set(text, found)
    return found
  }
}

const strictest = (found: readonly FoundClaim[]): FoundClaim[] =>
  claimLevels.flatMap((level) => found.find((one) => one.level === level) ?? []).slice(0, 1)

/** Says where the words would be, why they must not, and what may be said instead. Its field is empty when the document has them elsewhere. */
export const findingOfClaim = (claim: PreviewedClaim): Finding => ({
  rule: claim.rule,
  level: claim.level,
  field: claim.field ?? '',
  sentence: claim.sentence,
  message:
    `${claim.path === '/' ? 'The home page' : claim.path} would say ${nameOfPlace(claim.place)}: “${claim.sentence}” ` +
    `${claim.reason} What may be said instead: ${claim.instead}`,
})

/**
 * The path of the field of a document that a claim comes from, that of a rich text as a whole: with the whole sentence, or only with its
 * words, when a page puts a sentence together. Undefined without one.
 */
export const fieldOfClaim = (value: unknown, { sentence, words }: Pick<FoundClaim, 'sentence' | 'words'>) =>
  fieldWith(value, claimWords(sentence).join(' ')) ?? fieldWith(value, words)

/** The first field with these words in one of its sentences. */
function fieldWith(value: unknown, words: string): string | undefined {
  if (typeof value === 'string') {
    return claimSentences(value).some((sentence) => sentence.words.join(' ').includes(words)) ? '' : undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, inner] of Object.entries(value)) {
    const rest = fieldWith(inner, words)
    if (rest !== undefined)
      return name === 'root' || rest === '' ? (name === 'root' ? '' : name) : `${name}.${rest}`
  }
  return undefined
}

/**
 * The document that a claim comes from, with its field: one of `near`, which are the document of the page and those that it refers to,
 * or one of `globals` with the whole sentence. Undefined when none of them has the words.
 */
export async function findSourceOfClaim<Document>(
  claim: Pick<FoundClaim, 'sentence' | 'words'>,
  near: readonly Document[],
  globals: readonly Document[],
  valueOf: (document: Document) => unknown,
): Promise<{ document: Document; field: string; value: unknown } | undefined> {
  const withWords = async (documents: readonly Document[], words: string) => {
    for (const document of documents) {
      const value = await valueOf(document)
      const field = fieldWith(value, words)
      if (field) return { document, field, value }
    }
    return undefined
  }
  const sentence = claimWords(claim.sentence).join(' ')
  return (await withWords([...near, ...globals], sentence)) ?? withWords(near, claim.words)
}

function sentenceFinder(
  rules: readonly ClaimRule[],
  lists: ReturnType<typeof wordListsOf>,
): (sentence: ClaimSentence) => FoundClaim[] {
  // The CMS stores no line that is wrong, unless the syntax changes.
  const compile = (all: readonly string[]) =>
    all.flatMap((line) => (claimPhrasesProblem([line], lists) ? [] : parseClaimPhrase(line, lists)))
  const compiled = rules.map((rule) => ({ rule, allowed: compile(rule.allowed) }))
  const phrases = rules.flatMap((rule, place) => compile(rule.phrases).map((phrase) => ({ place, phrase })))
  /** By word, the numbers of the phrases that a sentence with it may have. */
  const candidates = new Map<string, readonly number[]>()
  const candidatesOf = (word: string) => {
    const before = candidates.get(word)
    if (before) return before
    const found = phrases.flatMap(({ phrase }, number) => (phrase.isCandidate(word) ? number : []))
    if (candidates.size >= maxKnownTexts) candidates.clear()
    candidates.set(word, found)
    return found
  }
  return ({ text, words }) => {
    const found = new Map<number, FoundClaim>()
    for (const number of new Set(words.flatMap(candidatesOf))) {
      const { place, phrase } = phrases[number]!
      const range = found.has(place) ? undefined : phrase.find(words)
      const { rule, allowed } = compiled[place]!
      if (!range || allowed.some((one) => one.find(words))) continue
      const { name, level } = rule
      found.set(place, { rule: name, level, sentence: text, words: words.slice(...range).join(' ') })
    }
    return [...found].toSorted(([a], [b]) => a - b).map(([, claim]) => claim)
  }
}
