import { expect, test } from 'vitest'
import { sampleDocument, sampleId } from '../../test/sample-documents'
import { z } from 'zod'
import { collectionSchemas, type CollectionSlug, globalSchemas } from '../collections'
import { reference } from '../fields'
import { RichTextBlockSchema, RichTextSchema } from '../rich-text'
import { type ContentSlug, referencesOf } from './references'

const schemas: Record<ContentSlug, z.ZodType> = { ...collectionSchemas, ...globalSchemas }
const slugs = Object.keys(schemas) as ContentSlug[]

/** Makes a document from its schema: with every field, every node and one block, and a different id in each reference. */
class Specimen {
  readonly references: { id: string; field: string }[] = []
  #depth = 0

  constructor(readonly block: number) {}

  /** In a text the field is the text's own, so `isInText` keeps it. */
  of(schema: unknown, field = '', isInText = false): unknown {
    const at = (key: string | number) => (isInText ? field : field ? `${field}.${key}` : String(key))
    // A list of references is one field.
    const item = (inner: unknown, key: string | number) =>
      this.of(inner, inner === reference && typeof key === 'number' ? field : at(key), isInText)
    if (schema === reference) {
      const id = `id-${this.references.length}`
      this.references.push({ id, field })
      return id
    }
    if (schema === RichTextSchema) return this.of((RichTextSchema as unknown as z.ZodPipe).out, field, true)
    if (schema === RichTextBlockSchema)
      return this.of(RichTextBlockSchema.options[this.block], field, isInText)
    if (schema instanceof z.ZodObject) {
      const entries = Object.entries(schema.shape).filter(([key]) => field !== '' || key !== 'id')
      return Object.fromEntries(entries.map(([key, inner]) => [key, item(inner, key)]))
    }
    if (schema instanceof z.ZodArray) return this.#items(unwrapped(schema.element), item)
    if (schema instanceof z.ZodUnion) return this.of(schema.options[0], field, isInText)
    if (schema instanceof z.ZodEnum) return schema.options[0]
    if (schema instanceof z.ZodLiteral) return schema.value
    if (schema instanceof z.ZodBoolean) return true
    if (schema instanceof z.ZodString) return 'words'
    if (schema instanceof z.ZodRecord || schema instanceof z.ZodNumber) return undefined
    const inner = unwrapped(schema)
    return inner === schema ? undefined : this.of(inner, field, isInText)
  }

  /** Every kind of item; nodes stand inside nodes without end, so the fourth level is empty. */
  #items(element: unknown, item: (inner: unknown, key: number) => unknown): unknown[] {
    const isNode = element instanceof z.ZodDiscriminatedUnion && element.def.discriminator === 'type'
    if (isNode && this.#depth === 3) return []
    if (isNode) this.#depth++
    const options = element instanceof z.ZodUnion ? element.options : [element, element]
    const items = options.map((option, index) => item(option, index))
    if (isNode) this.#depth--
    return items
  }
}

function unwrapped(schema: unknown): unknown {
  if (schema instanceof z.ZodPipe) return unwrapped(schema.in)
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return unwrapped(schema.unwrap())
  }
  return schema instanceof z.ZodLazy ? unwrapped(schema.unwrap()) : schema
}

const blocks = RichTextBlockSchema.options.map((_, index) => index)

test.for(slugs.flatMap((slug) => blocks.map((block) => [slug, block] as const)))(
  'every reference of %s is found, with its field (texts with block %i)',
  ([slug, block]) => {
    const specimen = new Specimen(block)
    const document = specimen.of(unwrapped(schemas[slug]))
    const found = referencesOf(slug, document).map(({ id, field }) => ({ id, field }))
    const order = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)
    // A reference that is a document of one of several collections stands in `value`; Payload's field is the one around it.
    const expected = specimen.references.map(({ id, field }) => ({
      id,
      field: field.replace(/\.value$/, ''),
    }))
    expect(found.sort(order)).toEqual(expected.sort(order))
  },
)

test('the document that is made of a schema has references in its fields and in its rich text', () => {
  const specimen = new Specimen(0)
  specimen.of(collectionSchemas.posts)
  const fields = new Set(specimen.references.map(({ field }) => field))
  expect([...fields]).toEqual([
    'hero',
    'body',
    'authors',
    'reviewedBy',
    'categories',
    'relatedCourses',
    'relatedPosts',
    'meta.image',
  ])
})

const collections = Object.keys(collectionSchemas) as CollectionSlug[]
const ids = new Map(collections.map((slug) => [sampleId(slug), slug]))

test.for(collections)(
  'each reference in the sample of %s names the collection that its id belongs to',
  (slug) => {
    const document = collectionSchemas[slug].parse(sampleDocument(slug))
    for (const reference of referencesOf(slug, document)) {
      expect({ ...reference, slug: ids.get(reference.id) }).toEqual(reference)
    }
  },
)
