/** The words of a text. A number is one, and a word with an apostrophe or a hyphen, too. */
export const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}’'.,-]*/gu) ?? []

/** After these, a sentence goes on. */
const leading =
  /(?:(?:^|[\s("“])(?:Dr|Mr|Mrs|Ms|Prof|St|No|Nos|vs|e\.g|i\.e|cf|approx|ca|Fig|Sec|Ph)|(?:^|\p{Lu}[\p{L}.]*\s|\p{Lu}\.)\p{Lu})\.$/u
/** A sentence begins like this. */
const opening = /^["“‘'([]*[\p{Lu}\p{N}]/u

/**
 * The sentences of a text. Neither an abbreviation nor a decimal point ends one; a line does, so that the lines of a list are sentences
 * of their own.
 */
export function sentencesIn(text: string): string[] {
  const sentences: string[] = []
  for (const line of text.split(/\n+/)) {
    let isOpen = false
    for (const piece of line.split(/(?<=[.!?…]["”’)\]]*)\s+/)) {
      const last = sentences.length - 1
      if (isOpen && (leading.test(sentences[last]!) || !opening.test(piece))) sentences[last] += ` ${piece}`
      else sentences.push(piece)
      isOpen = true
    }
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => wordsIn(sentence).length > 0)
}

/**
 * The school grade that can read the texts: 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid, Fishburne, Rogers
 * and Chissom, 1975: Derivation of New Readability Formulas for Navy Enlisted Personnel). Numbers are no words here. A formula of
 * three lines needs no library, and `shared-types` has none; the syllables of the libraries are guessed, too.
 */
export function readingGrade(texts: readonly string[]): number {
  const sentences = texts.flatMap(sentencesIn)
  const words = sentences.flatMap(wordsIn).filter((word) => /\p{L}/u.test(word))
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59
}

/** The syllables of an English word, counted by its vowels: right for about nine of ten words. */
export function syllablesIn(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '')
  if (letters.length <= 3) return 1
  const spoken = letters
    .replace(/(?<!t|d)ed$/, '')
    .replace(/(?<!s|x|z|c|g|ch|sh|[^aeiouy]l)es$/, '')
    .replace(/(?<![^aeiouy]l|[aeiouy])e$/, '')
  const groups = spoken.match(/[aeiouy]+/g) ?? []
  // Two vowels that are spoken apart: `trial`, `being`, `radio`.
  const apart = spoken.match(/(?<![ctgs])i[ao](?!us|n$)|[aeouy]ing|eo|ia$|ea$|ua[ln]/g) ?? []
  return Math.max(1, groups.length + apart.length)
}
