/** One change of an item: without `before` it was added, without `after` it was removed. */
export interface Edit<T> {
  before?: T
  after?: T
}

/** From this number of edits on, one pass over the whole list is faster than one splice for each edit. */
const manyEdits = 100

/** The ordered list after the edits; the same array when there are none. */
export function listWith<T extends object | string>(
  list: readonly T[],
  edits: readonly Edit<T>[],
  compare: (a: T, b: T) => number,
): readonly T[] {
  if (edits.length === 0) return list
  const gone = edits.flatMap(({ before }) => before ?? [])
  const added = edits.flatMap(({ after }) => after ?? []).sort(compare)
  if (edits.length > manyEdits) return Object.freeze(merged(without(list, new Set(gone)), added, compare))
  const result = [...list]
  for (const item of gone) result.splice(result.indexOf(item), 1)
  for (const item of added) result.splice(indexFor(result, item, compare), 0, item)
  return Object.freeze(result)
}

const without = <T>(list: readonly T[], gone: ReadonlySet<T>): readonly T[] =>
  gone.size === 0 ? list : list.filter((item) => !gone.has(item))

function merged<T>(list: readonly T[], added: readonly T[], compare: (a: T, b: T) => number): T[] {
  const result: T[] = []
  let next = 0
  for (const item of list) {
    for (; next < added.length && compare(added[next] as T, item) < 0; next++) result.push(added[next] as T)
    result.push(item)
  }
  return result.concat(added.slice(next))
}

/** The index after all items that are not greater than `item`. */
function indexFor<T>(list: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(list[middle] as T, item) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The array of before when both have the same items, so that comparing by identity is enough. */
export function reuseList<T>(list: readonly T[], before: readonly T[] | undefined): readonly T[] {
  const isSame = before?.length === list.length && list.every((item, index) => item === before[index])
  return isSame ? before : Object.freeze(list)
}

/** For each map, the map that it was made from and the keys that differ. Weak references, so that old maps can be freed. */
const origins = new WeakMap<ReadonlyMap<string, unknown>, { map: WeakRef<object>; keys: readonly string[] }>()

/** The map after the changes; undefined removes a key. The same map when there are no changes. */
export function mapWith<T>(
  map: ReadonlyMap<string, T>,
  changes: readonly (readonly [string, T | undefined])[],
): ReadonlyMap<string, T> {
  if (changes.length === 0) return map
  const result = new Map(map)
  for (const [key, value] of changes) {
    if (value === undefined) result.delete(key)
    else result.set(key, value)
  }
  origins.set(result, { map: new WeakRef(map), keys: changes.map(([key]) => key) })
  return result
}

/** The keys under which two maps may hold different values; fast when `mapWith` made `after` from `before`. */
export function changedKeys(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly string[] {
  const origin = origins.get(after)
  if (origin?.map.deref() === before) return origin.keys
  const keys: string[] = []
  for (const [key, value] of after) if (before.get(key) !== value) keys.push(key)
  for (const key of before.keys()) if (!after.has(key)) keys.push(key)
  return keys
}

interface Grouping<Item, Value extends object | string> {
  keysOf: (item: Item) => readonly string[]
  valueOf: (item: Item) => Value
  compare: (a: Value, b: Value) => number
}

/**
 * Ordered groups of values after the edits. An item is in the group of each of its keys, once; an empty group is left out.
 */
export function regrouped<Item, Value extends object | string>(
  groups: ReadonlyMap<string, readonly Value[]>,
  edits: readonly (Edit<Item> & { isMoved: boolean })[],
  { keysOf, valueOf, compare }: Grouping<Item, Value>,
): ReadonlyMap<string, readonly Value[]> {
  const changes = new Map<string, Edit<Value>[]>()
  for (const { before, after, isMoved } of edits) {
    const [old, now] = [new Set(before && keysOf(before)), new Set(after && keysOf(after))]
    for (const key of new Set([...old, ...now])) {
      const [was, is] = [old.has(key), now.has(key)]
      if (was && is && !isMoved) continue
      const edit = {
        before: was ? valueOf(before as Item) : undefined,
        after: is ? valueOf(after as Item) : undefined,
      }
      const known = changes.get(key)
      if (known) known.push(edit)
      else changes.set(key, [edit])
    }
  }
  return mapWith(
    groups,
    [...changes].map(([key, of]) => {
      const list = listWith(groups.get(key) ?? [], of, compare)
      return [key, list.length > 0 ? list : undefined]
    }),
  )
}
