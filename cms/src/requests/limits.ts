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

/** Throws `BadRequest` for parsed JSON that exceeds a limit, with the path of the place. */
export function checkLimits(body: unknown, { keys: mostKeys, values: mostValues } = limits): void {
  let values = 0
  const path: PropertyKey[] = []
  const visit = (value: unknown, depth: number): void => {
    if (++values > mostValues) {
      tooMuch([], `holds more than ${mostValues} values`, 'Send less at once.')
    }
    if (typeof value === 'string' && value.length > limits.textLength) {
      tooMuch(
        path,
        `is a text of ${value.length} characters; the most is ${limits.textLength}`,
        'Shorten or split it.',
      )
    }
    if (typeof value !== 'object' || value === null) return
    // Lists are no level of rich text; the second figure is for lists of lists.
    if (depth > limits.depth || path.length > 3 * limits.depth) {
      tooMuch(path.slice(0, 1), `is nested more than ${maxRichTextDepth} levels deep`, 'Flatten it.', 400)
    }
    if (Array.isArray(value)) {
      if (value.length > limits.entries) {
        tooMuch(path, `is a list of ${value.length}; the most is ${limits.entries}`, 'Shorten or split it.')
      }
    } else {
      const keys = Object.keys(value)
      if (keys.length > mostKeys) {
        tooMuch(
          path,
          `has ${keys.length} fields; the most is ${mostKeys}`,
          'Send only the fields that exist.',
        )
      }
      if (keys.includes('__proto__'))
        throw new BadRequest('The request was refused: “__proto__” is no field.')
    }
    for (const [key, child] of Object.entries(value)) {
      path.push(key)
      visit(child, Array.isArray(value) ? depth : depth + 1)
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
