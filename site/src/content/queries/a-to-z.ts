import { documentPath, paths } from 'shared-types'
import type { LinkableCollection } from 'shared-types'
import { order } from '../snapshot'
import type { Source } from '../source'

/** What can be looked up by its name. */
export interface NamedEntry {
  title: string
  path: string
  kind: 'course' | 'exam' | 'externship' | 'page' | 'person' | 'question' | 'subject'
}

const kindOf = {
  courses: 'course',
  certifications: 'exam',
  externships: 'externship',
  pages: 'page',
  people: 'person',
  categories: 'subject',
} as const satisfies Partial<Record<LinkableCollection, NamedEntry['kind']>>

const collections = Object.keys(kindOf) as (keyof typeof kindOf)[]

/**
 * Everything that a school has a limited number of, by its title. No posts: there may be thousands, and the blog and its
 * subjects lead to them.
 */
export const aToZ = (source: Source): NamedEntry[] =>
  [
    ...collections.flatMap((collection) =>
      source.all[collection]
        .filter(({ meta }) => !meta.noindex)
        .map((document): NamedEntry => ({
          title: 'name' in document ? document.name : document.title,
          path: documentPath(collection, document.slug),
          kind: kindOf[collection],
        })),
    ),
    ...source.all.faqs.map(({ id, question }): NamedEntry => ({
      title: question,
      path: `${paths.questions()}#${questionAnchor(id)}`,
      kind: 'question',
    })),
  ].toSorted((a, b) => order(a.title, b.title) || order(a.path, b.path))

/** Where the answer to a question is on the page of all questions. */
export const questionAnchor = (id: string): string => `question-${id}`
