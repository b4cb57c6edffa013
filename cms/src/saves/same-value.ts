import { dequal } from 'dequal'
import type { FlattenedField } from 'payload'

type Data = Record<string, unknown>

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Whether two values of a field mean the same, however they were sent or stored: null, undefined, an absent field, an empty text
 * and an empty list are equal, a document is equal to its id, a date to the same moment, and 0, which forms send, to an empty list.
 */
export function sameValue(field: FlattenedField, a: unknown, b: unknown): boolean {
  return dequal(comparable(field, a), comparable(field, b))
}

const isNone = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** The ways in which forms send an empty list. */
const isEmptyList = (value: unknown): boolean => isNone(value) || value === 0 || value === '0'

/** A JSON value that is equal for equal values of the field; undefined for none. */
function comparable(field: FlattenedField, value: unknown): unknown {
  if (isNone(value)) return field.type === 'checkbox' ? false : undefined
  switch (field.type) {
    case 'array':
    case 'blocks':
      return isEmptyList(value) ? undefined : listOf(value).map((row) => comparableRow(field, row))
    case 'group':
    case 'tab':
      return comparableFields(field.flattenedFields, value)
    case 'json':
      return value
    case 'richText':
      return withoutPopulated(value)
    default:
      if (!('hasMany' in field) || !field.hasMany) return comparableEntry(field, value)
      return isEmptyList(value) ? undefined : listOf(value).map((entry) => comparableEntry(field, entry))
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

function comparableEntry(field: FlattenedField, value: unknown): unknown {
  switch (field.type) {
    case 'relationship':
    case 'upload': {
      if (!Array.isArray(field.relationTo)) return String(idOf(value))
      return isData(value) ? `${String(value.relationTo)} ${String(idOf(value.value))}` : String(value)
    }
    case 'date': {
      const time = new Date(value as string).getTime()
      return Number.isNaN(time) ? value : time
    }
    case 'number':
      return Number(value)
    case 'checkbox':
      return value === 'true' || value === true
    default:
      return value
  }
}

const idOf = (value: unknown) => (isData(value) ? value.id : value)

function comparableRow(field: FlattenedField, row: unknown): unknown {
  if (!isData(row)) return row
  return { ...comparableFields(fieldsOfRow(field, row), row), id: row.id, blockType: row.blockType }
}

/** Undefined when each field has no value. */
function comparableFields(fields: readonly FlattenedField[], data: unknown): Data | undefined {
  if (!isData(data)) return undefined
  const entries = fields
    .map((field) => [field.name, comparable(field, data[field.name])] as const)
    .filter(([, value]) => value !== undefined)
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

/** The fields of a row of an array or of a block. */
export function fieldsOfRow(field: FlattenedField, row: Data): FlattenedField[] {
  if (field.type === 'array') return field.flattenedFields
  if (field.type !== 'blocks') return []
  return field.blocks.find(({ slug }) => slug === row.blockType)?.flattenedFields ?? []
}

/** Rich text holds documents as `{ relationTo, value }`; absent parts of nodes are undefined or null. */
function withoutPopulated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPopulated)
  if (!isData(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null && part !== undefined)
      .map(([name, part]) => {
        const isReference = name === 'value' && typeof value.relationTo === 'string'
        return [name, isReference ? String(idOf(part)) : withoutPopulated(part)]
      }),
  )
}
