import {
  isTooDeep,
  type Limits,
  limits,
  tooDeep,
  tooManyEntries,
  tooManyFields,
  tooManyValues,
} from './limits'

/** An object or a list whose end the scan has not reached. */
interface Open {
  isList: boolean
  /** The keys or the commas so far. */
  count: number
  /** The newest key, as the text spells it. */
  key: string
}

/**
 * Throws `BadRequest` for the text of a JSON value that exceeds a limit, a few milliseconds after the place: parsing 100,000 keys
 * would keep other requests waiting. A key that comes twice counts twice. Text that is not JSON is left to the parser.
 */
export function checkJsonText(text: string, most: Limits = limits): void {
  const stack: Open[] = []
  const path = () => stack.map(({ isList, count, key }) => (isList ? count : key))
  let values = 0
  let level = 1
  let string = ''
  let isInWord = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string
    const open = stack.at(-1)
    const wasInWord = isInWord
    isInWord = false
    switch (sign) {
      case '"': {
        const end = endOfString(text, at)
        if (end === -1) return
        string = text.slice(at + 1, end)
        values++
        at = end
        break
      }
      case '{':
      case '[':
        values++
        if (isTooDeep(level, stack.length, most.depth)) tooDeep(path())
        stack.push({ isList: sign === '[', count: 0, key: '' })
        if (sign === '{') level++
        break
      case ':':
        if (!open) return
        // The string before it was a key.
        values--
        if (++open.count > most.keys) tooManyFields(path().slice(0, -1), most.keys)
        open.key = string
        break
      case ',':
        if (!open) return
        if (values > most.values) tooManyValues(most.values)
        if (open.isList && ++open.count >= most.entries) tooManyEntries(path().slice(0, -1), most.entries)
        break
      case '}':
      case ']':
        if (values > most.values) tooManyValues(most.values)
        if (sign === '}') level--
        stack.pop()
        if (stack.length === 0) return
        break
      case ' ':
      case '\n':
      case '\r':
      case '\t':
        break
      default:
        if (!wasInWord) values++
        isInWord = true
    }
  }
}

/** The place of the quotation mark that ends the string; -1 if there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text[before] === '\\') before--
    // Two backslashes are one in the text; an odd one belongs to the quotation mark.
    if ((end - before) % 2 === 1) return end
  }
  return -1
}
