import { type NamedDocument, type Problem, documentKey, documentTitle, globalSchemas } from 'shared-types'
import type { DocumentChange as SnapshotChange, DocumentRead } from 'site/bundle'
import { type DocumentVersion, pagePath } from '../content/document-version'
import type { PageFailure } from '../render/make-page'
import type { ScanPage } from '../render/page-scan'
import type { SiteView } from '../render/site-view'
import type { DocumentChanges } from './document-gate'

/** The change of a document in a release, and how to take it back. */
export interface TracedChange {
  slug: string
  id: string
  isRemoval: boolean
  /** The document as visitors see it now; without a value when they see nothing of it. */
  before: SnapshotChange
  /** The paths of its page, before and after. */
  paths: readonly string[]
}

/** Failures that are traced at once; the next attempt shows which are left. */
const maxTraced = 30
/** Causes of one failure that are looked for at once. */
const maxCauses = 20

/**
 * Finds the changes that are the causes of failures: a page can be made again when they are taken back. `fails` says whether it
 * fails without some of the changes. Gives a failure instead for which no change is to blame.
 */
export async function traceFailures<Change extends TracedChange>(
  failures: readonly PageFailure[],
  changes: readonly Change[],
  fails: (failure: PageFailure, takenBack: readonly Change[]) => Promise<boolean>,
): Promise<{ causes: Map<Change, PageFailure> } | { unexplained: PageFailure }> {
  const causes = new Map<Change, PageFailure>()
  // A page without a document of its own shows whether something else than documents is the cause.
  const ordered = failures.toSorted((a, b) => Number(b.page.kind === 'site') - Number(a.page.kind === 'site'))
  for (const failure of ordered.slice(0, maxTraced)) {
    const isMended = async (takenBack: readonly Change[]) =>
      !(await fails(failure, [...causes.keys(), ...takenBack]))
    // The fault may have passed: a busy computer, a disk error. Then whatever is taken back would look like its cause.
    if (await isMended([])) continue
    const found = await findCauses(bySuspicion(changes, failure), isMended)
    if (!found) return { unexplained: failure }
    // Its editor knows the document's own page best.
    for (const cause of found) causes.set(cause, failures.find((one) => isOwn(cause, one)) ?? failure)
  }
  return { causes }
}

/**
 * Finds suspects that must be taken back so that a failure is mended; undefined when it is not mended by taking back all. Those
 * in front are tried first. Calls `isMended` some log n times for each cause.
 */
export async function findCauses<T>(
  suspects: readonly T[],
  isMended: (takenBack: readonly T[]) => Promise<boolean>,
): Promise<T[] | undefined> {
  const causes: T[] = []
  do {
    const others = suspects.filter((suspect) => !causes.includes(suspect))
    const count = await smallestCount(others.length, (count) =>
      isMended([...causes, ...others.slice(0, count)]),
    )
    const cause = count === undefined ? undefined : others[count - 1]
    if (cause === undefined) return undefined
    causes.push(cause)
  } while (causes.length < maxCauses && !(await isMended(causes)))
  // An earlier one may not be needed now that the later ones are known.
  for (const cause of causes.slice(0, -1)) {
    const others = causes.filter((other) => other !== cause)
    if (await isMended(others)) causes.splice(causes.indexOf(cause), 1)
  }
  return causes
}

/** The smallest count, from 1 to `most`, that is enough; undefined when `most` is not. */
async function smallestCount(
  most: number,
  isEnough: (count: number) => Promise<boolean>,
): Promise<number | undefined> {
  let [low, high] = [0, Math.min(1, most)]
  while (!(await isEnough(high))) {
    if (high === most) return undefined
    ;[low, high] = [high, Math.min(high * 2, most)]
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (await isEnough(middle)) high = middle
    else low = middle
  }
  return high
}

/**
 * The likely causes first: documents that the page has read, its own document, then all others. A page vanishes without its own
 * document when that is new, which would look as if it were mended; so then its own document comes after all that it has read.
 */
function bySuspicion<Change extends TracedChange>(
  changes: readonly Change[],
  failure: PageFailure,
): Change[] {
  const { reads } = failure
  const isReadAlone = readBy(reads.filter(({ id }) => id !== undefined))
  const isRead = readBy(reads)
  const rank = (change: Change): number => {
    if (isOwn(change, failure)) return change.before.value === undefined ? 6 : 2
    const place = isReadAlone(change) ? 0 : isRead(change) ? 4 : change.slug in globalSchemas ? 8 : 10
    return change.isRemoval ? place + 1 : place
  }
  return changes.toSorted((a, b) => rank(a) - rank(b))
}

