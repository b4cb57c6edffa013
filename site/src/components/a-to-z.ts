import { paths } from 'shared-types'
import type { NamedEntry } from '../content/queries/a-to-z'

export interface LetterGroup {
  letter: string
  /** The address of the group on its page. */
  id: string
  entries: NamedEntry[]
}

/** The site's own pages, which no document of the CMS stands for. */
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
/** For titles that begin with a figure, a sign or a letter that English has not. */
const others = '#'

/** All entries and the site's own pages, under the letters that they begin with; letters without any are left out. */
export function letterGroups(entries: readonly NamedEntry[]): LetterGroup[] {
  const groups = new Map<string, NamedEntry[]>()
  for (const entry of [...entries, ...ownPages]) {
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

/** The first letter, without its accents; marks before it do not count. */
function letterOf(title: string): string {
  const [first = ''] = title.normalize('NFD').replace(/^[\p{P}\p{Z}]+/u, '')
  const letter = first.toUpperCase()
  return /^[A-Z]$/.test(letter) ? letter : others
}
