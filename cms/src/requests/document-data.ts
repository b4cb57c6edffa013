import type { LexicalRichTextAdapter } from '@payloadcms/richtext-lexical'
import { type FlattenedField, flattenAllFields, type RelationshipField, type RichTextField } from 'payload'
import type { Reference } from '../fields/references'
import { BadRequest, isObject, refuseValue } from './bad-request'

/** The most rows in one list, the most ids in one relationship, and the most of both in one document. */
const mostEntries = 500
const mostEntriesInAll = 5_000

interface Walk {
  entries: number
  references: Reference[]
}
type Check = (value: unknown, path: string, field: never, walk: Walk) => void

/**
 * Throws `BadRequest` when a field of `data` has a value of another shape than its field in the config stores: Payload reads
 * drafts without validation and fails on such values. What Payload takes for an empty list or relationship becomes `[]` or null
 * in `data`, because its adapter for SQLite fails on other values. Unknown fields are ignored, as Payload ignores them. Returns the documents that
 * relationships name, without those in rich text.
 */
export function checkDocumentData(
  data: Record<string, unknown>,
  fields: readonly FlattenedField[],
  prefix = '',
  walk: Walk = { entries: 0, references: [] },
): Reference[] {
  for (const field of fields) {
    const value = data[field.name]
    const check = checks[field.type]
    if (value === undefined || !check) continue
    if (isList(field) && (value === null || isNone(value))) {
      data[field.name] = []
      continue
    }
    if (value === null && field.type !== 'group' && field.type !== 'tab') continue
    if ((field.type === 'relationship' || field.type === 'upload') && isNone(value)) {
      data[field.name] = null
      continue
    }
    const path = prefix + field.name
    if ('hasMany' in field && field.hasMany) {
      const entries = checkList(value, path, walk)
      entries.forEach((entry, index) => check(entry, `${path}.${index}`, field as never, walk))
      if (field.type === 'relationship' || field.type === 'upload') refuseDuplicates(entries, path)
    } else {
      check(value, path, field as never, walk)
    }
  }
  return walk.references
}

const isList = (field: FlattenedField) =>
  field.type === 'array' || field.type === 'blocks' || ('hasMany' in field && field.hasMany === true)

/** A form sends an empty list as 0, and Payload takes the words for an empty relationship. */
const isNone = (value: unknown) => [0, '0', '', 'none', 'null'].includes(value as string)

function checkList(value: unknown, path: string, walk: Walk): unknown[] {
  if (!Array.isArray(value)) return refuseValue(path, value, 'a list')
  walk.entries += value.length
  if (value.length > mostEntries || walk.entries > mostEntriesInAll) {
    throw new BadRequest(
      `The request was refused: “${path}” is a list of ${value.length}. The most is ${mostEntries}, and ${mostEntriesInAll} in all lists of a document. Shorten it.`,
      413,
      path,
    )
  }
  return value
}

function refuseDuplicates(entries: readonly unknown[], path: string): void {
  const seen = new Set<string>()
  for (const entry of entries) {
    const id =
      isObject(entry) && 'relationTo' in entry ? `${entry.relationTo} ${idOf(entry.value)}` : idOf(entry)
    if (seen.has(String(id))) {
      throw new BadRequest(
        `The request was refused: “${path}” names “${id}” more than once. Name each document once.`,
        400,
        path,
      )
    }
    seen.add(String(id))
  }
}

const idOf = (value: unknown) => (isObject(value) ? value.id : value)
/** Payload leaves out an id that is empty or 0 without a word. */
const isId = (id: unknown): id is number | string =>
  (typeof id === 'string' || typeof id === 'number') && Boolean(id)

const checkText: Check = (value, path) => {
  if (typeof value !== 'string') refuseValue(path, value, 'text')
}

/** SQLite's driver stores whole numbers that are greater, and fails when it reads them. */
const mostNumber = Number.MAX_SAFE_INTEGER

const checkNumber: Check = (value, path) => {
  const isNumber = typeof value === 'number' || typeof value === 'string'
  if (!isNumber || !(Math.abs(Number(value)) <= mostNumber)) {
    refuseValue(path, value, `a number from -${mostNumber} to ${mostNumber}`)
  }
}

const checkBoolean: Check = (value, path) => {
  if (![true, false, 'true', 'false', ''].includes(value as boolean))
    refuseValue(path, value, 'true or false')
}

/** Payload stores years that its own forms and the site cannot read, and fails on others. */
export const isDate = (value: unknown): boolean => {
  const year = typeof value === 'string' ? new Date(value).getUTCFullYear() : NaN
  return year >= 1000 && year <= 9999
}

