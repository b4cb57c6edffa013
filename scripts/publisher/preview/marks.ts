/** A mark stands behind a text: a start, the digits of a number, an end, all of them private-use characters, which no font shows. */
const start = '\uE000'
const end = '\uE001'
const firstDigit = 0xe010
const pattern = /\uE000([\uE010-\uE01F]+)\uE001/g

export function mark(number: number): string {
  const digits = Array.from(number.toString(16), (digit) =>
    String.fromCharCode(firstDigit + parseInt(digit, 16)),
  )
  return `${start}${digits.join('')}${end}`
}

export const withoutMarks = (text: string): string => text.replace(pattern, '')

/** The numbers of the marks in a text. */
export const marksIn = (text: string): number[] =>
  Array.from(text.matchAll(pattern), ([, digits = '']) =>
    Number.parseInt(
      Array.from(digits, (digit) => (digit.charCodeAt(0) - firstDigit).toString(16)).join(''),
      16,
    ),
  )
