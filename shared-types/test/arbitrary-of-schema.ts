import fc, { type Arbitrary } from 'fast-check'
import type { z } from 'zod'
import { type CollectionSlug, TimeZoneSchema } from '../src/index'
import { reference, slug, text } from '../src/fields'
import { safeHref } from '../src/rich-text'
import {
  edgeCaseDay,
  edgeCaseHref,
  edgeCaseMoment,
  edgeCaseNumber,
  edgeCaseSlug,
  edgeCaseText,
  edgeCaseTimeZone,
  edgeCaseWebAddress,
} from './edge-case-values'

/** The ids to which generated references lead, by collection. */
export type IdsOf = (slug: CollectionSlug) => readonly string[]

type Json = Record<string, unknown>
type Tie = (name: string) => Arbitrary<unknown>

/** The collection of each field that holds ids. */
export const referenceTargets: Readonly<Record<string, CollectionSlug>> = {
  hero: 'media',
  image: 'media',
  media: 'media',
  photo: 'media',
  picture: 'media',
  defaultImage: 'media',
  authors: 'people',
  reviewedBy: 'people',
  people: 'people',
  categories: 'categories',
  location: 'locations',
  course: 'courses',
  courses: 'courses',
  relatedCourses: 'courses',
  posts: 'posts',
  relatedPosts: 'posts',
  certifications: 'certifications',
  externship: 'externships',
  partner: 'partners',
  faqs: 'faqs',
  testimonial: 'testimonials',
}

const filledIn = (value: string): string => (/[\p{L}\p{N}\p{P}\p{S}]/u.test(value) ? value : `${value}a`)

/** Strings whose checks say too little. */
const strings = new Map<unknown, Arbitrary<string>>([
  [text, fc.oneof({ weight: 80, arbitrary: edgeCaseText.map(filledIn) }, edgeCaseText)],
  [slug, edgeCaseSlug],
  [safeHref, edgeCaseHref],
  [TimeZoneSchema, edgeCaseTimeZone],
])

const formats: Readonly<Record<string, Arbitrary<string>>> = {
  url: edgeCaseWebAddress,
  email: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom('info@example.org', "o'neil@example.org", 'a+b@sub.example.org'),
    },
    fc.emailAddress(),
  ),
  datetime: edgeCaseMoment,
  date: edgeCaseDay,
}

/**
 * Values that a schema reads, as JSON: edge cases on purpose, references that lead to documents of `idsOf` and rarely to none, and
 * rich text with each node inside each other. What a schema checks beyond its structure may refuse a few of them. Throws for a
 * schema of which it can make no values, with its path.
 */
export function arbitraryOf(schema: z.ZodType, idsOf: IdsOf): Arbitrary<unknown> {
  return fc.letrec((tie: Tie) => {
    const builder = new Builder(tie, idsOf)
    const root = builder.build(schema, [])
    return { ...builder.recursive, root }
  }).root
}

class Builder {
  /** The schemas that contain themselves, by the name under which `tie` finds them. */
  readonly recursive: Record<string, Arbitrary<unknown>> = {}
  readonly #names = new Map<unknown, string>()
  readonly #underWay = new Set<unknown>()
  readonly #nodes = new Set<z.core.$ZodObject>()

  constructor(
    readonly tie: Tie,
    readonly idsOf: IdsOf,
  ) {}

  build(schema: z.core.$ZodType, path: readonly string[]): Arbitrary<unknown> {
    if (this.#underWay.has(schema)) {
      const name = this.#names.get(schema) ?? `schema ${this.#names.size}`
      this.#names.set(schema, name)
      return this.tie(name)
    }
    this.#underWay.add(schema)
    const built = this.#build(schema as z.core.$ZodTypes, path)
    this.#underWay.delete(schema)
    const name = this.#names.get(schema)
    if (name) this.recursive[name] ??= built
    return built
  }

