import fc, { type Arbitrary } from 'fast-check'
import { z } from 'zod'
import { type ContentSlug, collectionSchemas, globalSchemas, moduleHours } from '../src/index'
import { arbitraryOf, type IdsOf } from './arbitrary-of-schema'
import { edgeCasePath } from './edge-case-values'

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

export const contentSlugs = Object.keys(schemas) as ContentSlug[]

/** The fields of a document with every value that its schema reads. Nine of ten contradict themselves nowhere. */
export function fieldsOf(slug: ContentSlug, idsOf: IdsOf): Arbitrary<Json> {
  const { id: _id, updatedAt: _updatedAt, ...shape } = schemas[slug].shape
  const fields = arbitraryOf(z.object(shape), idsOf) as Arbitrary<Json>
  const agreeing = agreements[slug]
  if (!agreeing) return fields
  const own =
    slug === 'redirects' ? fc.tuple(fields, edgeCasePath).map(([one, from]) => ({ ...one, from })) : fields
  return fc.tuple(own, fc.nat(9)).map(([one, chance]) => (chance === 9 ? one : agreeing(one)))
}

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
        fields: fieldsOf(slug, idsOf),
      }),
    )
  return fc.uniqueArray(fc.oneof(...documents), { ...length, size: 'max', selector: ({ slug }) => slug })
}

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
      applyBy: applyBy && String(applyBy) > String(ordered.start) ? ordered.start : applyBy,
      seatsTaken: Math.min(Number(seatsTaken), Number(seats)),
      mode: location ? mode : 'online',
    }
  },
  redirects: (redirect) => redirect,
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

function inOrder(fields: Json, first: string, last: string): Json {
  const [a, b] = [String(fields[first]), String(fields[last])]
  return a <= b ? fields : { ...fields, [first]: fields[last], [last]: fields[first] }
}
