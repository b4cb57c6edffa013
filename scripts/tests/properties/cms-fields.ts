import fc, { type Arbitrary } from 'fast-check'
import {
  type Block,
  flattenAllFields,
  type FlattenedBlock,
  type FlattenedField,
  type SanitizedConfig,
  type TextareaField,
  type TextField,
} from 'payload'
import {
  arrangeRichText,
  type CollectionSlug,
  collectionSchemas,
  type ContentSlug,
  globalSchemas,
  isBlank,
  plainContentModel,
  withoutForbiddenCharacters,
} from 'shared-types'
import type { IdsOf } from 'shared-types/test/arbitrary-of-schema'
import { edgeCaseMoment, edgeCaseNumber, edgeCaseText } from 'shared-types/test/edge-case-values'
import { fieldsOf, withFormatsOfCms } from 'shared-types/test/generated-documents'
import { paragraph, words } from 'shared-types/test/rich-text'
import { isEmptyRichText } from '../../../cms/src/rich-text/valid-rich-text'

export type Json = Record<string, unknown>

/** Fields that only the CMS itself writes. */
const writtenByCms = new Set([
  ...['id', '_status', 'createdAt', 'updatedAt', 'deletedAt'],
  ...['filename', 'mimeType', 'filesize', 'width', 'height', 'sizes', 'dominantColor', 'url', 'thumbnailURL'],
])

/** The fields of a collection or a global in the CMS that a request may write. */
export function cmsFields({ collections, globals }: SanitizedConfig, slug: ContentSlug): FlattenedField[] {
  const found = [...collections, ...globals].find((one) => one.slug === slug)
  if (!found) throw new Error(`The CMS has no ${slug}.`)
  return found.flattenedFields.filter(({ name }) => !writtenByCms.has(name))
}

/**
 * The body of a request that publishes a document and that the CMS accepts: values of the contract within the limits that only the
 * CMS has, and values of the fields that visitors never see.
 */
export function requestBody(config: SanitizedConfig, slug: ContentSlug, idsOf: IdsOf): Arbitrary<Json> {
  const fields = cmsFields(config, slug)
  const { shape } = { ...collectionSchemas, ...globalSchemas }[slug]
  const internal = fields.filter(({ name }) => !(name in shape))
  const internalValues = (some: readonly FlattenedField[]): Arbitrary<Json> =>
    fc.record(Object.fromEntries(some.map((field) => [field.name, internalValue(field, slug, idsOf)])))
  const lists = fields.flatMap((field) => (field.type === 'array' && field.name in shape ? field : []))
  const internalOfRows = lists.map(({ name, flattenedFields }) => [
    name,
    internalValues(flattenedFields.filter(({ access }) => access?.read)),
  ])
  return fc
    .tuple(
      fieldsOf(slug, idsOf, false),
      internalValues(internal),
      fc.record(Object.fromEntries(internalOfRows) as Record<string, Arbitrary<Json>>),
    )
    .map(([contract, others, ofRows]) => {
      for (const [name, more] of Object.entries(ofRows)) {
        contract[name] = (contract[name] as Json[] | null)?.map((row) => ({ ...row, ...more }))
      }
      const written = Object.entries({ ...contract, ...others }).filter(([name]) => !writtenByCms.has(name))
      const values = withFormatsOfCms(slug, Object.fromEntries(written))
      return withinLimits(fields, { ...values, ...allowedWords(slug, values) }, idsOf)
    })
}

/** Of a partner: in no other text. */
export const unusedName = 'A name that is in no other text'

/** Without consent, or with the name of a partner that allows none, nothing is published. */
function allowedWords(slug: ContentSlug, { mayUseName, confirmedUntil }: Json): Json {
  if (slug === 'testimonials') {
    const until = confirmedUntil ? '2999-12-31' : null
    return { consent: true, consentOn: '2026-01-05', consentNote: 'Filed.', confirmedUntil: until }
  }
  if (slug !== 'partners') return {}
  return mayUseName ? { agreementStatus: 'signed', agreementExpires: null } : { name: unusedName }
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
    case 'array': {
      const rows = field.flattenedFields.filter(({ name }) => name !== 'id')
      const row = fc.record(
        Object.fromEntries(rows.map((one) => [one.name, internalValue(one, slug, idsOf)])),
      )
      return fc.array(row, { maxLength: 2 })
    }
    case 'relationship':
    case 'upload':
      // The creator of a post: only its id would be of use.
      if (field.relationTo === 'users') return fc.constant(undefined)
      return fc.option(fc.constantFrom(...idsOf(field.relationTo as CollectionSlug)))
    default:
      throw new Error(`${slug}.${field.name}: there is no arbitrary for a field of the type “${field.type}”.`)
  }
}