  #build(schema: z.core.$ZodTypes, path: readonly string[]): Arbitrary<unknown> {
    const { def } = schema._zod
    if ((schema as unknown) === reference) return this.#reference(path)
    switch (def.type) {
      case 'string':
        return stringOf(schema as z.core.$ZodString, path)
      case 'number':
        return numberOf(schema as unknown as z.ZodNumber)
      case 'boolean':
        return fc.boolean()
      case 'enum':
        return fc.constantFrom(...Object.values(def.entries))
      case 'literal':
        return fc.constantFrom(...def.values)
      case 'object':
        return this.#object(schema as z.core.$ZodObject, path)
      case 'record':
        return fc.constant({})
      case 'array':
        return isChoice(def.element)
          ? fc.uniqueArray(this.build(def.element, path), { maxLength: 5 })
          : fc.array(this.build(def.element, path), { maxLength: 5, depthIdentifier })
      case 'union':
        return this.#union(def.options, path)
      case 'optional':
        return fc.option(this.build(def.innerType, path), { nil: undefined, freq: 9 })
      case 'nullable':
        return fc.option(this.build(def.innerType, path), { nil: null, freq: 9 })
      case 'default':
        return fc.option(this.build(def.innerType, path), { nil: undefined, freq: 9 })
      case 'pipe':
        return this.build(readsAnything(def.in) ? def.out : def.in, path)
      case 'lazy':
        return this.build((schema as unknown as z.ZodLazy<z.ZodType>).unwrap(), path)
      default:
        throw new Error(`${path.join('.')}: there is no arbitrary for the type “${def.type}”.`)
    }
  }

  #reference(path: readonly string[]): Arbitrary<unknown> {
    const name = path.at(-1) ?? ''
    const target = referenceTargets[name]
    if (!target) throw new Error(`${path.join('.')}: add the collection of “${name}” to referenceTargets.`)
    return this.#idOf(target)
  }

  #idOf(collection: CollectionSlug): Arbitrary<string> {
    return fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...this.idsOf(collection)) },
      { weight: 1, arbitrary: fc.constant(idOfNothing) },
    )
  }

  #object(schema: z.core.$ZodObject, path: readonly string[]): Arbitrary<unknown> {
    const { shape } = schema._zod.def
    if ('type' in shape) this.#nodes.add(schema)
    const object = this.#record(schema, path)
    if ('document' in shape && 'kind' in shape) return object.map(leadingSomewhere)
    if (!('root' in shape)) return object
    return fc.oneof({ weight: 9, arbitrary: object }, { weight: 1, arbitrary: this.#anyNesting(path) })
  }

  #record(schema: z.core.$ZodObject, path: readonly string[], without = ''): Arbitrary<Json> {
    const { shape } = schema._zod.def
    const isReference = 'relationTo' in shape && 'value' in shape
    const names = Object.keys(shape).filter((name) => name !== without && !(isReference && name === 'value'))
    const fields = Object.fromEntries(
      names.map((name) => [name, this.build(shape[name] as z.core.$ZodType, [...path, name])]),
    )
    if (!isReference) return fc.record(fields).map(asStored)
    const { def } = (shape.relationTo as z.core.$ZodEnum | z.core.$ZodLiteral)._zod
    const collections = (def.type === 'enum' ? Object.values(def.entries) : def.values) as CollectionSlug[]
    const of = (slug: CollectionSlug) =>
      fc.record({ ...fields, relationTo: fc.constant(slug), value: this.#idOf(slug) }).map(withoutUndefined)
    return fc.oneof(...collections.map(of))
  }

  /** The kinds without `children` are first: at the greatest depth only the first is made. */
  #union(options: readonly z.core.$ZodType[], path: readonly string[]): Arbitrary<unknown> {
    const sorted = options.toSorted((a, b) => Number(hasChildren(a)) - Number(hasChildren(b)))
    return fc.oneof(
      { depthIdentifier, maxDepth: 8, withCrossShrink: true },
      ...sorted.map((option) => this.build(option, path)),
    )
  }

  /** Rich text in which each node may stand in each other, up to thirty deep. */
  #anyNesting(path: readonly string[]): Arbitrary<unknown> {
    const nodes = [...this.#nodes]
    const fieldsOf = (node: z.core.$ZodObject) => this.#record(node, path, 'children')
    const leaf = fc.oneof(...nodes.filter((node) => !hasChildren(node)).map(fieldsOf))
    const element = fc.oneof(...nodes.filter(hasChildren).map(fieldsOf))
    const nested = fc
      .tuple(
        fc.array(fc.tuple(element, fc.array(leaf, { maxLength: 1 })), { maxLength: 30, size: 'max' }),
        leaf,
      )
      .map(([elements, inner]) =>
        elements.reduceRight<unknown>(
          (child, [outer, beside]) => ({ ...outer, children: [child, ...beside] }),
          inner,
        ),
      )
    return fc
      .array(nested, { minLength: 1, maxLength: 3 })
      .map((children) => ({ root: { type: 'root', children } }))
  }
}

