import type { LexicalRichTextAdapter } from '@payloadcms/richtext-lexical'
import { type FlattenedField, flattenAllFields } from 'payload'
import { staffOnlyField } from '../access/rules'

/** A document that a field of the data names. */
export interface Reference {
  /** Such as `modules.2.picture`. */
  path: string
  relationTo: string
  id: number | string
}

/** With the place in the form. */
export interface FieldReference extends Reference {
  /** Without the place in a list of documents; for a place inside a text, the path of that text. */
  field: string
  /** The path of the list or field, if it may not be empty. */
  required?: string
  /** Only staff read the field. */
  isInternal?: true
  /** Inside a text: the type of the node, or of the block. */
  node?: string
  /** The words of a link. */
  words?: string
}

/** The text around a place. */
type InText = Pick<FieldReference, 'field' | 'node' | 'words'>

type Data = Record<string, unknown>

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value == null ? [] : [value])

/** The documents that the data of a document names, in rich text too, at any depth of population. Skips what is malformed. */
export function* referencesIn(
  data: Data,
  fields: readonly FlattenedField[],
  prefix = '',
  text?: InText,
): Generator<FieldReference> {
  const words = typeof data.label === 'string' ? data.label : undefined
  for (const field of fields) {
    const value = data[field.name]
    const path = prefix + field.name
    switch (field.type) {
      case 'group':
      case 'tab':
        if (isData(value)) yield* referencesIn(value, field.flattenedFields, `${path}.`, text)
        break
      case 'array':
      case 'blocks':
        for (const [index, row] of listOf(value).entries()) {
          if (!isData(row)) continue
          const block =
            field.type === 'array' ? field : field.blocks.find(({ slug }) => slug === row.blockType)
          if (block) yield* referencesIn(row, block.flattenedFields, `${path}.${index}.`, text)
        }
        break
      case 'relationship':
      case 'upload':
        for (const [index, entry] of listOf(value).entries()) {
          const place = {
            ...(field.access?.read === staffOnlyField.read && { isInternal: true as const }),
            ...{ path: field.hasMany ? `${path}.${index}` : path, field: path, words, ...text },
            // Of a link without its document the words stay.
            required: field.required && text?.node !== 'link' && text?.node !== 'autolink' ? path : undefined,
          }
          yield* Array.isArray(field.relationTo)
            ? referenceOf(place, entry)
            : referenceOf(place, { relationTo: field.relationTo, value: entry })
        }
        break
      case 'richText':
        if (isData(value)) {
          const editor = field.editor as LexicalRichTextAdapter
          yield* inNode(value.root, editor, `${path}.root`, text ?? { field: path })
        }
    }
  }
}

/** `entry` names a document as polymorphic relationships do, by its collection and its id or itself. */
function* referenceOf(
  place: Omit<FieldReference, 'id' | 'relationTo'>,
  entry: unknown,
): Generator<FieldReference> {
  if (!isData(entry) || typeof entry.relationTo !== 'string') return
  const id = isData(entry.value) ? entry.value.id : entry.value
  if (typeof id === 'string' || typeof id === 'number') yield { ...place, relationTo: entry.relationTo, id }
}

function* inNode(
  node: unknown,
  editor: LexicalRichTextAdapter,
  path: string,
  text: InText,
): Generator<FieldReference> {
  if (!isData(node)) return
  // Pictures and related documents in the text name their document as a field does.
  yield* referenceOf({ path, ...text, node: String(node.type) }, node)
  // Payload registers the fields of links for one of the two types.
  const type = node.type === 'autolink' ? 'link' : String(node.type)
  const subFields = editor.editorConfig.features.getSubFields?.get(type)
  if (subFields && isData(node.fields)) {
    const fields = subFields({ node: node as never, req: undefined as never }) ?? []
    const inside = {
      field: text.field,
      node: String(node.fields.blockType ?? node.type),
      words: wordsIn(node) || undefined,
    }
    yield* referencesIn(node.fields, flattenAllFields({ fields, cache: true }), `${path}.fields.`, inside)
  }
  for (const [index, child] of listOf(node.children).entries()) {
    yield* inNode(child, editor, `${path}.children.${index}`, text)
  }
}

const wordsIn = (node: Data): string =>
  listOf(node.children)
    .filter(isData)
    .map((child) => (typeof child.text === 'string' ? child.text : wordsIn(child)))
    .join('')
