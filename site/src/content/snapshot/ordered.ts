/** A document in another version, or in its first, or gone. */
export interface Edit<T> {
  before?: T
  after?: T
}

/** From how many edits on it is quicker to go through the list once. */
const many = 100

/** An ordered list after some edits: the same list when there are none. */
export function listWith<T extends object | string>(
  list: readonly T[],
  edits: readonly Edit<T>[],
  compare: (a: T, b: T) => number,
): readonly T[] {
  if (edits.length === 0) return list
  const gone = edits.flatMap(({ before }) => before ?? [])
  const added = edits.flatMap(({ after }) => after ?? []).sort(compare)
  if (edits.length > many) return Object.freeze(merged(without(list, new Set(gone)), added, compare))
  const result = [...list]
  for (const item of gone) result.splice(result.indexOf(item), 1)
  for (const item of added) result.splice(placeIn(result, item, compare), 0, item)
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

/** Behind all that are not greater. */
function placeIn<T>(list: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(list[middle] as T, item) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The list of before when it has the same items: whoever has seen that one has seen this one. */
export function shared<T>(list: readonly T[], before: readonly T[] | undefined): readonly T[] {
  const isSame = before?.length === list.length && list.every((item, at) => item === before[at])
  return isSame ? before : Object.freeze(list)
}

/** What a map was made of, so that nobody has to compare the two. Weak: a chain of them must not stay in memory. */
const madeOf = new WeakMap<ReadonlyMap<string, unknown>, { map: WeakRef<object>; keys: readonly string[] }>()

/** A map with other values; those of undefined are taken out. The same map when there are none. */
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
  madeOf.set(result, { map: new WeakRef(map), keys: changes.map(([key]) => key) })
  return result
}

/** The keys under which two maps may hold different values. */
export function changedKeys(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly string[] {
  const made = madeOf.get(after)
  if (made?.map.deref() === before) return made.keys
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

/** Groups of values in order, after some edits. Who is named twice is in the group once, and no group is empty. */
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
