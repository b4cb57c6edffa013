import type { FlattenedField } from 'payload'
import { orderRows } from './order-rows'
import { fieldsOfRow, isData, sameValue } from './same-value'

type Data = Record<string, unknown>
interface Row extends Data {
  id: string
}

/** A field that both sides changed to different values; an absent one is null. When both moved rows of a list, its values are ids. */
export interface Conflict {
  /** Names of fields and ids of rows: `seo.title`, `steps.65f0a1.title`, `steps.65f0a1` for a row that one side removed. */
  path: string
  base: unknown
  yours: unknown
  theirs: unknown
}

export interface Merge {
  /** All of `theirs`, with your changes. A field in conflict has your value, and a row in conflict is kept. */
  merged: Data
  conflicts: Conflict[]
  /** Paths, as in conflicts, of the fields and rows in `yours` of which `merged` has their change. */
  taken: string[]
}

/** Which side wins, by path, for the conflicts that a person has decided. */
export type Choices = Record<string, 'yours' | 'theirs'>

/**
 * Merges two changes of the fields of `base`. Groups and tabs are merged field by field, rows of arrays and blocks by id; each other
 * field, rich text too, is one value, and so is a list in which a row has no id.
 * @param base the values from which you started, at least of the fields that you changed
 * @param yours only the fields that are present count as changed by you, in groups and rows too; null empties a field
 * @param theirs the values of now, all of them
 */
export function mergeFields(
  fields: readonly FlattenedField[],
  base: Data,
  yours: Data,
  theirs: Data,
  choices: Choices = {},
): Merge {
  const walk: Walk = { choices, conflicts: [], taken: [] }
  const merged = mergeData(fields, { base, yours, theirs }, '', walk)
  return { merged, conflicts: walk.conflicts, taken: walk.taken }
}

type Walk = Omit<Merge, 'merged'> & { choices: Choices }
interface Sides<Value> {
  base: Value
  yours: Value
  theirs: Value
}
const sides = ['base', 'yours', 'theirs'] as const

function mapSides<From, To>(from: Sides<From>, change: (value: From) => To): Sides<To> {
  return { base: change(from.base), yours: change(from.yours), theirs: change(from.theirs) }
}

const asData = (value: unknown): Data => (isData(value) ? value : {})

function mergeData(
  fields: readonly FlattenedField[],
  data: Sides<unknown>,
  prefix: string,
  walk: Walk,
): Data {
  const objects = mapSides(data, asData)
  const merged = { ...objects.theirs }
  for (const field of fields) {
    if (objects.yours[field.name] === undefined || field.type === 'join') continue
    const values = mapSides(objects, (object) => object[field.name])
    merged[field.name] = mergeField(field, values, prefix + field.name, walk)
  }
  return merged
}

function mergeField(field: FlattenedField, values: Sides<unknown>, path: string, walk: Walk): unknown {
  if (field.type === 'group' || field.type === 'tab') {
    return mergeData(field.flattenedFields, values, `${path}.`, walk)
  }
  if (field.type === 'array' || field.type === 'blocks') {
    const lists = mapSides(values, rowsOf)
    if (hasRows(lists)) return mergeRows(field, lists, path, walk)
  }
  return mergeValue(values, (a, b) => sameValue(field, a, b), path, walk)
}

type IsSame = (a: unknown, b: unknown) => boolean

function mergeValue(
  { base, yours, theirs }: Sides<unknown>,
  isSame: IsSame,
  path: string,
  walk: Walk,
): unknown {
  if (isSame(yours, theirs)) return theirs
  if (isSame(yours, base)) {
    walk.taken.push(path)
    return theirs
  }
  if (isSame(theirs, base)) return yours
  const choice = walk.choices[path]
  if (!choice) {
    walk.conflicts.push({ path, ...mapSides({ base, yours, theirs }, (value) => value ?? null) })
  }
  if (choice === 'theirs') walk.taken.push(path)
  return choice === 'theirs' ? theirs : yours
}

/** The rows of a list, empty or not; undefined when some have no id, or the same one. */
function rowsOf(value: unknown): Row[] | undefined {
  if (!Array.isArray(value)) return []
  const ids = value.map((row) => (isData(row) && typeof row.id === 'string' && row.id) || undefined)
  return ids.includes(undefined) || new Set(ids).size < ids.length ? undefined : (value as Row[])
}

const hasRows = (lists: Sides<Row[] | undefined>): lists is Sides<Row[]> =>
  sides.every((side) => lists[side] !== undefined)

function mergeRows(field: FlattenedField, lists: Sides<Row[]>, path: string, walk: Walk): Row[] {
  const rows = mapSides(lists, (list) => new Map(list.map((row) => [row.id, row])))
  const merged = new Map<string, Row>()
  for (const id of new Set(sides.flatMap((side) => [...rows[side].keys()]))) {
    const row = mergeRow(
      field,
      mapSides(rows, (byId) => byId.get(id)),
      `${path}.${id}`,
      walk,
    )
    if (row) merged.set(id, row)
  }
  const orders = mapSides(rows, (byId) => [...byId.keys()].filter((id) => merged.has(id)))
  const order = orderRows(orders, (kept) => {
    const isSame: IsSame = (a, b) => String(a) === String(b)
    return mergeValue(kept, isSame, path, walk) as string[]
  })
  return order.map((id) => merged.get(id)!)
}

/** Undefined when the row is removed. */
function mergeRow(
  field: FlattenedField,
  row: Sides<Row | undefined>,
  path: string,
  walk: Walk,
): Row | undefined {
  const { base, yours, theirs } = row
  const isSameBlock = yours?.blockType === theirs?.blockType
  if (yours && theirs && isSameBlock) {
    return { ...mergeData(fieldsOfRow(field, yours), row, `${path}.`, walk), id: yours.id } as Row
  }
  const isSame: IsSame = (a, b) => sameValue(field, a ? [a] : [], b ? [b] : [])
  const chosen = mergeValue({ base, yours, theirs }, isSame, path, walk) as Row | undefined
  // Without a decision a row that one side removed and the other changed is kept.
  return chosen ?? (walk.conflicts.at(-1)?.path === path ? theirs : undefined)
}
