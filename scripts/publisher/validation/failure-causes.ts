import { type NamedDocument, documentKey, documentTitle, globalSchemas } from 'shared-types'
import type { DocumentChange as SnapshotChange, DocumentRead } from 'site/bundle'
import { type DocumentVersion, pagePath } from '../content/document-version'
import type { PageFailure } from '../render/make-page'
import type { ScanPage } from '../render/page-scan'
import type { SiteView } from '../render/site-view'

/** The change of a document in a release, and how to take it back. */
export interface TracedChange {
  slug: string
  id: string
  isRemoval: boolean
  /** The document as visitors see it now; without a value when they see nothing of it. */
  before: SnapshotChange
  /** As it would be with the change; undefined for a removal. */
  after?: unknown
  /** The paths of its page, before and after. */
  paths: readonly string[]
}

/** Failures that are traced at once; the next attempt shows which are left. */
const maxTraced = 30
/** Causes of one failure that are looked for at once. */
const maxCauses = 20

/** A failure, and the changes that cause it, each with the page that its editor knows best. */
interface TracedFailure<Change> {
  failure: PageFailure
  /** Undefined when no change is to blame. */
  causes?: ReadonlyMap<Change, PageFailure>
}

/**
 * Traces failures one after another to the changes that are their causes: a page can be made again when they are taken back.
 * `fails` says whether it fails without some of the changes. A failure that earlier causes explain too, or that has passed, is
 * left out. The caller may stop after each one.
 */
export async function* traceFailures<Change extends TracedChange>(
  failures: readonly PageFailure[],
  changes: readonly Change[],
  fails: (failure: PageFailure, takenBack: readonly Change[]) => Promise<boolean>,
): AsyncGenerator<TracedFailure<Change>> {
  const known = new Set<Change>()
  // A page without a document of its own shows whether something else than documents is the cause.
  const ordered = failures.toSorted((a, b) => Number(b.page.kind === 'site') - Number(a.page.kind === 'site'))
  for (const failure of ordered.slice(0, maxTraced)) {
    const isMended = async (takenBack: readonly Change[]) => !(await fails(failure, [...known, ...takenBack]))
    // The fault may have passed: a busy computer, a disk error. Then whatever is taken back would look like its cause.
    if (await isMended([])) continue
    const found = await findCauses(bySuspicion(changes, failure), isMended)
    for (const cause of found ?? []) known.add(cause)
    const onOwnPage = (cause: Change) => failures.find((one) => isOwn(cause, one)) ?? failure
    yield { failure, causes: found && new Map(found.map((cause) => [cause, onOwnPage(cause)])) }
  }
}

/**
 * Finds suspects that must be taken back so that a failure is mended; undefined when it is not mended by taking back all. Those
 * in front are tried first. Calls `isMended` some log n times for each cause.
 */
async function findCauses<T>(
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

/** Whether a change is among the likely causes of a failure: it is of the page's own document, or of one that the page has read. */
export const isLikelyCause = (change: TracedChange, failure: PageFailure): boolean =>
  isOwn(change, failure) || readBy(failure.reads.filter(({ id }) => id !== undefined))(change)

/** Whether it is the page of a document, or a file beside that. */
const isOwn = ({ paths }: TracedChange, { page }: PageFailure): boolean =>
  paths.some((path) => page.path.startsWith(path))

/** Whether a document is among those that were read. */
export function readBy(reads: readonly DocumentRead[]): (document: { slug: string; id: string }) => boolean {
  const keys = new Set(reads.map(({ slug, id }) => (id === undefined ? slug : documentKey({ slug, id }))))
  return (document) => keys.has(document.slug) || keys.has(documentKey(document))
}

/**
 * The documents without which a page that fails could be made, when no change is to blame: its own, at the latest. `fails` says
 * whether it fails without some of the documents.
 */
export async function findDocuments(
  failure: PageFailure,
  documents: Iterable<DocumentVersion>,
  fails: (failure: PageFailure, takenBack: readonly TracedChange[]) => Promise<boolean>,
): Promise<FoundDocument[]> {
  const suspects = [...documents].flatMap((version): FoundDocument[] => {
    const { slug, id, updatedAt, value } = version
    if (slug in globalSchemas) return []
    const paths = [pagePath(version) ?? []].flat()
    const title = documentTitle(value)
    return [{ slug, id, updatedAt, title, paths, isRemoval: false, before: { slug, id } }]
  })
  // Each attempt at a page that does not end would take as long again.
  const own = suspects.filter((suspect) => isOwn(suspect, failure))
  const few = own.length > 0 ? own : suspects.filter((suspect) => isLikelyCause(suspect, failure))
  const likely = failure.isEnded ? few : suspects
  const isMended = async (takenBack: readonly TracedChange[]) => !(await fails(failure, takenBack))
  return (await findCauses(bySuspicion(likely, failure), isMended)) ?? []
}

export interface FoundDocument extends TracedChange {
  slug: DocumentVersion['slug']
  updatedAt: string
  title?: string
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
  const [failure] = failures
  if (!failure) return ''
  const { page, reason } = failure
  const found = await findDocuments(failure, documents, async (_, takenBack) => {
    const without = view.after(
      takenBack.map(({ before }) => before),
      now,
    )
    const same = without.pages.get(page.path)
    return same !== undefined && (await without.render([same], scan)).failures.length > 0
  })
  const names = found.map(nameOf).join(', ')
  const cause = names && ` The document that it cannot show is ${names}.`
  return `The page ${page.path} could not be rendered: ${reason}.${cause}`
}

/** For a message: `“About us” (pages 12)`. */
export const nameOf = ({ slug, id, title }: Omit<NamedDocument, 'slug'> & { slug: string }): string =>
  `${title ? `“${title}” ` : ''}(${slug}${id ? ` ${id}` : ''})`
