/*
 * Reads a document that may be unfinished: the values of a form, a row of the database, or the output of its schema. What is missing
 * or of another type reads as undefined.
 */

export type FormValues = Readonly<Record<string, unknown>>

export const isValues = (value: unknown): value is FormValues =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const valuesIn = (value: unknown): FormValues => (isValues(value) ? value : {})

export const rowsIn = (value: unknown): FormValues[] => (Array.isArray(value) ? value.map(valuesIn) : [])

export const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined

export const numberIn = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined

/** A day as `2027-01-11`, of a day or of a moment in ISO 8601. */
export const dayOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? value.slice(0, 10) : undefined

/** The id of a document that a field names, which may be there itself. */
export function idIn(value: unknown): string | undefined {
  const id = isValues(value) ? value.id : value
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}

export const idsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap((item) => idIn(item) ?? []) : []
