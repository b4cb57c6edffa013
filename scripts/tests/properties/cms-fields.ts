import fc, { type Arbitrary } from 'fast-check'
import type { Block, FlattenedBlock, FlattenedField, Payload } from 'payload'
import {
  arrangeRichText,
  type CollectionSlug,
  collectionSchemas,
  type ContentSlug,
  globalSchemas,
  plainContentModel,
} from 'shared-types'
import type { IdsOf } from 'shared-types/test/arbitrary-of-schema'
import { edgeCaseMoment, edgeCaseNumber, edgeCaseText } from 'shared-types/test/edge-case-values'
import { fieldsOf, withFormatsOfCms } from 'shared-types/test/generated-documents'
import { paragraph, words } from 'shared-types/test/rich-text'

export type Json = Record<string, unknown>

/** Fields that only the CMS itself writes. */
const writtenByCms = new Set([
  ...['id', '_status', 'createdAt', 'updatedAt', 'deletedAt'],
  ...['filename', 'mimeType', 'filesize', 'width', 'height', 'sizes', 'dominantColor', 'url', 'thumbnailURL'],
])

/** The fields of a collection or a global in the CMS that a request may write. */
export function cmsFields(payload: Payload, slug: ContentSlug): FlattenedField[] {
  const config =
    slug in collectionSchemas
      ? payload.collections[slug as CollectionSlug]?.config
      : payload.config.globals.find((global) => global.slug === slug)
  if (!config) throw new Error(`The CMS has no ${slug}.`)
  return config.flattenedFields.filter(({ name }) => !writtenByCms.has(name))
}

/**
 * The body of a request that publishes a document: values of the contract, cut to the limits that only the CMS has, and values of
 * the fields that visitors never see. One of twenty is not cut.
 */
export function requestBody(payload: Payload, slug: ContentSlug, idsOf: IdsOf): Arbitrary<Json> {
  const fields = cmsFields(payload, slug)
  const { shape } = { ...collectionSchemas, ...globalSchemas }[slug]
  const internal = fields.filter(({ name }) => !(name in shape))
  return fc
    .tuple(
      fieldsOf(slug, idsOf),
      fc.record(Object.fromEntries(internal.map((field) => [field.name, internalValue(field, slug, idsOf)]))),
      fc.nat(19),
    )
    .map(([contract, others, chance]) => {
      const body = Object.fromEntries(
        Object.entries({ ...contract, ...others }).filter(([name]) => !writtenByCms.has(name)),
      )
      return chance === 19 ? body : withinLimits(fields, withFormatsOfCms(slug, body))
    })
}

function internalValue(field: FlattenedField, slug: ContentSlug, idsOf: IdsOf): Arbitrary<unknown> {
  switch (field.type) {
    case 'text':
    case 'textarea':
      return fc.option(edgeCaseText, { freq: 9 })
    case 'checkbox':
      return fc.boolean()
    case 'date':
      return fc.option(edgeCaseMoment, { freq: 9 })
    case 'number':
      return edgeCaseNumber(field.min ?? -(2 ** 53), field.max ?? 2 ** 53, false)
    case 'select':
    case 'radio':
      return fc.constantFrom(
        ...field.options.map((option) => (typeof option === 'string' ? option : option.value)),
      )
    case 'relationship':
      // The creator of a post: only its id would be of use.
      if (field.relationTo === 'users') return fc.constant(undefined)
      return fc.option(fc.constantFrom(...idsOf(field.relationTo as CollectionSlug)))
    default:
      throw new Error(`${slug}.${field.name}: there is no arbitrary for a field of the type “${field.type}”.`)
  }
}

/** Cuts texts and lists at their greatest length, makes texts longer that are too short, and leaves out groups and lists that are null. */
export function withinLimits(fields: readonly FlattenedField[], value: Json): Json {
  const byName = new Map(fields.map((field) => [field.name, field]))
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const field = byName.get(name)
      if (inner === null && ['group', 'array', 'blocks'].includes(field?.type ?? '')) return []
      return [[name, field && inner !== null && inner !== undefined ? limited(field, inner) : inner]]
    }),
  )
}

function limited(field: FlattenedField, value: unknown): unknown {
  switch (field.type) {
    case 'text':
    case 'textarea': {
      const text = String(value)
      const { minLength = 0, maxLength } = field
      return text === '' ? text : text.slice(0, maxLength).padEnd(minLength && minLength + 20, '.')
    }
    case 'group':
      return withinLimits(field.flattenedFields, value as Json)
    case 'array':
      return (value as Json[]).slice(0, field.maxRows).map((row) => withinLimits(field.flattenedFields, row))
    case 'blocks':
      return (value as Json[]).slice(0, field.maxRows).map((row) => inBlock(field.blocks, row))
    case 'relationship':
      return Array.isArray(value) ? value.slice(0, field.maxRows) : value
    case 'richText':
      return inRichText(field, value)
    default:
      return value
  }
}

const inBlock = (blocks: readonly (Block | FlattenedBlock)[], row: Json): Json => {
  const block = blocks.find(({ slug }) => slug === row.blockType)
  return block && 'flattenedFields' in block ? withinLimits(block.flattenedFields, row) : row
}

/** The editor's feature with the blocks that it can insert. */
interface WithBlocks {
  editor?: {
    editorConfig?: {
      resolvedFeatureMap: Map<
        string,
        { sanitizedServerFeatureProps?: { blocks?: (Block | FlattenedBlock)[] } }
      >
    }
  }
}

/** A text without blocks, such as an answer, gets only the nodes that it may hold. */
function inRichText(field: FlattenedField, value: unknown): unknown {
  const { editor } = field as WithBlocks
  const blocks = editor?.editorConfig?.resolvedFeatureMap.get('blocks')?.sanitizedServerFeatureProps?.blocks
  const inNode = (node: Json): Json => ({
    ...node,
    ...(node.type === 'block' ? { fields: inBlock(blocks ?? [], node.fields as Json) } : {}),
    ...(Array.isArray(node.children) ? { children: (node.children as Json[]).map(inNode) } : {}),
  })
  const tree = value as { root: { children: Json[] } }
  const { children } = (blocks ? tree : arrangeRichText(tree, plainContentModel)).root
  const filled = children.length > 0 ? children : [paragraph(words('a'))]
  return { root: inNode({ type: 'root', children: filled }) }
}
