import type { Problem } from 'shared-types'

type Validation = (value: never, options: never) => Promise<string | true> | string | true
interface Options {
  data: unknown
  name: string
  /** Payload gives it when a document is saved, and not while somebody types. */
  path?: (number | string)[]
}

/** What the checks in shared-types take: an empty field is undefined. */
function withoutEmpty(value: unknown): unknown {
  if (value === null || value === '') return undefined
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutEmpty(inner)]))
}

/**
 * The validation of a field: what Payload checks for its type, then what `check` says about this field of the whole
 * document. Give every field that the check may name the same check; each shows its own problem. For fields that are
 * in no group or list.
 */
export function checked<V extends Validation, Facts>(standard: V, check: (facts: Facts) => Problem[]): V {
  const validate = async (value: never, options: Options): Promise<string | true> => {
    const result = await standard(value, options as never)
    if (result !== true) return result
    const problems = check(withoutEmpty(options.data) as Facts)
    const path = options.path?.join('.') ?? options.name
    return problems.find(({ field }) => field === path)?.message ?? true
  }
  return validate as unknown as V
}

/** The validation of a field by a rule about its value alone; what is empty breaks no rule. */
export function ruled<V extends Validation, Value>(standard: V, rule: (value: Value) => string | true): V {
  const validate = async (value: never, options: Options): Promise<string | true> => {
    const result = await standard(value, options as never)
    if (result !== true || value === null || value === undefined || value === '') return result
    return rule(value)
  }
  return validate as unknown as V
}
