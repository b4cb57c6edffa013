import type { CardView } from '../content/queries/cards'

/** Font sizes of a title and the space for it, in px. */
const sizes = [112, 96, 84, 72, 62, 52] as const
const room = { width: 1072, height: 264 } as const
export const lineHeight = 1.06
/** Mean width of a character of Besley 600 relative to the font size, measured with titles of the school and rounded up. */
const meanWidth = 0.58

export interface TitleFit {
  size: number
  /** The number of lines that fit; a longer title is cut with an ellipsis. */
  lines: number
}

/** The largest font size at which the title fits without breaking a word; else the smallest size. */
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

/** The number of lines that the words take, with line breaks between words only. */
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

const maxCharacters = 300

/** Text in one line, Unicode NFC, at most 300 characters, without control characters and characters that the fonts lack. */
export const tidyText = (text: string, missing: ReadonlySet<string> = new Set()): string =>
  [...text.normalize('NFC').replace(/\p{Cf}/gu, '')]
    .map((character) => (/[\p{Cc}\p{Cs}]/u.test(character) ? ' ' : character))
    .filter((character) => !missing.has(character))
    .slice(0, maxCharacters)
    .join('')
    .replace(/\s+/gu, ' ')
    .trim()

/**
 * The card in characters that its fonts have. Texts that become empty are left out; a title without a readable character is
 * replaced by the name of the school.
 */
export function legible(card: CardView, missing?: ReadonlySet<string>): CardView {
  const tidy = (text: string) => tidyText(text, missing)
  // Of a title in a script that the fonts lack, only a hyphen or a space may be left.
  const isReadable = (text: string) => /\p{L}|\p{N}/u.test(text)
  const facts = card.facts.map(({ label, value }) => ({ label, value: tidy(value) }))
  const [title, school, shortName] = [card.title, card.school, card.shortName].map(tidy)
  return {
    ...card,
    title: title && isReadable(title) ? title : (school ?? ''),
    school: school ?? '',
    shortName: shortName ?? '',
    scrubCaption: card.scrubCaption === undefined ? undefined : tidy(card.scrubCaption) || undefined,
    text: card.text === undefined ? undefined : tidy(card.text) || undefined,
    facts: facts.filter(({ value }) => value !== ''),
  }
}
