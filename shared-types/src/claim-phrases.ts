import { type ClaimSentence, claimWords } from './claim-words'

/*
 * A phrase is a line such as `{guarantee} ... job|career* & {we}`. Words match whole words in any case. `a|b` is one of several words,
 * `start*` each word that begins so, `take-home` two words, `..` up to three words and `...` up to ten words between, `!not|only` forbids a word at that
 * place, `!..not|only` one in the next four words, `^` is the beginning of the sentence, `*` alone each word, `{name}` an entry of a word list, and `&` parts a line into phrases
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
const anyWord: WordTest = () => true

/** A sequence of words; `first`: its first one, unless that stands for several. */
interface Entry {
  words: readonly WordTest[]
  first?: string
}

/** One of several entries, by their first words. */
interface Choice {
  byFirst: ReadonlyMap<string, readonly Entry[]>
  others: readonly Entry[]
  count: number
  /** Whether each word is one of them. */
  isAny: boolean
}

type Step =
  | { kind: 'gap'; most: number }
  | { kind: 'start' }
  | { kind: 'entry'; choice: Choice }
  | { kind: 'not'; choice: Choice; reach: number }

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
  const [rarest] = parts.map(({ anchor }) => anchor).toSorted((a, b) => a.count - b.count)
  return {
    isCandidate: (word) =>
      rarest!.byFirst.has(word) || rarest!.others.some(({ words: [test] }) => test?.(word)),
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
  const [anchor] = steps
    .flatMap((step) => (step.kind === 'entry' ? step.choice : []))
    .toSorted((a, b) => a.count - b.count)
  if (!anchor)
    throw new Error(`“${line}” has no words at all, or none beside an “&”. Write at least one word.`)
  if (steps.every((step) => step.kind !== 'entry' || step.choice.isAny))
    throw new Error(
      `“${line}” is in every text: “*” alone stands for each word. Write at least one word that only the claim has.`,
    )
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
  const [, not, gap = ''] = /^(!)?((?<=!)\.\.\.?)?/.exec(token) ?? []
  const names = token.slice((not ?? '').length + gap.length).split('|')
  const choice = choiceOf(names.flatMap((one) => entriesOf(one, line, lists)))
  return not ? { kind: 'not', choice, reach: gaps[gap] ?? 0 } : { kind: 'entry', choice }
}

function choiceOf(entries: readonly Entry[]): Choice {
  const byFirst = new Map<string, Entry[]>()
  const others: Entry[] = []
  for (const entry of entries) {
    const { first } = entry
    if (first === undefined) others.push(entry)
    else byFirst.set(first, [...(byFirst.get(first) ?? []), entry])
  }
  const isAny = entries.some(({ words }) => words.every((test) => test === anyWord))
  return { byFirst, others, count: entries.length, isAny }
}

/** Many phrases name the same list. */
const parsedLists = new WeakMap<readonly string[], readonly Entry[]>()

function entriesOf(choice: string, line: string, lists: WordLists): readonly Entry[] {
  const [, name] = /^\{([\w-]+)\}$/.exec(choice) ?? []
  if (name === undefined) return [entryOf(choice, line)]
  const isKind = Object.hasOwn(kindsOfWords, name) && kindsOfWords[name]
  if (isKind) return [{ words: [isKind] }]
  const list = lists.get(name)
  if (list) {
    const entries = parsedLists.get(list) ?? list.map((entry) => entryOf(entry, line))
    parsedLists.set(list, entries)
    return entries
  }
  const known = [...lists.keys(), ...Object.keys(kindsOfWords)].join(', ')
  throw new Error(
    `“${line}” names the word list {${name}}, which there is not. The word lists are: ${known}.`,
  )
}

/** The words of an entry; `take-home` and `take home` are two words, as in a sentence. */
function entryOf(entry: string, line: string): Entry {
  const parsed = entry.split(/[\s-]+/).map((one) => wordOf(one, line))
  const words = parsed.map((one) => (typeof one === 'string' ? (other: string) => other === one : one))
  const [first] = parsed
  return typeof first === 'string' ? { words, first } : { words }
}

/** A word, or a test for one of several. */
function wordOf(text: string, line: string): string | WordTest {
  if (text === '*') return anyWord
  const isPrefix = text.endsWith('*')
  const [word, ...more] = claimWords(isPrefix ? text.slice(0, -1) : text)
  const isPlain = /^[\p{L}\p{M}\p{N}$%?'’,.]+\*?$/u.test(text)
  if (word === undefined || more.length > 0 || !isPlain) {
    throw new Error(
      `“${line}” has “${text}”, which is no word. Use words, {lists}, |, !, * at the end of a word, dots and & only.`,
    )
  }
  return isPrefix ? (other) => other.startsWith(word) : word
}

/**
 * Follows all ways through the steps at once: `starts[n]` is the latest start of a way that ends before the word n, or -1. Runs for
 * each phrase and sentence of the site.
 */
function findSteps(steps: readonly Step[], words: readonly string[]): [number, number] | undefined {
  let starts = Int32Array.from({ length: words.length + 1 }, (_, place) => place)
  for (const step of steps) {
    const next = new Int32Array(words.length + 1).fill(-1)
    let isOver = true
    for (let place = 0; place <= words.length; place++) {
      if (starts[place]! < 0) continue
      for (const end of endsOf(step, words, place)) {
        next[end] = Math.max(next[end]!, starts[place]!)
        isOver = false
      }
    }
    if (isOver) return undefined
    starts = next
  }
  const end = starts.findIndex((start) => start >= 0)
  return [starts[end]!, end]
}

const nowhere: readonly number[] = []

function endsOf(step: Step, words: readonly string[], place: number): readonly number[] {
  switch (step.kind) {
    case 'gap':
      return Array.from(
        { length: Math.min(step.most, words.length - place) + 1 },
        (_, skipped) => place + skipped,
      )
    case 'start':
      return place === 0 ? [place] : nowhere
    case 'entry':
      return endsOfChoice(step.choice, words, place)
    case 'not':
      for (let start = place; start <= place + step.reach; start++)
        if (endsOfChoice(step.choice, words, start).length > 0) return nowhere
      return [place]
  }
}

function endsOfChoice(
  { byFirst, others }: Choice,
  words: readonly string[],
  place: number,
): readonly number[] {
  const word = words[place]
  const entries = word === undefined ? undefined : byFirst.get(word)
  if (!entries && (others.length === 0 || word === undefined)) return nowhere
  const ends: number[] = []
  for (const entry of entries ?? []) if (fits(entry, words, place)) ends.push(place + entry.words.length)
  for (const entry of others) if (fits(entry, words, place)) ends.push(place + entry.words.length)
  return ends
}

function fits(entry: Entry, words: readonly string[], place: number): boolean {
  if (place + entry.words.length > words.length) return false
  for (let index = 0; index < entry.words.length; index++)
    if (!entry.words[index]!(words[place + index]!)) return false
  return true
}
