import fc, { type Arbitrary } from 'fast-check'
import { z } from 'zod'
import {
  type ContentSlug,
  collectionSchemas,
  globalSchemas,
  isBlank,
  moduleHours,
  withoutForbiddenCharacters,
} from '../src/index'
import { arbitraryOf, type IdsOf } from './arbitrary-of-schema'
import { edgeCasePath, edgeCaseWebAddress, oddPath } from './edge-case-values'

type Json = Record<string, unknown>

/** A new document, or a new version of a sample. */
export interface GeneratedDocument {
  slug: ContentSlug
  /** Always false for a global. */
  isNew: boolean
  /** As the CMS sends them and takes them at depth 0; without id, status and times. */
  fields: Json
}

const schemas: Readonly<Record<ContentSlug, z.ZodObject>> = { ...collectionSchemas, ...globalSchemas }

/** But for the rules about claims, which no page shows and visitors do not get. */
export const contentSlugs = (Object.keys(schemas) as ContentSlug[]).filter((slug) => slug !== 'claims')

/**
 * The fields of a document with every value that its schema reads and that can be published. With `odd`, some values are refused or
 * blocked, and one of ten documents contradicts itself.
 */
export function fieldsOf(slug: ContentSlug, idsOf: IdsOf, odd: boolean): Arbitrary<Json> {
  const { id: _id, updatedAt: _updatedAt, ...shape } = schemas[slug].shape
  const fields = arbitraryOf(z.object(shape), idsOf, odd) as Arbitrary<Json>
  const agreeing = agreements[slug]
  if (!agreeing) return fields
  const own =
    slug === 'redirects'
      ? fc.tuple(fields, redirects(odd)).map(([one, addresses]) => ({ ...one, ...addresses }))
      : fields
  return fc.tuple(own, fc.nat(9)).map(([one, chance]) => (odd && chance === 9 ? one : agreeing(one)))
}

/** Where redirects lead, and where they start. */
const redirects = (odd: boolean): Arbitrary<Json> =>
  fc.record({
    from: odd ? fc.oneof(edgeCasePath, oddPath) : edgeCasePath,
    ...(odd ? {} : { address: fc.oneof(edgeCaseWebAddress, fc.constant('/blog/')) }),
  })

/** Documents of all collections and globals but those of `without`, at most one of each. */
export function generatedDocuments(
  idsOf: IdsOf,
  { without = [], ...length }: { minLength: number; maxLength: number; without?: readonly ContentSlug[] },
): Arbitrary<GeneratedDocument[]> {
  const documents = contentSlugs
    .filter((slug) => !without.includes(slug))
    .map((slug) =>
      fc.record({
        slug: fc.constant(slug),
        isNew: slug in collectionSchemas ? fc.boolean() : fc.constant(false),
        fields: fieldsOf(slug, idsOf, true),
      }),
    )
  return fc.uniqueArray(fc.oneof(...documents), { ...length, size: 'max', selector: ({ slug }) => slug })
}

const hasWords = (value: unknown) => typeof value === 'string' && !isBlank(withoutForbiddenCharacters(value))

type Facts = Record<string, string | number | null | undefined>

/** Changes values so that the facts of a document agree: without this, hardly any would pass the checks of shared-types. */
const agreements: Partial<Record<ContentSlug, (fields: Json) => Json>> = {
  posts: (post) =>
    post.reviewedBy && post.reviewedOn ? post : { ...post, reviewedBy: null, reviewedOn: null },
  certifications: (one) => inOrder(one, 'checkedOn', 'verifyBy'),
  courses(course) {
    const hours = moduleHours((course.modules ?? []) as Parameters<typeof moduleHours>[0])
    const facts = ((course.careerFacts ?? []) as Json[]).map((fact) => inOrder(fact, 'asOf', 'verifyBy'))
    const agreeing = Number.isSafeInteger(hours) && hours > 0
    return {
      ...course,
      careerFacts: facts,
      ...(agreeing ? { clockHours: hours } : { hoursNote: 'Rounded.' }),
    }
  },
  cohorts(cohort) {
    const { startTime, endTime, applyBy, seats, seatsTaken, days, mode, location } = cohort as Facts & Json
    const hasTimes = startTime && endTime && startTime !== endTime
    const ordered = inOrder(hasTimes ? inOrder(cohort, 'startTime', 'endTime') : cohort, 'start', 'end')
    return {
      ...ordered,
      ...(hasTimes ? {} : { startTime: null, endTime: null }),
      days: hasTimes && !(days as unknown[] | null)?.length ? ['mon'] : days,
      applyBy: applyBy && dayOrTime(applyBy) > dayOrTime(ordered.start) ? ordered.start : applyBy,
      seatsTaken: Math.min(Number(seatsTaken), Number(seats)),
      mode: location ? mode : 'online',
    }
  },
  media: (picture) => (hasWords(picture.alt) ? picture : { ...picture, decorative: true }),
  redirects: (redirect) => redirect,
  announcement: (one) => {
    const ordered = one.from && one.until ? inOrder(one, 'from', 'until') : one
    return hasWords(one.message) ? ordered : { ...ordered, enabled: false }
  },
}

/** Formats that the CMS asks for, while the contract takes any text: of the data from before there was such a rule. */
const formatsOfCms: Partial<Record<ContentSlug, (fields: Json) => Json>> = {
  cohorts: (cohort) => ({ ...cohort, code: `PHL-${String(cohort.code).length}` }),
  'site-settings': (settings) => ({
    ...settings,
    address: { ...(settings.address as Json), state: 'VA', zip: '23233-0001' },
  }),
}

/** Gives fields the formats that the CMS asks for beyond the contract: without them, it refuses each version of some globals. */
export const withFormatsOfCms = (slug: ContentSlug, fields: Json): Json =>
  formatsOfCms[slug]?.(fields) ?? fields

const dayOrTime = (value: unknown): string => String(value).slice(0, 10)

/** Two days or times in order, and not the same. */
function inOrder(fields: Json, first: string, last: string): Json {
  const [a, b] = [dayOrTime(fields[first]), dayOrTime(fields[last])]
  if (a === b) return { ...fields, [first]: '2026-08-31', [last]: '2027-01-11' }
  return a < b ? fields : { ...fields, [first]: fields[last], [last]: fields[first] }
}
