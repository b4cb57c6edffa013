import { aToZ } from './queries/a-to-z'
import { blogIndex, blogPage, blogPageNumbers, categories, category } from './queries/blog'
import { calendar } from './queries/calendar'
import { card } from './queries/cards'
import { certification, certifications } from './queries/certifications'
import { upcomingCohorts } from './queries/cohorts'
import { comparison } from './queries/comparison'
import { locations } from './queries/locations'
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
import { createSignals } from './snapshot/signals'
import type { Snapshot } from './snapshot/snapshot'
import type { Source } from './snapshot/source'

/**
 * All queries that a page can call. A query is pure: its arguments and its result are JSON, and it reads nothing but its
 * source. The results that a page got therefore say whether the page is stale.
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

type WithoutSource<Query> = Query extends (source: Source, ...args: infer Args) => infer Result
  ? (...args: Args) => Result
  : never

/** The queries of one snapshot, as pages call them: `Astro.locals.content.post('dea-number')`. */
export type Content = { readonly [Name in QueryName]: WithoutSource<(typeof queries)[Name]> }

/** The name and the arguments of a query as a JSON array: `["post","dea-number"]`. Other processes can run it, too. */
export type QueryKey = string

/** Content that gets the result of every query from `resolve`. */
export const contentFrom = (resolve: (key: QueryKey) => unknown): Content =>
  Object.freeze(Object.create(boundQueries, { [resolveKey]: { value: resolve } })) as Content

const resolveKey = Symbol('resolve')

/** A prototype whose getters bind a query on its first use: each page has its own content and calls few of the queries. */
const boundQueries: object = Object.create(
  null,
  Object.fromEntries(
    (Object.keys(queries) as QueryName[]).map((name) => [
      name,
      {
        get(this: { [resolveKey]: (key: QueryKey) => unknown }) {
          return (...args: unknown[]) => this[resolveKey](queryKey(name, args))
        },
        enumerable: true,
      },
    ]),
  ),
) as object

/** Runs a query from its key alone, so that the key is all that its result depends on. The result is deeply frozen. */
export function runQuery(source: Source, key: QueryKey): unknown {
  const [name, ...args] = JSON.parse(key) as [QueryName, ...unknown[]]
  const query = queries[name] as (source: Source, ...args: unknown[]) => unknown
  return deepFreeze(query(source, ...args))
}

export function createContent(snapshot: Snapshot): Content {
  const signals = createSignals(snapshot)
  return contentFrom((key) => signals.track((source) => runQuery(source, key)).value)
}

/** Trailing undefined arguments are left out, because JSON would turn them into null. */
function queryKey(name: QueryName, args: unknown[]): QueryKey {
  const given = args.findLastIndex((argument) => argument !== undefined) + 1
  return JSON.stringify([name, ...args.slice(0, given)])
}

/** Many pages share one result, so no page may change it. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const item of Object.values(value)) deepFreeze(item)
  return Object.freeze(value)
}