const checkDate: Check = (value, path) => {
  if (!isDate(value)) refuseValue(path, value, 'a date such as 2027-01-31T12:00:00.000Z, or null')
}

const checkReference = (
  value: unknown,
  path: string,
  { relationTo }: RelationshipField,
  { references }: Walk,
): void => {
  if (!Array.isArray(relationTo)) {
    const id = idOf(value)
    if (!isId(id)) return refuseValue(path, value, `the id of a document in ${relationTo}`)
    references.push({ path, relationTo, id })
    return
  }
  const known = relationTo.find((slug) => isObject(value) && slug === value.relationTo)
  const id = isObject(value) ? idOf(value.value) : undefined
  if (!known || !isId(id)) {
    return refuseValue(path, value, `an object with relationTo (${relationTo.join(', ')}) and value (an id)`)
  }
  references.push({ path, relationTo: known, id })
}

const checkGroup = (
  value: unknown,
  path: string,
  { flattenedFields }: { flattenedFields: FlattenedField[] },
  walk: Walk,
): void => {
  if (!isObject(value)) return refuseValue(path, value, 'an object with the fields of this group')
  checkDocumentData(value, flattenedFields, `${path}.`, walk)
}

const checkRows = (
  value: unknown,
  path: string,
  { flattenedFields }: { flattenedFields: FlattenedField[] },
  walk: Walk,
): void => {
  checkList(value, path, walk).forEach((row, index) => {
    const rowPath = `${path}.${index}`
    if (!isObject(row)) return refuseValue(rowPath, row, 'an object with the fields of a row')
    checkDocumentData(row, flattenedFields, `${rowPath}.`, walk)
  })
}

const checkBlocks = (
  value: unknown,
  path: string,
  { blocks }: { blocks: { slug: string; flattenedFields: FlattenedField[] }[] },
  walk: Walk,
): void => {
  checkList(value, path, walk).forEach((row, index) => {
    const rowPath = `${path}.${index}`
    if (!isObject(row)) return refuseValue(rowPath, row, 'an object with the fields of a block')
    const block = blocks.find(({ slug }) => slug === row.blockType)
    if (!block) {
      const known = blocks.map(({ slug }) => slug).join(', ')
      return refuseValue(`${rowPath}.blockType`, row.blockType, `one of ${known}`)
    }
    checkDocumentData(row, block.flattenedFields, `${rowPath}.`, walk)
  })
}

/** Only what every walk through a tree relies on. Whether the site can show the nodes is for the field's own validation. */
const checkRichText = (value: unknown, path: string, { editor }: RichTextField, walk: Walk): void => {
  const { features } = (editor as LexicalRichTextAdapter).editorConfig
  const visit = (node: unknown, nodePath: string): void => {
    if (!isObject(node)) return refuseValue(nodePath, node, 'an object: a node of rich text')
    if (typeof node.type !== 'string') refuseValue(`${nodePath}.type`, node.type, 'the name of a node')
    const subFields = features.getSubFields?.get(node.type as string)
    if (subFields && node.type !== 'upload') {
      if (!isObject(node.fields)) {
        return refuseValue(`${nodePath}.fields`, node.fields, 'an object with the fields of this node')
      }
      const fields = subFields({ node: node as never, req: undefined as never })
      checkDocumentData(
        node.fields,
        flattenAllFields({ fields: fields ?? [], cache: true }),
        `${nodePath}.fields.`,
        { ...walk, references: [] },
      )
    }
    if (node.children === undefined) return
    if (!Array.isArray(node.children))
      return refuseValue(`${nodePath}.children`, node.children, 'a list of nodes')
    node.children.forEach((child, index) => visit(child, `${nodePath}.children.${index}`))
  }
  if (!isObject(value)) return refuseValue(path, value, 'an object: the tree of rich text')
  try {
    if (value.root !== undefined) visit(value.root, `${path}.root`)
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error
    // The message names the node; the admin shows it at the field.
    const message = error.message.replace('The request was refused', 'This text is damaged')
    throw new BadRequest(message, error.status, path)
  }
}

const checks: Partial<Record<FlattenedField['type'], Check>> = {
  text: checkText,
  textarea: checkText,
  email: checkText,
  code: checkText,
  select: checkText,
  radio: checkText,
  number: checkNumber,
  checkbox: checkBoolean,
  date: checkDate,
  relationship: checkReference,
  upload: checkReference,
  group: checkGroup,
  tab: checkGroup,
  array: checkRows,
  blocks: checkBlocks,
  richText: checkRichText,
}
