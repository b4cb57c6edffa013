import { aToZ } from './queries/a-to-z'
import { blogIndex, blogPage, blogPageNumbers, categories, category } from './queries/blog'
import { calendar } from './queries/calendar'
import { card } from './queries/cards'
import { certification, certifications } from './queries/certifications'
import { upcomingCohorts } from './queries/cohorts'
import { comparison } from './queries/comparison'
import { locations } from './queries/contact'
import { course, courseCard, courses } from './queries/courses'
import { courseLinks } from './queries/course-links'
import { courseFinder } from './queries/course-finder'
import { courseDisclosures } from './queries/disclosures'
import { externship, externships } from './queries/externships'
import { faqs, questions } from './queries/faqs'
import { feed } from './queries/feed'
import { link, slugs } from './queries/links'
import { media } from './queries/media'
import { home, page } from './queries/pages'
import { people } from './queries/people'
import { person } from './queries/person'
import { post } from './queries/posts'
import { redirect, redirects } from './queries/redirects'
import { school, site, today } from './queries/site'
import { sitemap, sitemapPart, sitemapParts } from './queries/sitemap'
import { startDates } from './queries/start-dates'
import { startFinder } from './queries/start-finder'
import { createCells } from './snapshot/signals'
import type { Snapshot } from './snapshot/snapshot'
import type { Source } from './snapshot/source'

/**
 * Every question that a page can ask. A query is pure: arguments that JSON can carry, an answer of plain data, nothing
 * read but the snapshot. A page's answers so say exactly whether it must be rendered again.
 */
export const queries = {
  site,
  school,
  today,
  home,
  slugs,
  aToZ,
  courses,
  course,
  courseCard,
  courseLinks,
  courseFinder,
  comparison,
  upcomingCohorts,
  startDates,
  startFinder,
  calendar,
  blogIndex,
  blogPage,
  blogPageNumbers,
  categories,
  category,
  post,
  externships,
  externship,
  certifications,
  certification,
  people,
  person,
  page,
  media,
  faqs,
  questions,
  locations,
  card,
  courseDisclosures,
  link,
  redirect,
  redirects,
  sitemap,
  sitemapParts,
  sitemapPart,
  feed,
} as const

export type QueryName = keyof typeof queries

type WithoutSource<Query> = Query extends (source: Source, ...args: infer Args) => infer Answer
  ? (...args: Args) => Answer
  : never

/** The queries of one snapshot, as pages call them: `Astro.locals.content.post('dea-number')`. */
export type Content = { readonly [Name in QueryName]: WithoutSource<(typeof queries)[Name]> }

/**
 * A question: the query's name and arguments as JSON. A page that has recorded it can be asked about later, by another
 * process too.
 */
export type Question = string

/** Content whose every question goes through `ask`. */
export const contentOf = (ask: (question: Question) => unknown): Content =>
  Object.freeze(Object.create(askable, { [askKey]: { value: ask } })) as Content

const askKey = Symbol('ask')

/** Each page has its own content and asks a few of the queries: they are bound when they are asked for. */
const askable: object = Object.create(
  null,
  Object.fromEntries(
    (Object.keys(queries) as QueryName[]).map((name) => [
      name,
      {
        get(this: { [askKey]: (question: Question) => unknown }) {
          return (...args: unknown[]) => this[askKey](questionOf(name, args))
        },
        enumerable: true,
      },
    ]),
  ),
) as object

/** Answers a question from its text alone, so that there is no answer that the text does not ask for. */
export function answer(source: Source, question: Question): unknown {
  const [name, ...args] = JSON.parse(question) as [QueryName, ...unknown[]]
  const query = queries[name] as (source: Source, ...args: unknown[]) => unknown
  return frozen(query(source, ...args))
}

/** The queries of a snapshot. */
export function createContent(snapshot: Snapshot): Content {
  const cells = createCells(snapshot)
  return contentOf((question) => cells.read((source) => answer(source, question)).value)
}

/** JSON writes an argument that is left out as null, which is another one. */
function questionOf(name: QueryName, args: unknown[]): Question {
  const given = args.findLastIndex((argument) => argument !== undefined) + 1
  return JSON.stringify([name, ...args.slice(0, given)])
}

/** One answer is given to many pages: none of them may change it. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const item of Object.values(value)) frozen(item)
  return Object.freeze(value)
}
