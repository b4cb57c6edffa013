import { blogIndex, blogPage, blogPageNumbers, categories, category } from './queries/blog'
import { certification, certifications } from './queries/certifications'
import { upcomingCohorts } from './queries/cohorts'
import { course, courseCard, courses } from './queries/courses'
import { externship, externships } from './queries/externships'
import { faqs } from './queries/faqs'
import { feed } from './queries/feed'
import { link, slugs } from './queries/links'
import { media } from './queries/media'
import { home, page } from './queries/pages'
import { people, person } from './queries/people'
import { post } from './queries/posts'
import { redirect, redirects } from './queries/redirects'
import { site, today } from './queries/site'
import { sitemap } from './queries/sitemap'
import type { Snapshot } from './snapshot'

/**
 * Every question that a page can ask. A query is pure: arguments that JSON can carry, an answer of plain data, nothing
 * read but the snapshot. A page's answers so say exactly whether it must be rendered again.
 */
export const queries = {
  site,
  today,
  home,
  slugs,
  courses,
  course,
  courseCard,
  upcomingCohorts,
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
  link,
  redirect,
  redirects,
  sitemap,
  feed,
} as const

export type QueryName = keyof typeof queries

type WithoutSnapshot<Query> = Query extends (snapshot: Snapshot, ...args: infer Args) => infer Answer
  ? (...args: Args) => Answer
  : never

/** The queries of one snapshot, as pages call them: `Astro.locals.content.post('dea-number')`. */
export type Content = { readonly [Name in QueryName]: WithoutSnapshot<(typeof queries)[Name]> }

/** Stands between a page and an answer, so that whoever renders can note what a page asked. */
export type Observe = <Answer>(query: { name: QueryName; args: readonly unknown[] }, answer: Answer) => Answer

/** Binds the queries to a snapshot. */
export function createContent(snapshot: Snapshot, observe: Observe = (_, answer) => answer): Content {
  const bound = Object.entries(queries).map(([name, query]) => {
    const ask = query as (snapshot: Snapshot, ...args: unknown[]) => unknown
    return [
      name,
      (...args: unknown[]) => observe({ name: name as QueryName, args }, ask(snapshot, ...args)),
    ] as const
  })
  return Object.freeze(Object.fromEntries(bound)) as unknown as Content
}
