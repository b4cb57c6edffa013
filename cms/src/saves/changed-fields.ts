import type { FlattenedField } from 'payload'
import { isData, sameValue } from './same-value'

type Data = Record<string, unknown>

/** What the CMS itself sets. */
export const ownFields = new Set(['id', 'createdAt', 'updatedAt', '_status', 'deletedAt'])

/**
 * The names of the fields that differ, those of groups and tabs with the group: `seo.title`. A field that is absent in `after` is
 * unchanged.
 */
export function changedFields(
  fields: readonly FlattenedField[],
  before: unknown,
  after: Data,
  prefix = '',
): string[] {
  const old = isData(before) ? before : {}
  return fields.flatMap((field) => {
    const { name, type } = field
    const value = after[name]
    if (value === undefined || type === 'join' || (!prefix && ownFields.has(name))) return []
    if ((type === 'group' || type === 'tab') && isData(value)) {
      return changedFields(field.flattenedFields, old[name], value, `${prefix}${name}.`)
    }
    return sameValue(field, old[name], value) ? [] : [prefix + name]
  })
}