/** Whether it is the page of a document, or a file beside that. */
const isOwn = ({ paths }: TracedChange, { page }: PageFailure): boolean =>
  paths.some((path) => page.path.startsWith(path))

/** Whether a document is among those that were read. */
function readBy(reads: readonly DocumentRead[]): (document: { slug: string; id: string }) => boolean {
  const keys = new Set(reads.map(({ slug, id }) => (id === undefined ? slug : documentKey({ slug, id }))))
  return (document) => keys.has(document.slug) || keys.has(documentKey(document))
}

/**
 * For templates, and for a build, that have no other version to show: names a page that they cannot make, and the document
 * without which they could.
 */
export async function describeFailure(
  view: SiteView,
  failures: readonly PageFailure[],
  documents: Iterable<DocumentVersion>,
  { now, scan }: { now: Date; scan: ScanPage },
): Promise<string> {
  const suspects = [...documents].flatMap((version) => {
    const { slug, id, value } = version
    const path = pagePath(version)
    const paths = path === undefined ? [] : [path]
    const suspect = { slug, id, title: documentTitle(value), paths, isRemoval: false, before: { slug, id } }
    return slug in globalSchemas ? [] : [suspect]
  })
  const [failure] = failures
  if (!failure) return ''
  const { page, reason } = failure
  // Each attempt at a page that does not end would take as long again.
  const likely = failure.isEnded ? suspects.filter((suspect) => isOwn(suspect, failure)) : suspects
  const traced = await traceFailures([failure], likely, async (_, takenBack) => {
    const without = view.after(
      takenBack.map(({ before }) => before),
      now,
    )
    const same = without.pages.get(page.path)
    return same !== undefined && (await without.render([same], scan)).failures.length > 0
  })
  const named = 'causes' in traced ? [...traced.causes.keys()].map(nameOf) : []
  const cause = named.length > 0 ? ` The document that it cannot show is ${named.join(', ')}.` : ''
  return `The page ${page.path} could not be rendered: ${reason}.${cause}`
}

/** For a message: `“About us” (pages 12)`. */
export const nameOf = ({ slug, id, title }: Omit<NamedDocument, 'slug'> & { slug: string }): string =>
  `${title ? `“${title}” ` : ''}(${slug}${id ? ` ${id}` : ''})`

/** What is known about a document whose change breaks a page. */
interface KnownCause {
  problem: Problem
  isRead: (document: { slug: string; id: string }) => boolean
  /** The changes that were there when it was found, and the day. */
  seen: ReadonlySet<object>
  today?: string
}

/** The documents whose newest version is known to break a page. They are blocked without another try, until something changes. */
export class KnownCauses {
  readonly #causes = new Map<string, KnownCause>()

  /** By the key of the document. */
  get problems(): ReadonlyMap<string, Problem> {
    return new Map([...this.#causes].map(([key, { problem }]) => [key, problem]))
  }

  /** Records causes that were found while these changes were there. */
  add(
    causes: ReadonlyMap<TracedChange, PageFailure>,
    { versions = [], removed = [] }: DocumentChanges,
    today: string | undefined,
  ): void {
    const seen = new Set<object>([...versions, ...removed])
    for (const [change, failure] of causes) {
      const cause = { problem: problemOf(change, failure), isRead: readBy(failure.reads), seen, today }
      this.#causes.set(documentKey(change), cause)
    }
  }

  /** Forgets what may be otherwise on another day, or with new changes of the document itself or of what the page has read. */
  forgetOutdated({ versions = [], removed = [] }: DocumentChanges, today: string | undefined): void {
    const changes = [...versions, ...removed]
    for (const [key, cause] of this.#causes) {
      const isNews = (change: { slug: string; id: string }) =>
        !cause.seen.has(change) && (documentKey(change) === key || cause.isRead(change))
      if (cause.today !== today || changes.some(isNews)) this.#causes.delete(key)
    }
  }
}

function problemOf({ isRemoval, before }: TracedChange, { page, reason }: PageFailure): Problem {
  const message = isRemoval
    ? `The page ${page.path} cannot be made without this document: ${reason}. So its last version stays on the site. Correct that page, or publish this document again.`
    : `The page ${page.path} cannot be made with this version: ${reason}. ${before.value === undefined ? 'So it stays off the site.' : 'So its last version stays on the site.'} Correct what you changed last, and publish it again.`
  return { field: '', message }
}
