import type { CardView } from '../content/queries/cards'

/** Sizes of a title in px, and the room that it has. */
const sizes = [112, 96, 84, 72, 62, 52] as const
const room = { width: 1072, height: 264 } as const
export const lineHeight = 1.06
/** Width of a character of Besley at weight 600 as a share of its size: an upper mean, measured over titles of the school. */
const meanWidth = 0.58

export interface TitleFit {
  size: number
  /** As many lines as there is room for; more end in three dots. */
  lines: number
}

/** The largest size at which a title has room with its words whole; the smallest for one that has it at none. */
export function fitTitle(title: string): TitleFit {
  const words = title.split(' ')
  const fits = (size: number): boolean => {
    const perLine = room.width / (size * meanWidth)
    return words.every((word) => word.length <= perLine) && linesOf(words, perLine) <= linesAt(size)
  }
  const size = sizes.find(fits) ?? (sizes.at(-1) as number)
  return { size, lines: linesAt(size) }
}

const linesAt = (size: number): number => Math.floor(room.height / (size * lineHeight))

/** How many lines words take, broken where a browser would. */
function linesOf(words: readonly string[], perLine: number): number {
  let lines = 1
  let length = 0
  for (const word of words) {
    const next = length === 0 ? word.length : length + 1 + word.length
    if (next > perLine) lines++
    length = next > perLine ? word.length : next
  }
  return lines
}

const longest = 300

/** Text in one line, in the spelling that fonts know, without what nobody sees or what the fonts lack. */
export const tidyText = (text: string, missing: ReadonlySet<string> = new Set()): string =>
  [...text.normalize('NFC').replace(/\p{Cf}/gu, '')]
    .map((character) => (/[\p{Cc}\p{Cs}]/u.test(character) ? ' ' : character))
    .filter((character) => !missing.has(character))
    .slice(0, longest)
    .join('')
    .replace(/\s+/gu, ' ')
    .trim()

/**
 * The card in characters that its fonts have. What is empty then is left out; a title of which nothing is left gives way
 * to the name of the school.
 */
export function legible(card: CardView, missing?: ReadonlySet<string>): CardView {
  const tidy = (text: string) => tidyText(text, missing)
  // Of a word in a script that the fonts lack, what is left would be a hyphen or a digit here and there.
  const isReadable = (text: string) => /\p{L}|\p{N}/u.test(text)
  const facts = card.facts.map(({ label, value }) => ({ label, value: tidy(value) }))
  const [title, school, shortName] = [card.title, card.school, card.shortName].map(tidy)
  return {
    ...card,
    title: title && isReadable(title) ? title : (school ?? ''),
    school: school ?? '',
    shortName: shortName ?? '',
    wear: card.wear === undefined ? undefined : tidy(card.wear) || undefined,
    text: card.text === undefined ? undefined : tidy(card.text) || undefined,
    facts: facts.filter(({ value }) => value !== ''),
  }
}
