import { maxRichTextDepth } from 'shared-types'
import { BadRequest, shorten } from './bad-request'

const megabyte = 1024 * 1024

/**
 * The most that a request may hold, so that reading one delays no other. A post of 10,000 nodes of rich text has about 3 MB
 * and 100,000 values. `keys` and `entries` are for one object and one list.
 */
export const limits = {
  bodyBytes: 8 * megabyte,
  /** For requests without a user, such as a sign-in. */
  visitorBodyBytes: 64 * 1024,
  values: 300_000,
  keys: 200,
  entries: 10_000,
  textLength: 100_000,
  depth: maxRichTextDepth + 10,
  parameters: 1_000,
}

export type Limits = Pick<typeof limits, 'values' | 'keys' | 'entries' | 'depth'>

const tooMuch = (
  path: readonly PropertyKey[],
  what: string,
  advice: string,
  status: 400 | 413 = 413,
): never => {
  const place = path.join('.')
  throw new BadRequest(
    `The request was refused: ${place ? `“${shorten(place)}”` : 'its body'} ${what}. ${advice}`,
    status,
    place,
  )
}

/** For the admin's server functions: the state of a form has one key for each field, and the values as they were and as they are. */
const limitsOfForms = { ...limits, keys: 20_000, values: 1_000_000 }

export const tooManyValues = (most: number) =>
  tooMuch([], `holds more than ${most} values`, 'Send less at once.')
export const tooManyFields = (path: readonly PropertyKey[], most: number) =>
  tooMuch(path, `has more than ${most} fields`, 'Send only the fields that exist.')
export const tooManyEntries = (path: readonly PropertyKey[], most: number) =>
  tooMuch(path, `is a list of more than ${most}`, 'Shorten or split it.')

export const tooDeep = ([first = '']: readonly PropertyKey[]) =>
  tooMuch([first], `is nested more than ${maxRichTextDepth} levels deep`, 'Flatten it.', 400)
/** Lists are no level of rich text; the second figure is for lists of lists. */
export const isTooDeep = (level: number, above: number, most: number) => level > most || above > 3 * most

/** Throws `BadRequest` for parsed JSON that exceeds a limit, with the path of the place. */
export function checkLimits(body: unknown, most: Limits = limits): void {
  let values = 0
  const path: PropertyKey[] = []
  const visit = (value: unknown, level: number): void => {
    if (++values > most.values) tooManyValues(most.values)
    if (typeof value === 'string' && value.length > limits.textLength) {
      tooMuch(
        path,
        `is a text of ${value.length} characters; the most is ${limits.textLength}`,
        'Shorten or split it.',
      )
    }
    if (typeof value !== 'object' || value === null) return
    if (isTooDeep(level, path.length, most.depth)) tooDeep(path)
    if (Array.isArray(value)) {
      if (value.length > most.entries) tooManyEntries(path, most.entries)
    } else {
      const keys = Object.keys(value)
      if (keys.length > most.keys) tooManyFields(path, most.keys)
      if (keys.includes('__proto__'))
        throw new BadRequest('The request was refused: “__proto__” is no field.')
    }
    for (const [key, child] of Object.entries(value)) {
      path.push(key)
      visit(child, Array.isArray(value) ? level : level + 1)
      path.pop()
    }
  }
  visit(body, 1)
}

/** The answer to a call of the admin's server functions that holds too much; undefined for any other. Of Payload's form. */
export function refuseServerFunction(args: unknown): { errors: { message: string }[] } | undefined {
  try {
    checkLimits(args, limitsOfForms)
    return undefined
  } catch (error) {
    if (error instanceof BadRequest) return { errors: [{ message: error.message }] }
    throw error
  }
}
