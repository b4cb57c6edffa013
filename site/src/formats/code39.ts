/**
 * Code 39, the bar code of hospital wristbands and specimen labels (ISO/IEC 16388): nine elements for each character, bars
 * and spaces in turn; `1` is a wide element.
 */
const elements: Record<string, string> = {
  '0': '000110100',
  '1': '100100001',
  '2': '001100001',
  '3': '101100000',
  '4': '000110001',
  '5': '100110000',
  '6': '001110000',
  '7': '000100101',
  '8': '100100100',
  '9': '001100100',
  A: '100001001',
  B: '001001001',
  C: '101001000',
  D: '000011001',
  E: '100011000',
  F: '001011000',
  G: '000001101',
  H: '100001100',
  I: '001001100',
  J: '000011100',
  K: '100000011',
  L: '001000011',
  M: '101000010',
  N: '000010011',
  O: '100010010',
  P: '001010010',
  Q: '000000111',
  R: '100000110',
  S: '001000110',
  T: '000010110',
  U: '110000001',
  V: '011000001',
  W: '111000000',
  X: '010010001',
  Y: '110010000',
  Z: '011010000',
  '-': '010000101',
  '.': '110000100',
  ' ': '011000100',
  '*': '010010100',
}

const wide = 3

/**
 * The bars of a text as an SVG path, 20 units high; a narrow element is one unit wide. Undefined when Code 39 does not have a
 * character of the text.
 */
export function code39(text: string): { path: string; width: number } | undefined {
  const characters = [...`*${text.toUpperCase()}*`]
  if (text === '' || characters.slice(1, -1).some((character) => character === '*' || !elements[character]))
    return undefined
  let x = 0
  let path = ''
  for (const character of characters) {
    for (const [index, element] of [...(elements[character] ?? '')].entries()) {
      const width = element === '1' ? wide : 1
      if (index % 2 === 0) path += `M${x} 0h${width}v20h-${width}z`
      x += width
    }
    x += 1
  }
  return { path, width: x - 1 }
}
