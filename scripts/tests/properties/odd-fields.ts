import fc, { type Arbitrary } from 'fast-check'
import { type Block, flattenAllFields, type FlattenedBlock, type FlattenedField } from 'payload'
import {
  edgeCaseMoment,
  edgeCaseText,
  oddHref,
  oddMoment,
  oddPath,
  oddSlug,
  oddText,
} from 'shared-types/test/edge-case-values'
import type { Json } from './cms-fields'

interface FieldInBody {
  /** As the CMS names it in an error: `modules.0.title`. */
  path: string
  type: FlattenedField['type']
}

/** All fields of a body, with those in groups, rows and blocks. */
function fieldsInBody(fields: readonly FlattenedField[], body: Json, parent = ''): FieldInBody[] {
  return fields.flatMap((field) => {
    const path = `${parent}${field.name}`
    const value = body[field.name]
    const rows = Array.isArray(value) ? (value as Json[]) : []
    const inside = (): FieldInBody[] => {
      if (field.type === 'group')
        return fieldsInBody(field.flattenedFields, (value ?? {}) as Json, `${path}.`)
      if (field.type !== 'array' && field.type !== 'blocks') return []
      return rows.flatMap((row, index) =>
        fieldsInBody(
          field.type === 'array' ? field.flattenedFields : fieldsOfBlock(field.blocks, row),
          row,
          `${path}.${index}.`,
        ),
      )
    }
    return [{ path, type: field.type }, ...inside()]
  })
}

function fieldsOfBlock(blocks: readonly (Block | FlattenedBlock)[], { blockType }: Json): FlattenedField[] {
  const block = blocks.find(({ slug }) => slug === blockType)
  return block ? flattenAllFields({ fields: block.fields, cache: true }) : []
}

/** Values of another shape than most fields have. */
const misshapen = fc.constantFrom<unknown[]>(5, true, 'x', {}, [], [null], [{}])
const mostlyShaped = (values: Arbitrary<unknown>) =>
  fc.oneof({ weight: 3, arbitrary: values }, { weight: 1, arbitrary: misshapen })

const text = fc.oneof(
  fc.constantFrom(null, 'x'.repeat(5000), '\ud800', '\u0000'),
  ...[oddText, oddHref, oddPath, oddSlug, edgeCaseText],
)
const choice = fc.constantFrom(null, 'nonsense', '', ['nonsense'], ['mon', 'mon'])
const reference = fc.constantFrom(
  null,
  '',
  '00000000-0000-4000-8000-000000000000',
  ['00000000-0000-4000-8000-000000000000'],
  { relationTo: 'posts', value: '00000000-0000-4000-8000-000000000000' },
  { relationTo: 'users', value: 'x' },
)
const rows = fc.constantFrom<unknown[]>(
  null,
  [],
  [{}],
  [{}, {}],
  Array.from({ length: 60 }, () => ({})),
)
const tree = (...children: unknown[]) => ({ root: { type: 'root', children } })

const oddValues: Partial<Record<FlattenedField['type'], Arbitrary<unknown>>> = {
  text,
  textarea: text,
  email: text,
  number: fc.constantFrom(null, -1, 0, 0.5, 1e21, 2 ** 53, -(2 ** 60), '12', 'x', ''),
  checkbox: fc.constantFrom(null, true, false, 'x', ''),
  date: fc.oneof(edgeCaseMoment, oddMoment, fc.constantFrom(null, '', '2027-02-30', '2027-01-11', 'x')),
  select: choice,
  radio: choice,
  relationship: reference,
  upload: reference,
  array: rows,
  blocks: fc.oneof(rows, fc.constant([{ blockType: 'nonsense' }])),
  group: fc.constantFrom(null, {}, { nonsense: 1 }),
  richText: fc.constantFrom(null, tree(), tree({ type: 'paragraph' }), tree({ type: 'text', text: 'x' }), {
    root: null,
  }),
}

/** A change of one field of a body. */
export interface OddField {
  path: string
  value: unknown
  /** The body with this value. */
  body: Json
}

/** Gives a field of a body a value that the CMS refuses, or that is at the edge of what it accepts. */
export function oddField(fields: readonly FlattenedField[], body: Arbitrary<Json>): Arbitrary<OddField> {
  const values = Object.fromEntries(
    Object.entries(oddValues).map(([type, odd]) => [type, mostlyShaped(odd)]),
  ) as Record<string, Arbitrary<unknown>>
  return fc.tuple(body, fc.nat(), fc.record(values)).map(([body, place, odd]) => {
    const found = fieldsInBody(fields, body)
    const { path, type } = found[place % found.length] as FieldInBody
    if (!(type in odd)) throw new Error(`There are no odd values for a field of the type “${type}”.`)
    const value = odd[type]
    const changed = structuredClone(body)
    const keys = path.split('.')
    const last = keys.pop() as string
    const parent = keys.reduce((inner, key) => (inner[key] ??= {}) as Json, changed)
    parent[last] = value
    return { path, value, body: changed }
  })
}
