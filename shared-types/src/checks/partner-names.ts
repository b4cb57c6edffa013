import { type Finding, findingOf } from './finding'
import type { Passage } from './passages'

/** A name such as “Care” is a word, too. `CVS`, `McKesson` and names of several words are not. */
const isPlainWord = (name: string) => /^\p{Lu}\p{Ll}+$/u.test(name)

const inOneForm = (text: string) => text.normalize('NFKC').replace(/\s+/g, ' ').trim()
const patternOf = (name: string, flags: string) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    `u${flags}`,
  )

const beginsSentence = /(?:^|[.!?:…]\s*)["“‘'(]*$/u
/** “Patient Care”, “Care Center”: part of another name, or of a title whose words all have capitals. */
const capitalBefore = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}’'-]*[ -]$/u
const capitalAfter = /^[ -]\p{Lu}/u

/**
 * Texts with the name of a partner that allows no school to name it. `names`: of those partners. A name of one plain word counts in its
 * own form only: in the middle of a sentence it is the name; at its beginning, or beside other capitals, a person has to say which it is.
 */
export function checkPartnerNames(passages: readonly Passage[], names: readonly string[]): Finding[] {
  const known = names
    .map((name) => ({ name, plain: inOneForm(name) }))
    .filter(({ plain }) => plain.length > 2)
  return passages.flatMap(({ field, text }) => {
    const plainText = inOneForm(text)
    return known.flatMap(({ name, plain }) =>
      isPlainWord(plain) ? plainWord(field, plainText, plain) : namedIn(field, plainText, name, plain),
    )
  })
}

const namedIn = (field: string, text: string, name: string, plain: string): Finding[] =>
  patternOf(plain, 'i').test(text)
    ? [
        findingOf(
          'partner-name',
          field,
          `This names “${name}”, a partner whose agreement does not allow it. Describe the partner without its name, or tick “We may use the name” in a signed agreement.`,
        ),
      ]
    : []

function plainWord(field: string, text: string, name: string): Finding[] {
  const places = [...text.matchAll(patternOf(name, 'g'))].map(({ index }) => {
    const [before, after] = [text.slice(0, index), text.slice(index + name.length)]
    return beginsSentence.test(before) || capitalBefore.test(before) || capitalAfter.test(after)
  })
  if (places.includes(false))
    return [
      findingOf(
        'partner-name',
        field,
        `This names “${name}”, a partner whose agreement does not allow it. Describe the partner without its name, or tick “We may use the name” in a signed agreement. If you mean the word, write it in lower case: with a capital in the middle of a sentence it is the name.`,
      ),
    ]
  if (places.length === 0) return []
  return [
    findingOf(
      'possible-partner-name',
      field,
      `“${name}” is also the name of a partner whose agreement does not allow it, and at the beginning of a sentence or beside other capitals it may be either. If it is the partner, describe it without its name; if it is the word, say so.`,
    ),
  ]
}
