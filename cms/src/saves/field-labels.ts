import type { FlattenedField } from 'payload'
import { toWords } from 'payload/shared'
import { fieldsOfRow, isData } from './same-value'

type Data = Record<string, unknown>

function ownLabel(field: FlattenedField): string {
  const label = 'label' in field ? field.label : undefined
  return typeof label === 'string' && label ? label : toWords(field.name)
}

/**
 * What an editor calls the field at a path such as `seo.title` or `steps.65f0a1.title` (names of fields, ids of rows):
 * “SEO › Title”, “Steps 2 › Title”. A row has its number in the first of `versions` that has the row.
 */
export function pathLabel(
  fields: readonly FlattenedField[],
  path: string,
  versions: readonly (Data | undefined)[] = [],
): string {
  return labelParts(fields, path.split('.'), versions).join(' › ')
}

function labelParts(
  fields: readonly FlattenedField[],
  [name = '', ...rest]: string[],
  versions: readonly (Data | undefined)[],
): string[] {
  const field = fields.find((other) => other.name === name)
  if (!field) return [toWords(name)]
  const label = ownLabel(field)
  const values = versions.map((data) => data?.[name])
  if (rest.length === 0) return [label]
  if (field.type === 'group' || field.type === 'tab') {
    return [label, ...labelParts(field.flattenedFields, rest, values.map(asData))]
  }
  const [id, ...below] = rest
  const lists = values.map((value) => (Array.isArray(value) ? value.filter(isData) : []))
  const list = lists.find((rows) => rows.some((row) => row.id === id)) ?? []
  const index = list.findIndex((row) => row.id === id)
  const row = list[index]
  if (!row) return [label]
  const numbered = `${label} ${index + 1}`
  if (below.length === 0) return [numbered]
  const rows = lists.map((other) => other.find((each) => each.id === id))
  return [numbered, ...labelParts(fieldsOfRow(field, row), below, rows)]
}

const asData = (value: unknown): Data | undefined => (isData(value) ? value : undefined)
