import fc, { type Arbitrary } from 'fast-check'
import type { z } from 'zod'
import {
  type CollectionSlug,
  contentModel,
  type ContentModel,
  plainContentModel,
  TimeZoneSchema,
} from '../src/index'
import { cents, reference, slug, text } from '../src/fields'
import { RichTextSchema, safeHref } from '../src/rich-text'
import {
  edgeCaseDay,
  edgeCaseHref,
  edgeCaseMoment,
  edgeCaseNumber,
  edgeCaseSlug,
  edgeCaseText,
  edgeCaseTimeZone,
  edgeCaseWebAddress,
  oddDay,
  oddHref,
  oddMoment,
  oddSlug,
  oddText,
  oddWebAddress,
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
  evidence: 'media',
  consentFile: 'media',
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

/** What the CMS accepts of a schema, and in one of so many cases what a check may refuse. */
interface Values {
  accepted: Arbitrary<string>
  odd: Arbitrary<string>
  oneOf: number
}

const filledIn = (value: string): string => (/[\p{L}\p{N}\p{P}\p{S}]/u.test(value) ? value : `${value}a`)

/** Strings whose checks say too little. */
const strings = new Map<unknown, Values>([
  [text, { accepted: edgeCaseText.map(filledIn), odd: oddText, oneOf: 80 }],
  [slug, { accepted: edgeCaseSlug, odd: oddSlug, oneOf: 9 }],
  [safeHref, { accepted: edgeCaseHref, odd: oddHref, oneOf: 4 }],
  [TimeZoneSchema, { accepted: edgeCaseTimeZone, odd: edgeCaseText, oneOf: 40 }],
])

const formats: Readonly<Record<string, Values>> = {
  url: { accepted: edgeCaseWebAddress, odd: oddWebAddress, oneOf: 4 },
  email: {
    accepted: fc.constantFrom('info@example.org', "o'neil@example.org", 'a+b@sub.example.org'),
    odd: fc.emailAddress(),
    oneOf: 4,
  },
  datetime: { accepted: edgeCaseMoment, odd: oddMoment, oneOf: 40 },
  date: { accepted: edgeCaseDay, odd: oddDay, oneOf: 40 },
}

/** Of a link that is no web address. The CMS takes less than it says. */
const contactPattern = '^(mailto|tel):.+'

/**
 * Values that a schema reads, as JSON: edge cases on purpose, references that lead to documents of `idsOf`, and rich text with each
 * node inside each other in which it may stand. With `odd`, some values are such as a check of the CMS or the publisher refuses, some
 * references lead nowhere, and some texts have nodes where none may stand. Throws for a schema of which it can make no values, with
 * its path.
 */
export function arbitraryOf(schema: z.ZodType, idsOf: IdsOf, odd: boolean): Arbitrary<unknown> {
  return fc.letrec((tie: Tie) => {
    const builder = new Builder(tie, idsOf, odd)
    const root = builder.build(schema, [])
    return { ...builder.recursive, [plainText]: builder.nestings(plainContentModel, []), root }
  }).root
}

/** The name of the text of a callout. */
const plainText = 'plain text'

class Builder {
  /** The schemas that contain themselves, by the name under which `tie` finds them. */
  readonly recursive: Record<string, Arbitrary<unknown>> = {}
  readonly #names = new Map<unknown, string>()
  readonly #underWay = new Set<unknown>()
  readonly #nodes = new Set<z.core.$ZodObject>()

  constructor(
    readonly tie: Tie,
    readonly idsOf: IdsOf,
    readonly odd: boolean,
  ) {}

  build(schema: z.core.$ZodType, path: readonly string[]): Arbitrary<unknown> {
    if (this.#underWay.has(schema)) {
      if ((schema as unknown) === RichTextSchema && !this.odd) return this.tie(plainText)
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
        return this.#string(schema as z.core.$ZodString, path)
      case 'number':
        return numberOf(schema as unknown as z.ZodNumber, this.odd)
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
        return this.build(isTransform(def.out) ? def.in : def.out, path)
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
    const accepted = fc.constantFrom(...this.idsOf(collection))
    return this.#values({ accepted, odd: fc.constant(idOfNothing), oneOf: 30 })
  }

  #string(schema: z.core.$ZodString, path: readonly string[]): Arbitrary<string> {
    const known = strings.get(schema)
    if (known) return this.#values(known)
    const { format, checks = [] } = schema._zod.def as z.core.$ZodStringFormatDef
    if (format !== undefined) {
      const values = formats[format]
      if (!values) throw new Error(`${path.join('.')}: there is no arbitrary for the format “${format}”.`)
      return this.#values(values)
    }
    const pattern = checks.map(({ _zod }) => (_zod.def as z.core.$ZodCheckRegexDef).pattern).find(Boolean)
    if (!pattern) return edgeCaseText
    return this.#values({ accepted: matching(pattern), odd: edgeCaseText, oneOf: 40 })
  }

  #values({ accepted, odd, oneOf }: Values): Arbitrary<string> {
    if (!this.odd) return accepted
    return fc.oneof({ weight: oneOf - 1, arbitrary: accepted }, { weight: 1, arbitrary: odd })
  }

  #object(schema: z.core.$ZodObject, path: readonly string[]): Arbitrary<unknown> {
    const { shape } = schema._zod.def
    if ('type' in shape) this.#nodes.add(schema)
    const object = this.#record(schema, path)
    if ('kind' in shape) return object.map(leadingSomewhere)
    if (!('root' in shape)) return object
    return fc.oneof(
      { depthIdentifier, maxDepth: 8 },
      { weight: 3, arbitrary: object },
      { weight: 6, arbitrary: this.nestings(contentModel, path) },
      ...(this.odd ? [{ weight: 1, arbitrary: this.#anyNesting(path) }] : []),
    )
  }

  #record(
    schema: z.core.$ZodObject,
    path: readonly string[],
    without: readonly string[] = [],
  ): Arbitrary<Json> {
    const { shape } = schema._zod.def
    const isReference = 'relationTo' in shape && 'value' in shape
    const names = Object.keys(shape).filter(
      (name) => !without.includes(name) && !(isReference && name === 'value'),
    )
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
      ...sorted.map((option) => ({
        weight: isEmptyText(option) ? 1 : 9,
        arbitrary: this.build(option, path),
      })),
    )
  }

  /** Rich text with some or all kinds of nodes inside each other in which they may stand. */
  nestings(model: ContentModel, path: readonly string[]): Arbitrary<unknown> {
    const nodes = new Map([...this.#nodes].map((node) => [typeOf(node), this.#kindsOf(node, path)]))
    const kindsOf = (type: string) => nodes.get(type) ?? []
    const anyKindOf = (type: string) => fc.oneof(...kindsOf(type))
    const around = typesAround(model)
    const nestings = Object.entries(model).flatMap(([parent, children]) =>
      children.flatMap((child) =>
        kindsOf(child).map((kind) => {
          const outer = (around.get(parent) ?? []).map(anyKindOf)
          const inner = typesInside(model, child).map(anyKindOf)
          return fc
            .tuple(...outer, kind, ...inner)
            .map((chain) => chain.reduceRight((child, node) => ({ ...node, children: [child] })))
        }),
      ),
    )
    if (nestings.length === 0) return fc.constant({ root: { type: 'root', children: [] } })
    const some = fc.array(fc.oneof(...nestings), { maxLength: 5 })
    const all = fc.tuple(...nestings.map((nesting) => fc.option(nesting, { nil: undefined, freq: 100 })))
    return fc
      .oneof({ weight: 1, arbitrary: some }, { weight: 2, arbitrary: all })
      .map((children) => asStored({ root: { children: children.filter(Boolean) } }))
  }

  /** The fields of a node without its children: those of each block, and of each kind of link. */
  #kindsOf(node: z.core.$ZodObject, path: readonly string[]): Arbitrary<Json>[] {
    const { fields } = node._zod.def.shape
    const unwrapped =
      fields && 'unwrap' in fields ? (fields as unknown as z.ZodLazy<z.ZodType>).unwrap() : fields
    const { def } = (unwrapped as z.core.$ZodTypes | undefined)?._zod ?? {}
    if (def?.type !== 'union') return [this.#record(node, path, ['children'])]
    const others = this.#record(node, path, ['children', 'fields'])
    return def.options.map((option) =>
      fc.tuple(others, this.build(option, path)).map(([one, fields]) => ({ ...one, fields })),
    )
  }

  /** Rich text in which each node may stand in each other, up to thirty deep. */
  #anyNesting(path: readonly string[]): Arbitrary<unknown> {
    const nodes = [...this.#nodes]
    const fieldsOf = (node: z.core.$ZodObject) => this.#record(node, path, ['children'])
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

const isEmptyText = (schema: z.core.$ZodType): boolean => {
  const { def } = (schema as z.core.$ZodTypes)._zod
  return def.type === 'literal' && def.values.includes('')
}

const isTransform = (schema: z.core.$ZodType): boolean =>
  (schema as z.core.$ZodTypes)._zod.def.type === 'transform'

const typeOf = (node: z.core.$ZodObject): string =>
  String((node._zod.def.shape.type as z.core.$ZodLiteral)._zod.def.values[0])

/** The types of the nodes from the outermost down to one of each type. */
function typesAround(model: ContentModel): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>([['root', []]])
  for (const [type, around] of found)
    for (const child of model[type] ?? []) if (!found.has(child)) found.set(child, [...around, child])
  return found
}

/** The types of the nodes that fill a node, down to its words. */
function typesInside(model: ContentModel, type: string): string[] {
  const [first] = model[type] ?? []
  return first ? [first, ...typesInside(model, first)] : []
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

/** A link or a redirect that leads somewhere: of a kind of which it has the target. */
function leadingSomewhere(link: Json): Json {
  const kind = ['document', 'section', 'url', 'address'].find(
    (name) => link[name] !== undefined && link[name] !== null,
  )
  if (link[String(link.kind)]) return link
  if (kind) return { ...link, kind }
  return 'from' in link
    ? { ...link, kind: 'address', address: '/blog/' }
    : { ...link, kind: 'section', section: 'blog' }
}

/** fast-check knows no look-around; what it makes without is refused now and then. */
const matching = (pattern: RegExp): Arbitrary<string> =>
  pattern.source === contactPattern
    ? fc.constantFrom('mailto:a@example.org', 'tel:+18045550142')
    : fc.stringMatching(new RegExp(pattern.source.replace(/\(\?<?[=!][^)]*\)/g, ''), pattern.flags))

function numberOf(schema: z.ZodNumber, odd: boolean): Arbitrary<number> {
  const { minValue, maxValue, isInt } = schema
  const checks = (schema._zod.def.checks ?? []).map(({ _zod }) => _zod.def as z.core.$ZodCheckGreaterThanDef)
  const isPositive = checks.some(({ check, inclusive }) => check === 'greater_than' && !inclusive)
  const least = Math.max(minValue ?? -Infinity, -(2 ** 53) + 1) + (isPositive ? (isInt ? 1 : 0.5) : 0)
  const most = schema === cents && !odd ? mostCents : 2 ** 53 - 1
  return edgeCaseNumber(least, Math.min(maxValue ?? Infinity, most), isInt)
}

/** The highest price that the CMS takes. */
const mostCents = 100_000_000