/** Of no document: of the form that ids have on SQLite. */
const idOfNothing = '00000000-0000-4000-8000-000000000000'

/** One for all that can be nested, so that a deep value is narrow. */
const depthIdentifier = fc.createDepthIdentifier()

/** Whether a list of these holds each one once, as the fields of the CMS have it. */
const isChoice = (element: z.core.$ZodType): boolean =>
  (element as unknown) === reference || (element as z.core.$ZodTypes)._zod.def.type === 'enum'

/** Whether what a schema reads is said by the one that its output goes to. */
const readsAnything = (schema: z.core.$ZodType): boolean => {
  const { def } = (schema as z.core.$ZodTypes)._zod
  return def.type === 'unknown' || (def.type === 'pipe' && readsAnything(def.in))
}

const hasChildren = (schema: z.core.$ZodType): schema is z.core.$ZodObject => {
  const { def } = (schema as z.core.$ZodTypes)._zod
  return def.type === 'object' && 'children' in def.shape
}

/** With what the editor stores of some nodes of a rich text, and the site does not read. */
const asStored = (fields: Json): Json => ({
  ...withoutUndefined(fields),
  ...(fields.type === 'list' ? { tag: fields.listType === 'number' ? 'ol' : 'ul' } : {}),
  ...(fields.type === 'listitem' ? { value: 1 } : {}),
  ...(fields.root ? { root: { type: 'root', ...fields.root } } : {}),
})

/** As JSON carries it. */
const withoutUndefined = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** A link or a redirect of a kind of which it has the target. */
function leadingSomewhere(link: Json): Json {
  const kind = ['document', 'section', 'url', 'address'].find(
    (name) => link[name] !== undefined && link[name] !== null,
  )
  return link[String(link.kind)] || kind === undefined ? link : { ...link, kind }
}

function stringOf(schema: z.core.$ZodString, path: readonly string[]): Arbitrary<string> {
  const known = strings.get(schema)
  if (known) return known
  const { format, checks = [] } = schema._zod.def as z.core.$ZodStringFormatDef
  if (format !== undefined) {
    const arbitrary = formats[format]
    if (!arbitrary) throw new Error(`${path.join('.')}: there is no arbitrary for the format “${format}”.`)
    return arbitrary
  }
  const pattern = checks.map(({ _zod }) => (_zod.def as z.core.$ZodCheckRegexDef).pattern).find(Boolean)
  return pattern ? fc.oneof({ weight: 40, arbitrary: matching(pattern) }, edgeCaseText) : edgeCaseText
}

/** fast-check knows no look-around; what it makes without is refused now and then. */
const matching = (pattern: RegExp): Arbitrary<string> =>
  fc.stringMatching(new RegExp(pattern.source.replace(/\(\?<?[=!][^)]*\)/g, ''), pattern.flags))

function numberOf(schema: z.ZodNumber): Arbitrary<number> {
  const { minValue, maxValue, isInt } = schema
  const checks = (schema._zod.def.checks ?? []).map(({ _zod }) => _zod.def as z.core.$ZodCheckGreaterThanDef)
  const isPositive = checks.some(({ check, inclusive }) => check === 'greater_than' && !inclusive)
  const least = Math.max(minValue ?? -Infinity, -(2 ** 53) + 1) + (isPositive ? (isInt ? 1 : 0.5) : 0)
  return edgeCaseNumber(least, Math.min(maxValue ?? Infinity, 2 ** 53 - 1), isInt)
}
