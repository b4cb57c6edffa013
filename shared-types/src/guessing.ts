/** Lines of a keyboard, the alphabet and the digits, each long enough to start anew after its end: `89012`. */
const lines = [
  ...['abcdefghijklmnopqrstuvwxyz', '0123456789', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '!@#$%^&*()'].map(
    (line) => line + line,
  ),
  ...['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm', '8ik,', '9ol.', '0p;/'],
]
const sequences = lines.flatMap((line) => [line, [...line].reverse().join('')])
const shortestSequence = 3

/** A longer text is judged by its start, which bounds the work. */
const judgedLength = 256

/**
 * How many characters of a text an attacker has to guess. Each word that `words` finds counts as one character, and so does each
 * sequence such as `4567`, `fedc` or `qwer`; repetitions count once. A random text has about as many as it has characters.
 *
 * @param words a regular expression with the flag `g`
 */
export function guessedLength(text: string, words: RegExp): number {
  const shortened = text
    .normalize('NFKC')
    .slice(0, judgedLength)
    // A character that no text contains (private use), the same for the same word.
    .replace(words, (word) => String.fromCharCode(0xe000 + (hash(word.toLowerCase()) % 0x1900)))
    .toLowerCase()
  const once = withoutRepetitions(shortened)
  let count = 0
  for (let at = 0; at < once.length; at += sequenceLength(once, at)) count += 1
  return Math.min(count, 3 * new Set(once).size)
}

function withoutRepetitions(text: string): string {
  const once = text.replaceAll(/(.+?)\1+/gs, '$1')
  return once === text ? text : withoutRepetitions(once)
}

/** The length of the sequence that begins at a character; 1 when none does. */
function sequenceLength(text: string, at: number): number {
  const isSequence = (length: number) => {
    const part = text.slice(at, at + length)
    return part.length === length && sequences.some((sequence) => sequence.includes(part))
  }
  if (!isSequence(shortestSequence)) return 1
  let length = shortestSequence
  while (isSequence(length + 1)) length += 1
  return length
}

const hash = (text: string) =>
  [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7)

const wordsOfSecrets =
  'change|please|replace|secret|password|payload|webhook|token|private|public|master|super|admin|default|example|sample|test|' +
  'production|development|staging|server|school|allied|alliedrx|institute|health|very|long|random|string|your|this|that|here|with|' +
  'the|for|not|key|cms|app|site'

/**
 * Words as a person writes them in a secret: nothing but words and a number, words between marks, and some that stand in many secrets.
 * Random base64 has no such stretches.
 */
const anyWord = () =>
  new RegExp(
    `^[A-Z]?[a-z]{2,}([A-Z][a-z]{2,})*\\d{0,8}$|(?<![A-Za-z0-9])([A-Z]?[a-z]{1,13}|[A-Z]{1,14})(?![A-Za-z0-9])|(?i:${wordsOfSecrets})|(19|20)\\d\\d`,
    'g',
  )

/**
 * Whether a secret of 24 characters or more is easy to guess: words, repetitions, sequences. Random hexadecimal digits and random
 * base64 never are.
 */
export const isGuessableSecret = (secret: string): boolean => guessedLength(secret, anyWord()) < 16
