import type { FormState } from 'payload'
import { reduceFieldsToValues } from 'payload/shared'
import type { Values } from './save-request'

/** Written by the CMS, not by the person. */
const ownedByServer = new Set(['id', '_status', 'createdAt', 'updatedAt', 'deletedAt'])

/** What stands in a form, nested as it is sent. */
export const valuesOf = (fields: FormState): Values =>
  Object.fromEntries(
    Object.entries(reduceFieldsToValues(fields, true) as Values).filter(([name]) => !ownedByServer.has(name)),
  )

/** The form with the named fields, and all that is in them, as in another state of it. */
export function withFieldsOf(form: FormState, other: FormState, names: readonly string[]): FormState {
  const isNamed = ([path]: [string, unknown]) => names.includes(path.split('.')[0]!)
  const kept = Object.entries(form).filter((entry) => !isNamed(entry))
  const taken = Object.entries(other)
    .filter(isNamed)
    // Without this the editor of a rich text keeps what it shows.
    .map(([path, field]) => [path, { ...form[path], ...field, initialValue: field.value }] as const)
  return Object.fromEntries([...kept, ...taken])
}
