import type { RawDocument, SiteBundle } from 'site/bundle'

type Fields = Record<string, unknown>

/** Texts that an editor may type, to replace every text of the sample school. */
export const edgeCaseTexts = {
  long: `Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte ${'and all of the rest of it '.repeat(10)}`
    .slice(0, 300)
    .trim(),
  short: 'A',
  'right-to-left': 'ممرضة في هنريكو تتعلم كل يوم: 12 ساعة في الأسبوع (PHL)، ثم الامتحان.',
  emoji: '👩🏽‍⚕️🏥💉 Ćwiczenia 🩺 “1 < 2 & 3” 🏳️‍🌈',
} as const

/** Fields whose strings are not text for readers. Other such fields keep their value, because the contract refuses any other. */
const notText = new Set(
  ['id', 'slug', 'filename', 'mimeType', 'timeZone', 'type', 'tag', 'listType', 'direction', 'mode']
    .concat(['style', 'format', 'relationTo', 'linkType', 'kind', 'blockType', 'url', 'from', 'address'])
    .concat(['updatedAt', 'createdAt', 'publishedAt', '_status', 'status', 'state']),
)

/** The documents with `text` in every slot that takes one. */
export function withText(site: SiteBundle, documents: readonly RawDocument[], text: string): RawDocument[] {
  const ids = new Set(documents.map(({ id }) => id))
  return documents
    .filter(({ slug }) => slug !== 'redirects')
    .map((document) =>
      changed(site, document, (value, key) =>
        typeof value === 'string' && value !== '' && !notText.has(key) && !ids.has(value) ? text : value,
      ),
    )
}

/** The documents with nothing in every slot that may be empty, and without any start date. */
export const withNothing = (site: SiteBundle, documents: readonly RawDocument[]): RawDocument[] =>
  documents
    .filter(({ slug }) => slug !== 'cohorts' && slug !== 'redirects')
    .map((document) =>
      changed(site, document, (value, key) => {
        if (key === 'id' || key === 'updatedAt' || value === null) return value
        return typeof value === 'object' && 'root' in value ? { root: { children: [] } } : null
      }),
    )

/** The documents with every picture as it was uploaded, without its resized derivatives. */
export const withoutDerivatives = (documents: readonly RawDocument[]): RawDocument[] =>
  documents.map((document) =>
    document.slug === 'media'
      ? { ...document, data: { ...(document.data as Fields), sizes: null } }
      : document,
  )

/** The documents with `count` courses, each with its own name and its own class. */
export function withCourses(documents: readonly RawDocument[], count: number): RawDocument[] {
  const of = (slug: string) => documents.filter((document) => document.slug === slug)
  const [courses, cohorts] = [of('courses'), of('cohorts')]
  const copies = Array.from({ length: count }, (_, number) => {
    const course = courses[number % courses.length] as RawDocument
    const fields = course.data as Fields
    const id = `course-${number}`
    const copy = { ...fields, id, slug: `${fields.slug}-${number}`, title: `${fields.title} ${number}` }
    const cohort = cohorts.find(({ data }) => (data as Fields).course === fields.id)
    const classes = cohort && [
      {
        ...cohort,
        id: `cohort-${number}`,
        data: { ...(cohort.data as Fields), id: `cohort-${number}`, course: id },
      },
    ]
    return [{ ...course, id, data: copy }, ...(classes ?? [])]
  })
  return [
    ...documents.filter((document) => !courses.includes(document) && !cohorts.includes(document)),
    ...copies.flat(),
  ]
}

/**
 * A copy of a document with `change` applied to every value, from the outside in. A change that makes the document invalid is
 * undone.
 */
function changed(
  site: SiteBundle,
  document: RawDocument,
  change: (value: string | object | number | boolean | null, key: string) => unknown,
): RawDocument {
  const data = structuredClone(document.data) as Fields
  const visit = (parent: Fields) => {
    for (const [key, value] of Object.entries(parent) as [string, string | object | null][]) {
      const after = change(value, Array.isArray(parent) ? '' : key)
      parent[key] = after
      if (after !== value && 'problems' in site.parse({ ...document, data })) parent[key] = value
      if (parent[key] === value && typeof value === 'object' && value) visit(value as Fields)
    }
  }
  visit(data)
  return { ...document, data }
}
