import { documentPath, paths } from 'shared-types'
import type { LinkableCollection } from 'shared-types'
import { order } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'

/** An entry of the list from A to Z. */
export interface NamedEntry {
  title: string
  path: string
  kind: 'course' | 'exam' | 'externship' | 'page' | 'person' | 'question' | 'subject'
}

export interface LetterGroup {
  /** A capital letter, or `#` for titles that begin with none. */
  letter: string
  /** The anchor of the group on its page. */
  id: string
  entries: NamedEntry[]
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

/** The site's own pages, which have no document in the CMS. */
const ownPages: NamedEntry[] = (
  [
    ['Blog', paths.blog()],
    ['Compare courses', paths.compare()],
    ['Contact', paths.contact()],
    ['Courses', paths.courses()],
    ['Disclosures', paths.disclosures()],
    ['Exams', paths.certifications()],
    ['Externships', paths.externships()],
    ['People', paths.people()],
    ['Questions people ask', paths.questions()],
    ['Start dates', paths.startDates()],
  ] as const
).map(([title, path]) => ({ title, path, kind: 'page' }))

const compare = new Intl.Collator('en-US').compare
/** The group of titles that begin with a digit, a sign or a letter that is not English. */
const others = '#'

/**
 * Every document with a name, and the site's own pages, by the first letter of their titles; letters without an entry are
 * left out. No posts: there may be thousands, and the blog and its categories lead to them.
 */
export function aToZ(source: Source): LetterGroup[] {
  const groups = new Map<string, NamedEntry[]>()
  for (const entry of [...namedEntries(source), ...ownPages]) {
    const letter = letterOf(entry.title)
    groups.set(letter, [...(groups.get(letter) ?? []), entry])
  }
  return [...groups]
    .toSorted(([a], [b]) => Number(a === others) - Number(b === others) || compare(a, b))
    .map(([letter, found]) => ({
      letter,
      id: letter === others ? 'letter-other' : `letter-${letter.toLowerCase()}`,
      entries: found.toSorted((a, b) => compare(a.title, b.title)),
    }))
}

const namedEntries = (source: Source): NamedEntry[] =>
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

/** The first letter without its accents; punctuation before it does not count. */
function letterOf(title: string): string {
  const [first = ''] = title.normalize('NFD').replace(/^[\p{P}\p{Z}]+/u, '')
  const letter = first.toUpperCase()
  return /^[A-Z]$/.test(letter) ? letter : others
}

/** The anchor of a question on the page of all questions. */
export const questionAnchor = (id: string): string => `question-${id}`
