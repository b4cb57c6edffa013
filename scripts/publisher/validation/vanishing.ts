import { type Waiting, documentKey, globalSchemas, isTooMuchAtOnce, pageBeside } from 'shared-types'
import type { Page } from 'site/bundle'
import type { DocumentVersion } from '../content/document-version'
import type { DocumentChange } from './candidate-set'
import type { Proposal } from './document-gate'

/** Whether a publisher allowed what vanishes with a change. */
type IsAllowed = (change: DocumentChange) => boolean

/**
 * Removals that must wait for a publisher's word, one group for each collection: all of those that are not allowed, when they are
 * too many at once. Allowed ones count as made already, so the others are judged on their own. `live` is what visitors see now. If
 * all of that is gone, the CMS may have lost its database, and small collections wait, too.
 */
export function waitingRemovals(
  { changes, isReplaced }: Pick<Proposal, 'changes' | 'isReplaced'>,
  live: () => Iterable<Pick<DocumentVersion, 'slug' | 'id'>>,
  isAllowed: IsAllowed,
): Waiting[] {
  const removals = changes.filter(({ action }) => action === 'unpublish')
  // Most releases end here: to count the live documents costs a look at each.
  if (!isMuch(removals)) return []
  const counts = new Map<string, number>()
  for (const { slug } of live()) counts.set(slug, (counts.get(slug) ?? 0) + 1)
  const removed = groupBy(removals, ({ slug }) => slug)
  const isAllGone = [...counts].every(
    ([slug, count]) => slug in globalSchemas || removed.get(slug)?.length === count,
  )
  return [...removed].flatMap(([kind, all]): Waiting[] => {
    const pending = all.filter((change) => !isAllowed(change))
    // A page that has a redirect has moved, and a redirect whose page is back is not needed: neither is lost.
    const lost = pending.filter((change) => !isReplaced(change))
    const found = { vanishing: lost.length, live: (counts.get(kind) ?? 0) - all.length + pending.length }
    const waits = isTooMuchAtOnce(found) || (isAllGone && lost.length > 0)
    return waits ? [{ unit: 'documents', kind, ...found, documents: lost.map(named) }] : []
  })
}

/** The pages of a proposal, compared with those that visitors see now. */
export interface ProposedPages {
  proposal: Pick<Proposal, 'changes'>
  /** What visitors see now, by path. */
  before: ReadonlyMap<string, { page: Page }>
  /** What of that the proposal does not have. */
  gone: readonly Page[]
  /** The targets of the proposal's redirects, by path. */
  redirects: () => Readonly<Record<string, string>>
  /** The paths of all pages when only some changes of the proposal are made. */
  pathsWith: (isMade: (key: string) => boolean) => ReadonlySet<string>
  isAllowed: IsAllowed
}

/** Pages of one kind that would vanish, too many at once. */
export interface VanishingPages {
  kind: string
  /** How many pages of this kind visitors see now. */
  live: number
  /** Those that would vanish. */
  paths: readonly string[]
}

/**
 * Changes that must wait because too many pages of a kind would vanish with them: a removal that takes more than its own page
 * away, or new addresses without redirects. `untraced` has the pages that vanish although no change takes them away: the templates
 * have no such pages. When it gives `waiting`, there may be more to find without these changes.
 */
export function waitingChanges(pages: ProposedPages): { waiting?: Waiting; untraced: VanishingPages[] } {
  const untraced: VanishingPages[] = []
  for (const found of vanishingPages(pages)) {
    const { kind, live, paths } = found
    const documents = causesOf(paths, pages).map(named)
    if (documents.length === 0) untraced.push(found)
    else return { waiting: { unit: 'pages', kind, vanishing: paths.length, live, documents }, untraced: [] }
  }
  return { untraced }
}

function vanishingPages({
  proposal,
  before,
  gone,
  redirects,
  pathsWith,
  isAllowed,
}: ProposedPages): VanishingPages[] {
  if (!isMuch(gone)) return []
  const allowed = new Set(proposal.changes.filter(isAllowed).map(documentKey))
  const stays = allowed.size > 0 ? pathsWith((key) => allowed.has(key)) : undefined
  const isLive = ({ path }: Page) => !stays || stays.has(path)
  const counts = new Map<string, number>()
  for (const { page } of before.values()) {
    if (isLive(page)) counts.set(page.kind, (counts.get(page.kind) ?? 0) + 1)
  }
  const targets = redirects()
  // The files beside a page move with it.
  const isMoved = (path: string) => path in targets || (pageBeside(path) ?? path) in targets
  const lost = gone.filter((page) => isLive(page) && !isMoved(page.path))
  return [...groupBy(lost, ({ kind }) => kind)].flatMap(([kind, pages]) => {
    const live = counts.get(kind) ?? 0
    const paths = pages.map(({ path }) => path)
    return isTooMuchAtOnce({ vanishing: paths.length, live }) ? [{ kind, live, paths }] : []
  })
}

/** The changes that take at least one of the pages away: those whose own pages they are, and others found by trying. */
function causesOf(
  paths: readonly string[],
  { proposal, pathsWith, isAllowed }: ProposedPages,
): DocumentChange[] {
  const changes = proposal.changes.filter((change) => !isAllowed(change))
  const pagesOf = new Set(paths.map((path) => pageBeside(path) ?? path))
  const own = changes.filter((change) => change.paths.some((path) => pagesOf.has(path)))
  const explained = new Set(own.flatMap((change) => change.paths))
  const others = paths.filter((path) => !explained.has(pageBeside(path) ?? path))
  const mends = (takenBack: readonly DocumentChange[]) => {
    const keys = new Set(takenBack.map(documentKey))
    const made = pathsWith((key) => !keys.has(key))
    return others.some((path) => made.has(path))
  }
  if (others.length === 0) return own
  return [...new Set([...own, ...causesAmong(changes, mends)])]
}

/** Each change that mends when it alone is taken back, or several that mend only together: some `2 log n` attempts for each. */
function causesAmong<Change>(
  changes: readonly Change[],
  mends: (takenBack: readonly Change[]) => boolean,
): readonly Change[] {
  if (changes.length === 0 || !mends(changes)) return []
  if (changes.length === 1) return changes
  const half = changes.length >>> 1
  const [first, second] = [changes.slice(0, half), changes.slice(half)]
  const causes = [...causesAmong(first, mends), ...causesAmong(second, mends)]
  if (causes.length > 0) return causes
  return [
    ...causesAmong(first, (takenBack) => mends([...takenBack, ...second])),
    ...causesAmong(second, (takenBack) => mends([...first, ...takenBack])),
  ]
}

/** Whether so many would be too much of any number. */
const isMuch = ({ length }: readonly unknown[]) => isTooMuchAtOnce({ vanishing: length, live: length })

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

const named = ({ slug, id, updatedAt, title }: DocumentChange): Waiting['documents'][number] => ({
  ...{ slug, id, updatedAt },
  ...(title !== undefined && { title }),
})
