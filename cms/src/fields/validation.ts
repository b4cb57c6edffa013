import type { Problem } from 'shared-types'

type Validation = (value: never, options: never) => Promise<string | true> | string | true
interface Options {
  data: unknown
  name: string
  /** Set when a document is saved; absent while an editor types. */
  path?: (number | string)[]
}

/** The checks in shared-types read an empty field as undefined; Payload stores it as null or ''. */
function withoutEmpty(value: unknown): unknown {
  if (value === null || value === '') return undefined
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutEmpty(inner)]))
}

/**
 * A field's `validate` function: Payload's own validation for its type, then `check`, which reads the whole document
 * and returns problems by field name. Pass the same check to every field that it may name; each field shows only its
 * own problem. Works for fields outside groups and arrays.
 */
export function withDocumentCheck<V extends Validation, Facts>(
  standard: V,
  check: (facts: Facts) => Problem[],
): V {
  const validate = async (value: never, options: Options): Promise<string | true> => {
    const result = await standard(value, options as never)
    if (result !== true) return result
    const problems = check(withoutEmpty(options.data) as Facts)
    const path = options.path?.join('.') ?? options.name
    return problems.find(({ field }) => field === path)?.message ?? true
  }
  return validate as unknown as V
}

/**
 * A field's `validate` function: Payload's own validation, then `check`, which reads only this value. Empty values
 * pass.
 */
export function withValueCheck<V extends Validation, Value>(
  standard: V,
  check: (value: Value) => string | true,
): V {
  const validate = async (value: never, options: Options): Promise<string | true> => {
    const result = await standard(value, options as never)
    if (result !== true || value === null || value === undefined || value === '') return result
    return check(value)
  }
  return validate as unknown as V
}