/**
 * All fields, within the limits of the CMS: fields that it requires are filled in, texts and lists are cut at their greatest length,
 * and texts that are too short are made longer. What has no value is null, or a list or group without values.
 */
export const withinLimits = (fields: readonly FlattenedField[], values: Json, idsOf: IdsOf): Json => ({
  ...values,
  ...Object.fromEntries(fields.map((field) => [field.name, limited(field, values[field.name], idsOf)])),
})

function limited(field: FlattenedField, value: unknown, idsOf: IdsOf): unknown {
  const isRequired = 'required' in field && field.required
  const isList = field.type === 'array' || field.type === 'blocks' || ('hasMany' in field && field.hasMany)
  const isMissing = value === null || value === undefined || (isList && (value as unknown[]).length === 0)
  if (isMissing && !isRequired && field.type !== 'group') return isList ? [] : null
  switch (field.type) {
    case 'text':
    case 'textarea':
      return limitedText(field, isRequired && isBlankInCms(field, value) ? 'a' : String(value))
    case 'group':
      return withinLimits(field.flattenedFields, (value ?? {}) as Json, idsOf)
    case 'array':
      return (isMissing ? [{}] : (value as Json[]))
        .slice(0, field.maxRows)
        .map((row) => withinLimits(field.flattenedFields, row, idsOf))
    case 'blocks':
      return (value as Json[]).slice(0, field.maxRows).map((row) => inBlock(field.blocks, row, idsOf))
    case 'relationship':
      if (!field.hasMany) return value
      return (isMissing ? idsOf(field.relationTo as CollectionSlug) : (value as string[])).slice(
        0,
        field.maxRows,
      )
    case 'richText':
      return inRichText(field, value, idsOf)
    default:
      return value
  }
}

/** The CMS puts a space in place of characters that XML forbids. */
const isBlankInCms = ({ maxLength }: TextField | TextareaField, value: unknown): boolean =>
  isBlank(withoutForbiddenCharacters(String(value ?? '').slice(0, maxLength)))

function limitedText({ minLength = 0, maxLength }: TextField | TextareaField, value: string): string {
  const text = value.normalize('NFC').slice(0, maxLength)
  const stored = withoutForbiddenCharacters(text).trim()
  return stored === '' || stored.length >= minLength ? text : stored.padEnd(minLength, '.')
}

function inBlock(blocks: readonly (Block | FlattenedBlock)[], row: Json, idsOf: IdsOf): Json {
  const block = blocks.find(({ slug }) => slug === row.blockType)
  return block ? withinLimits(flattenAllFields({ fields: block.fields, cache: true }), row, idsOf) : row
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

/** The blocks of a rich text. Undefined for one that may hold only paragraphs, lists and links. */
const blocksOf = (field: FlattenedField) =>
  (field as WithBlocks).editor?.editorConfig?.resolvedFeatureMap.get('blocks')?.sanitizedServerFeatureProps
    ?.blocks

/** A text without blocks, such as an answer, gets only the nodes that it may hold. */
function inRichText(field: FlattenedField, value: unknown, idsOf: IdsOf): unknown {
  const blocks = blocksOf(field)
  const inNode = (node: Json): Json => ({
    ...node,
    ...(node.type === 'block' ? { fields: inBlock(blocks ?? [], node.fields as Json, idsOf) } : {}),
    ...(Array.isArray(node.children) ? { children: (node.children as Json[]).map(inNode) } : {}),
  })
  const tree = value as { root: { children: Json[] } }
  const { children } = (blocks ? tree : arrangeRichText(tree, plainContentModel)).root
  const filled = isEmptyRichText(asStored({ root: { children } }))
    ? [...children, paragraph(words('a'))]
    : children
  return { root: inNode({ type: 'root', children: filled }) }
}

const asStored = (tree: unknown): unknown =>
  JSON.parse(JSON.stringify(tree), (_name, value: unknown) =>
    typeof value === 'string' ? withoutForbiddenCharacters(value) : value,
  )
