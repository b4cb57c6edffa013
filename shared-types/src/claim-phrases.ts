import { type ClaimSentence, claimWords } from './claim-words'

/*
 * A phrase is a line such as `{guarantee} ... job|career* & {we}`. Words match whole words in any case. `a|b` is one of several words,
 * `start*` each word that begins so, `take-home` two words, `..` up to three words and `...` up to ten words between, `!not|only` forbids a word at that
 * place, `^` is the beginning of the sentence, `*` alone each word, `{name}` an entry of a word list, and `&` parts a line into phrases
 * that a sentence must have in any order. There are no regular expressions: a sentence of n words costs at most 10 n steps for each word
 * of the phrase.
 */

/** Word lists by name. */
export type WordLists = ReadonlyMap<string, readonly string[]>

/** Finds the phrase in a sentence: the numbers of the words, from the first to one after the last; undefined when it is not there. */
export interface ClaimPhrase {
  find: (words: ClaimSentence['words']) => [start: number, end: number] | undefined
  /** Whether a word may be part of the phrase; of each sentence with the phrase, some word is. */
  isCandidate: (word: string) => boolean
}

type WordTest = (word: string) => boolean
/** `entries`: each a sequence of words. */
type Step =
  | { kind: 'gap'; most: number }
  | { kind: 'start' }
  | { kind: 'entry' | 'not'; entries: readonly (readonly WordTest[])[]; rarity: number }

const gaps: Record<string, number> = { '..': 3, '...': 10, '…': 10 }

const numbers = new Set(
  'one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred half most all every each'.split(
    ' ',
  ),
)

/** Lists that every rule can name. */
const kindsOfWords: Record<string, WordTest> = {
  number: (word) => /^\d/.test(word) || numbers.has(word),
  percent: (word) => /%$|^per ?cent$/.test(word),
  money: (word) => /^\$|^\d+k$|^(dollars?|usd)$/.test(word),
  year: (word) => /^(19|20)\d\d$/.test(word),
}

/** Throws an error that says in an editor's words what is wrong with the line. */
export function parseClaimPhrase(line: string, lists: WordLists): ClaimPhrase {
  const parts = line.split('&').map((part) => parsePart(part.trim(), line, lists))
  const [rarest] = parts.toSorted((a, b) => a.anchor.rarity - b.anchor.rarity)
  return {
    isCandidate: (word) => rarest?.anchor.entries.some(([test]) => test?.(word)) ?? false,
    find(words) {
      const found = parts.map(({ steps }) => findSteps(steps, words))
      const places = found.flatMap((place) => place ?? [])
      return found.includes(undefined) ? undefined : [Math.min(...places), Math.max(...places)]
    },
  }
}

function parsePart(part: string, line: string, lists: WordLists) {
  const steps = part
    .split(/\s+/)
    .filter(Boolean)
    .map((token) => parseStep(token, line, lists))
  const entries = steps.flatMap((step) => (step.kind === 'entry' ? step : []))
  const [anchor] = entries.toSorted((a, b) => a.rarity - b.rarity)
  if (!anchor)
    throw new Error(`“${line}” has no words at all, or none beside an “&”. Write at least one word.`)
  if (steps.at(-1)?.kind === 'gap' || steps[0]?.kind === 'gap')
    throw new Error(
      `“${line}” begins or ends with dots. Leave them out there: they stand for words between two words.`,
    )
  return { steps, anchor }
}

function parseStep(token: string, line: string, lists: WordLists): Step {
  const most = gaps[token]
  if (most !== undefined) return { kind: 'gap', most }
  if (token === '^') return { kind: 'start' }
  const isNot = token.startsWith('!')
  const choices = (isNot ? token.slice(1) : token).split('|')
  const entries = choices.flatMap((choice) => entriesOf(choice, line, lists))
  return { kind: isNot ? 'not' : 'entry', entries, rarity: entries.length }
}

function entriesOf(choice: string, line: string, lists: WordLists): WordTest[][] {
  const [, name] = /^\{([\w-]+)\}$/.exec(choice) ?? []
  if (name === undefined) return [sequence(choice, line)]
  const isKind = Object.hasOwn(kindsOfWords, name) && kindsOfWords[name]
  if (isKind) return [[isKind]]
  const list = lists.get(name)
  if (list) return list.map((entry) => sequence(entry, line))
  const known = [...lists.keys(), ...Object.keys(kindsOfWords)].join(', ')
  throw new Error(
    `“${line}” names the word list {${name}}, which there is not. The word lists are: ${known}.`,
  )
}

/** The words of an entry; `take-home` and `take home` are two words, as in a sentence. */
const sequence = (entry: string, line: string): WordTest[] =>
  entry.split(/[\s-]+/).map((one) => wordTest(one, line))

function wordTest(text: string, line: string): WordTest {
  if (text === '*') return () => true
  const isPrefix = text.endsWith('*')
  const [word, ...more] = claimWords(isPrefix ? text.slice(0, -1) : text)
  const isPlain = /^[\p{L}\p{M}\p{N}$%?'’,.]+\*?$/u.test(text)
  if (word === undefined || more.length > 0 || !isPlain) {
    throw new Error(
      `“${line}” has “${text}”, which is no word. Use words, {lists}, |, !, * at the end of a word, dots and & only.`,
    )
  }
  return isPrefix ? (other) => other.startsWith(word) : (other) => other === word
}

/** Follows all ways through the steps at once: `starts[n]` is the latest start of a way that ends before the word n. */
function findSteps(steps: readonly Step[], words: readonly string[]): [number, number] | undefined {
  let starts: (number | undefined)[] = Array.from({ length: words.length + 1 }, (_, place) => place)
  for (const step of steps) {
    const next: typeof starts = new Array(words.length + 1).fill(undefined)
    for (const [place, start] of starts.entries()) {
      if (start === undefined) continue
      for (const end of endsOf(step, words, place)) next[end] = Math.max(next[end] ?? 0, start)
    }
    starts = next
  }
  const end = starts.findIndex((start) => start !== undefined)
  const start = starts[end]
  return start === undefined ? undefined : [start, end]
}

function endsOf(step: Step, words: readonly string[], place: number): number[] {
  if (step.kind === 'gap') {
    const length = Math.min(step.most, words.length - place) + 1
    return Array.from({ length }, (_, skipped) => place + skipped)
  }
  if (step.kind === 'start') return place === 0 ? [place] : []
  const fitting = step.entries.filter(
    (entry) =>
      place + entry.length <= words.length && entry.every((test, index) => test(words[place + index]!)),
  )
  if (step.kind === 'not') return fitting.length > 0 ? [] : [place]
  return fitting.map(({ length }) => place + length)
}
