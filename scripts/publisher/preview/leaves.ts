/** A value of a document that is not made of others, and the keys that lead to it. */
export interface Leaf {
  path: readonly string[]
  value: string | number | boolean
}

/** What no form edits by itself, in documents, in rows of lists, and in pictures. */
const unedited: ReadonlySet<string> = new Set([
  ...[
    'id',
    'createdAt',
    'updatedAt',
    'deletedAt',
    '_status',
    'globalType',
    'blockType',
    'blockName',
    'relationTo',
  ],
  ...['filename', 'mimeType', 'filesize', 'width', 'height', 'sizes', 'published'],
])
/** What is edited in a node of a rich text; the other keys are for the editor's own use. */
const editedInNodes: ReadonlySet<string> = new Set(['root', 'children', 'text', 'fields', 'value'])

/** The values that a form edits, in their order. */
export function leavesOf(data: unknown, path: readonly string[] = []): Leaf[] {
  if (typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean') {
    return data === '' ? [] : [{ path, value: data }]
  }
  if (typeof data !== 'object' || data === null) return []
  const isNode = path.includes('root') && 'type' in data && 'version' in data
  return Object.entries(data).flatMap(([key, value]) =>
    unedited.has(key) || (isNode && !editedInNodes.has(key)) ? [] : leavesOf(value, [...path, key]),
  )
}

/** A copy of the data with other values in some places. */
export function withLeaves(
  data: unknown,
  leaves: Iterable<{ path: readonly string[]; value: unknown }>,
): unknown {
  const copy = structuredClone(data)
  for (const { path, value } of leaves) {
    const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy)
    ;(holder as Record<string, unknown>)[path.at(-1) ?? ''] = value
  }
  return copy
}

/** The data with another value in one place; all else is shared. */
export function withLeaf(data: unknown, [key, ...path]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(data)) return data.with(Number(key), withLeaf(data[Number(key)], path, value))
  const object = data as Record<string, unknown>
  return { ...object, [key]: withLeaf(object[key], path, value) }
}
