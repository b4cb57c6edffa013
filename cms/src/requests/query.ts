import { type FlattenedField, getFieldByPath, type SanitizedConfig } from 'payload'
import { validOperators } from 'payload/shared'
import { BadRequest, isObject, refuseValue, shorten } from './bad-request'
import { isDate } from './document-data'
import { limits } from './limits'

/** Names of query parameters that Payload reads as numbers, with their range; -1 and 0 documents mean all. */
const numbers = { depth: [0, 10], limit: [-1, 1_000_000], page: [0, 1_000_000] } as const

const booleans = [
  'autosave',
  'draft',
  'flattenLocales',
  'overrideLock',
  'pagination',
  'publishAllLocales',
  'trash',
  'unpublishAllLocales',
]

/** Objects and lists within each other: ten levels of `and` and `or`, with a condition and its list of values. */
const mostNested = 24

/** The most conditions, words to search for, and names to sort by: SQLite nests each in the one before, and ends at 1,000. */
const mostConditions = 200
/** The most steps from one table to another, such as `authors.name`: SQLite joins at most 64 tables, and a step takes up to three. */
const mostSteps = 16

/** What a query may search and sort by. */
export interface Searchable {
  config: SanitizedConfig
  fields: FlattenedField[]
}

/** Throws `BadRequest` for a parameter that Payload cannot read, or would ignore, which turns a draft into a publish. */
export function checkQuery(query: Record<string, unknown>, searchable: Searchable | undefined): void {
  for (const [name, [least, most]] of Object.entries(numbers)) {
    const value = query[name]
    if (value === undefined) continue
    const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value)
    if (!Number.isInteger(number) || number < least || number > most || isObject(value)) {
      refuseValue(name, value, `a whole number from ${least} to ${most}`)
    }
  }
  for (const name of booleans) {
    const value = query[name]
    if (value !== undefined && !isBoolean(value)) refuseValue(name, value, 'true or false')
  }
  const { data, joins, populate, prefix, select, sort } = query
  const where = query.where === undefined ? undefined : parsed(query.where)
  for (const [name, value] of Object.entries({ joins, populate, select, sort, where })) {
    checkNesting(value, name)
  }
  // Payload would answer with these fields in place of the stored ones.
  if (data !== undefined) refuseValue('data', data, 'left out')
  // Payload looks for a file by it, also where files are not stored with one.
  if (prefix !== undefined && !searchable?.fields.some(({ name }) => name === 'prefix')) {
    refuseValue('prefix', prefix, 'left out')
  }
  if (select !== undefined) checkSelect(select, 'select')
  if (populate !== undefined) {
    if (!isObject(populate))
      refuseValue('populate', populate, 'fields by collection: populate[media][alt]=true')
    checkSelect(populate, 'populate')
  }
  if (joins !== undefined && joins !== 'false' && !isObject(joins)) refuseValue('joins', joins, 'false')
  if (sort !== undefined) checkSort(sort, searchable)
  if (where !== undefined) checkWhere(where, 'where', searchable)
  checkSize(where, typeof sort === 'string' ? sort.split(',') : ((sort ?? []) as string[]), searchable)
}

/** Refuses what the database cannot answer as one statement. */
function checkSize(where: unknown, sort: readonly string[], searchable: Searchable | undefined): void {
  let conditions = sort.length
  const names = sort.map((name) => name.replace(/^-/, ''))
  const visit = (value: unknown): void => {
    for (const [name, operators] of Object.entries(isObject(value) ? value : {})) {
      if (Array.isArray(operators)) operators.forEach(visit)
      else if (isObject(operators)) {
        for (const [operator, operand] of Object.entries(operators)) {
          names.push(name)
          if (isObject(operand)) visit(operand)
          conditions += operator === 'like' && typeof operand === 'string' ? operand.split(' ').length : 1
        }
      }
    }
  }
  visit(where)
  if (conditions > mostConditions) {
    throw new BadRequest(
      `The request was refused: its query has more than ${mostConditions} conditions and words to search for. Search for less at once.`,
    )
  }
  const steps = names.reduce((sum, name) => sum + stepsOf(name, searchable), 0)
  if (steps > mostSteps) {
    throw new BadRequest(
      `The request was refused: its query searches or sorts more than ${mostSteps} times through lists and other documents. Ask several times.`,
    )
  }
}

function stepsOf(name: string, searchable: Searchable | undefined): number {
  const path = name.replace(/__/g, '.')
  const field = searchable && fieldAt(path, searchable)
  const isList = field !== undefined && (('hasMany' in field && field.hasMany) || 'relationTo' in field)
  return path.split('.').length - 1 + (isList ? 1 : 0)
}

/** The checks after it, and Payload, call themselves for each level. */
function checkNesting(value: unknown, name: string, level = 1): void {
  if (typeof value !== 'object' || value === null) return
  if (level > mostNested) {
    throw new BadRequest(
      `The request was refused: “${name}” is nested more than ${mostNested} levels deep. Flatten it, or ask several times.`,
    )
  }
  for (const child of Object.values(value)) checkNesting(child, name, level + 1)
}

const isBoolean = (value: unknown) => [true, false, 'true', 'false'].includes(value as boolean)

function checkSelect(value: unknown, path: string): void {
  if (!isObject(value)) return refuseValue(path, value, `fields such as ${path}[title]=true`)
  for (const [key, child] of Object.entries(value)) {
    if (isObject(child)) checkSelect(child, `${path}.${key}`)
    else if (!isBoolean(child)) refuseValue(`${path}.${key}`, child, 'true or false')
  }
}

