import { type Finding, findingOf } from './finding'
import type { Passage } from './passages'
import { readingGrade, sentencesIn, wordsIn } from './reading'

/** What the checks of words recommend. */
export const readingLimits = { grade: 9, sentenceWords: 30, fewestWords: 100 } as const

const placeholders = [
  'TK(?:TK)*',
  '[Tt][Kk][Tt][Kk]',
  '[Ll][Oo][Rr][Ee][Mm](?: [Ii][Pp][Ss][Uu][Mm])?',
  '[Xx]{3,}',
  'TBD|TO ?DO|FIXME',
  '[Pp]laceholder text',
]
/** A whole word, which is no part of a code such as `TK-1` or `XXX-XX-1234`. */
const placeholder = new RegExp(
  `(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}][-.])(?:${placeholders.join('|')})(?![\\p{L}\\p{N}]|[-.][\\p{L}\\p{N}])`,
  'u',
)
const gap =
  /\?{3,}|\[(?:insert|your|add|enter|name|date|link|tk|tbd|todo|x+)(?: [^\]]{0,40})?\]|\d{3}[-. ][Xx]{3}[-. ][Xx]{4}/i
const address = /\b(?:https?:\/\/|www\.)\S+|\S+@\S+/g

/** Words that stand in for others until the editor writes them, and are left behind. */
export function checkPlaceholders(passages: readonly Passage[]): Finding[] {
  return passages.flatMap(({ field, text }) => {
    const readable = text.replace(address, ' ')
    const left = placeholder.exec(readable) ?? gap.exec(readable)
    if (!left) return []
    const message = `“${around(readable, left)}” has “${left[0]}”, which looks like a placeholder that was left behind. Write what belongs there, or take it out.`
    return [findingOf('placeholder', field, message)]
  })
}

/** The words around a match, by which an editor finds it. */
function around(text: string, { 0: match, index }: RegExpExecArray): string {
  const before = text.slice(0, index).split(/\s+/).slice(-4).join(' ')
  const after = text
    .slice(index + match.length)
    .split(/\s+/)
    .slice(0, 4)
    .join(' ')
  return `${before}${match}${after}`.trim()
}

/** One finding for each field with sentences that are too long, with the first of them. */
export function checkSentences(passages: readonly Passage[]): Finding[] {
  const { sentenceWords } = readingLimits
  return [...byField(passages)].flatMap(([field, texts]) => {
    const long = texts.flatMap(sentencesIn).filter((sentence) => wordsIn(sentence).length > sentenceWords)
    if (!long[0]) return []
    const words = wordsIn(long[0])
    const others = long.length > 1 ? `, and ${long.length - 1} more of more than ${sentenceWords}` : ''
    const message = `“${words.slice(0, 6).join(' ')} …” is a sentence of ${words.length} words${others}. Make two of it: most readers lose the thread after ${sentenceWords}.`
    return [findingOf('long-sentence', field, message)]
  })
}

/** The grade of each rich text that is long enough to have one. Headings, cells and labels are no sentences. */
export function checkReadingGrade(passages: readonly Passage[]): Finding[] {
  const running = passages.filter(
    ({ kind, text }) => (kind === 'paragraph' || kind === 'item') && /[.!?…]["”’)\]]*\s*$/.test(text),
  )
  return [...byField(running)].flatMap(([field, texts]) => {
    if (texts.flatMap(wordsIn).length < readingLimits.fewestWords) return []
    const grade = readingGrade(texts)
    if (grade <= readingLimits.grade) return []
    const message = `This text reads at grade ${grade.toFixed(1)}. Up to grade ${readingLimits.grade} all our readers follow it: use shorter sentences and more common words.`
    return [findingOf('reading-grade', field, message)]
  })
}

/** The texts of each field, without labels and cells. */
function byField(passages: readonly Passage[]): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  for (const { field, kind, text } of passages) {
    if (kind === 'label' || kind === 'cell') continue
    fields.set(field, [...(fields.get(field) ?? []), text])
  }
  return fields
}

/** A heading is at most one level below the one before it. The title of the page is level 1, that of a part of a page level 2. */
export function checkHeadings(slug: string, passages: readonly Passage[]): Finding[] {
  const before = new Map<string, number>()
  const found = new Map<string, Finding>()
  for (const { field, kind, level = 0, text, isInBlock } of passages) {
    if (kind !== 'heading' || isInBlock || text.trim() === '') continue
    const above = before.get(field)
    before.set(field, level)
    const highest = (above ?? (slug === 'posts' ? 1 : 2)) + 1
    if (level <= highest || found.has(field)) continue
    const reason = above === undefined ? 'is the first one' : `follows one of level ${above}`
    const message = `The heading “${text.trim()}” has level ${level}, but ${reason}. Readers who jump from heading to heading miss a step: make it level ${highest}.`
    found.set(field, findingOf('heading-order', field, message))
  }
  return [...found.values()]
}
