import type { LexicalRichTextAdapter } from '@payloadcms/richtext-lexical'
import { type FlattenedField, flattenAllFields } from 'payload'

/** A document that a field of the data names. */
export interface Reference {
  /** Such as `modules.2.picture`. */
  path: string
  relationTo: string
  id: number | string
}

type Data = Record<string, unknown>

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value == null ? [] : [value])

/** The documents that the data of a document names, in rich text too, at any depth of population. Skips what is malformed. */
export function* referencesIn(
  data: Data,
  fields: readonly FlattenedField[],
  prefix = '',
): Generator<Reference> {
  for (const field of fields) {
    const value = data[field.name]
    const path = prefix + field.name
    switch (field.type) {
      case 'group':
      case 'tab':
        if (isData(value)) yield* referencesIn(value, field.flattenedFields, `${path}.`)
        break
      case 'array':
      case 'blocks':
        for (const [index, row] of listOf(value).entries()) {
          if (!isData(row)) continue
          const block =
            field.type === 'array' ? field : field.blocks.find(({ slug }) => slug === row.blockType)
          if (block) yield* referencesIn(row, block.flattenedFields, `${path}.${index}.`)
        }
        break
      case 'relationship':
      case 'upload':
        for (const [index, entry] of listOf(value).entries()) {
          const place = field.hasMany ? `${path}.${index}` : path
          yield* Array.isArray(field.relationTo)
            ? referenceOf(place, entry)
            : referenceOf(place, { relationTo: field.relationTo, value: entry })
        }
        break
      case 'richText':
        if (isData(value)) yield* inNode(value.root, field.editor as LexicalRichTextAdapter, `${path}.root`)
    }
  }
}

/** `entry` names a document as polymorphic relationships do, by its collection and its id or itself. */
function* referenceOf(path: string, entry: unknown): Generator<Reference> {
  if (!isData(entry) || typeof entry.relationTo !== 'string') return
  const id = isData(entry.value) ? entry.value.id : entry.value
  if (typeof id === 'string' || typeof id === 'number') yield { path, relationTo: entry.relationTo, id }
}

function* inNode(node: unknown, editor: LexicalRichTextAdapter, path: string): Generator<Reference> {
  if (!isData(node)) return
  // Pictures and related documents in the text name their document as a field does.
  yield* referenceOf(path, node)
  const subFields = editor.editorConfig.features.getSubFields?.get(String(node.type))
  if (subFields && isData(node.fields)) {
    const fields = subFields({ node: node as never, req: undefined as never }) ?? []
    yield* referencesIn(node.fields, flattenAllFields({ fields, cache: true }), `${path}.fields.`)
  }
  for (const [index, child] of listOf(node.children).entries()) {
    yield* inNode(child, editor, `${path}.children.${index}`)
  }
}
