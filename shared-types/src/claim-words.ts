/** A sentence of a page as claims are compared with it. */
export interface ClaimSentence {
  /** As readers see it, with single spaces. */
  text: string
  /** In lower case, without accents and endings like ’s; a percentage or a sum of money is one word: `95%`, `$40,000`. */
  words: readonly string[]
}

const segmenter = new Intl.Segmenter('en-US', { granularity: 'sentence' })

/**
 * Splits the text of one paragraph, heading or attribute. A question and the sentence after it, its answer, are one. What stands
 * behind a semicolon or “, but” is a sentence for itself, so that its “not” excuses nothing before it.
 */
export function claimSentences(text: string): ClaimSentence[] {
  const sentences: string[] = []
  for (const { segment } of segmenter.segment(plain(text))) {
    // Initials end with a full stop, too.
    const goesOn = /(\?\W*|\b\p{Lu}\.\s*)$/u.test(sentences.at(-1) ?? '')
    if (goesOn) sentences.push(sentences.pop() + segment)
    else sentences.push(segment)
  }
  return sentences
    .flatMap((sentence) => sentence.split(/(?<=;)\s|(?<=,)\s(?=but\b)/i))
    .map((part) => ({ text: part.trim(), words: claimWords(part) }))
    .filter(({ words }) => words.length > 0)
}

/** Characters without a shape, such as soft hyphens, hide words from a comparison, not from readers. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/\s+/g, ' ')

const word =
  /\$ ?\d(?:[\d,.]*\d)?k?|\d(?:[\d,.]*\d)?(?:k\b| ?%| ?per ?cent\b)?|[\p{L}\p{N}\p{M}]+(?:'[\p{L}]+)*|[%?]/gu

/** The words of a sentence, or of a phrase of a rule. */
export const claimWords = (text: string): string[] =>
  Array.from(plain(text).toLowerCase().matchAll(word), ([found]) =>
    found
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/ ?per ?cent$| %$/, '%')
      .replace(/ /g, '')
      .replace(/'s?$/, ''),
  )