function checkSort(sort: unknown, searchable: Searchable | undefined): void {
  const names = typeof sort === 'string' ? sort.split(',') : sort
  if (!Array.isArray(names)) return refuseValue('sort', sort, 'the name of a field')
  for (const name of names) {
    if (typeof name !== 'string') return refuseValue('sort', name, 'the name of a field')
    if (searchable && name && !isOwnName(name) && !fieldAt(name.replace(/^-/, ''), searchable)) {
      refuseValue('sort', name, 'the name of a field, with - before it for the reverse order')
    }
  }
}

const isOwnName = (name: string) => /^-?id$/.test(name)
/** Payload takes it for the id, and only MongoDB knows it. */
const isNameOfMongo = (name: string) => /(^|\.|__)_id$/.test(name)

const fieldAt = (path: string, { config, fields }: Searchable): FlattenedField | undefined =>
  getFieldByPath({ config, fields, includeRelationships: true, path: path.replace(/__/g, '.') })?.field

/** SQLite keeps blocks in tables of their own, and Payload finds no column for most of what is in them. */
function isInBlocks(path: string, searchable: Searchable): boolean {
  const names = path.replace(/__/g, '.').split('.')
  return names.some((_, index) => fieldAt(names.slice(0, index + 1).join('.'), searchable)?.type === 'blocks')
}

/** Payload takes conditions as JSON too. */
function parsed(where: unknown): unknown {
  if (typeof where !== 'string') return where
  try {
    return JSON.parse(where)
  } catch {
    return refuseValue('where', where, 'conditions such as where[title][equals]=x, or the same as JSON')
  }
}

function checkWhere(where: unknown, path: string, searchable: Searchable | undefined): void {
  if (!isObject(where)) return refuseValue(path, where, `conditions such as ${path}[title][equals]=x`)
  for (const [key, constraint] of Object.entries(where)) {
    const place = `${path}.${key}`
    if (/^(and|or)$/i.test(key)) {
      if (!Array.isArray(constraint)) return refuseValue(place, constraint, 'a list of conditions')
      constraint.forEach((item, index) => checkWhere(item, `${place}.${index}`, searchable))
      continue
    }
    if (isNameOfMongo(key)) {
      throw new BadRequest(`The request was refused: “${shorten(place)}” is no field. Search by “id”.`)
    }
    if (searchable && isInBlocks(key, searchable)) {
      throw new BadRequest(
        `The request was refused: “${shorten(place)}” is in a list of blocks, which cannot be searched. Search by another field.`,
      )
    }
    if (!isObject(constraint)) {
      return refuseValue(place, constraint, `an operator with its value: ${place}[equals]=x`)
    }
    const field = searchable && fieldAt(key, searchable)
    for (const [operator, value] of Object.entries(constraint)) {
      checkCondition(value, operator, `${place}.${operator}`, field, searchable)
    }
  }
}

const lists = ['in', 'not_in']
/** The others are for places on a map, or fail on SQLite. */
const operators: string[] = validOperators.filter(
  (name) => !['all', 'intersects', 'near', 'within'].includes(name),
)

const comparisons = ['greater_than', 'greater_than_equal', 'less_than', 'less_than_equal']
/** Operators that say nothing about fields of the type, and fail on MongoDB. */
const unfit: Partial<Record<FlattenedField['type'], string[]>> = {
  checkbox: ['contains'],
  date: ['contains'],
  relationship: [...comparisons, 'not_like'],
  upload: [...comparisons, 'not_like'],
}

function checkCondition(
  value: unknown,
  operator: string,
  path: string,
  field: FlattenedField | undefined,
  searchable: Searchable | undefined,
): void {
  if (!operators.includes(operator)) {
    throw new BadRequest(
      `The request was refused: “${shorten(path)}” has no known operator. Use one of ${operators.join(', ')}.`,
    )
  }
  if (field && unfit[field.type]?.includes(operator)) {
    throw new BadRequest(
      `The request was refused: “${shorten(path)}” compares a ${field.type} with ${operator}, which has no meaning. Use equals, in or exists.`,
    )
  }
  if (field?.type === 'relationship' && Array.isArray(field.relationTo)) {
    if (isReference(value, field.relationTo)) return
    throw new BadRequest(
      `The request was refused: “${path}” searches by a reference to several collections. Search by its parts: where[${field.name}.value] and where[${field.name}.relationTo].`,
    )
  }
  if (operator === 'contains' && isObject(value) && searchable && field && 'relationTo' in field) {
    const related = searchable.config.collections.find(({ slug }) => slug === field.relationTo)
    return checkWhere(value, path, { ...searchable, fields: related?.flattenedFields ?? [] })
  }
  if (operator === 'exists') {
    if (!isBoolean(value)) refuseValue(path, value, 'true or false')
    return
  }
  const values = lists.includes(operator) ? (typeof value === 'string' ? value.split(',') : value) : [value]
  if (!Array.isArray(values) || values.length > limits.parameters)
    return refuseValue(path, value, 'a list of values')
  for (const item of values) {
    if (typeof item === 'object' && item !== null) refuseValue(path, item, 'one value')
    if (item === null || item === 'null' || item === '') continue
    if (field?.type === 'date' && !isDate(item)) refuseValue(path, item, 'a date such as 2027-01-31')
    if (field?.type === 'number' && !Number.isFinite(Number(item))) refuseValue(path, item, 'a number')
  }
}

const isReference = (value: unknown, relationTo: readonly string[]) =>
  isObject(value) && relationTo.includes(value.relationTo as string) && typeof value.value === 'string'
